import { beforeEach, describe, expect, test } from "vitest";
import { Bench, type Parts } from "../src/bench";
import { Offsets } from "../src/offsets";
import { EvidenceForm } from "../src/panel/evidence-form";
import { EvidenceList } from "../src/panel/evidence-list";
import { Drafts } from "../src/saving/drafts";
import { Store } from "../src/store";
import { claim } from "./cases";
import type { Evidence } from "../src/types";

customElements.define("evidence-form", EvidenceForm);
customElements.define("evidence-list", EvidenceList);

const source: Evidence = {
  id: "e1", claim: "c1", kind: "web", stance: "refutes", visibility: "public", sealed: false, etag: "1", created_by: { id: "a1", name: "Ada" },
  url: "https://example.org/account", source: { id: "s1", title: "Final account", publisher: "City", published_on: null }, quote: "412.6 million", note: "",
};

function bench(evidence: Evidence[]): Bench {
  const store = new Store(new Offsets("The ferry."), [claim({ evidence })], 1);
  const stances = [["supports", "Supports"], ["refutes", "Refutes"], ["context", "Context"]];
  const boot = { ratings: [], kinds: [], stances, evidence_kinds: [["web", "Web page"]] };
  return new Bench({ store, boot, drafts: new Drafts("a1"), icons: "/i.svg" } as unknown as Parts);
}

async function list(evidence: Evidence[]): Promise<EvidenceList> {
  const element = new EvidenceList();
  element.bench = bench(evidence);
  element.claimId = "c1";
  document.body.replaceChildren(element);
  await element.updateComplete;
  return element;
}

async function form(): Promise<EvidenceForm> {
  const element = new EvidenceForm();
  element.bench = bench([]);
  element.claimId = "c1";
  document.body.replaceChildren(element);
  await element.updateComplete;
  return element;
}

function fill(element: HTMLElement, name: string, value: string): void {
  const field = element.querySelector<HTMLInputElement>(`[name="${name}"]`)!;
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

beforeEach(() => {
  localStorage.clear();
});

describe("the sources of a claim", () => {
  test("show stance, title, quote and how they lean", async () => {
    const element = await list([source, { ...source, id: "e2", stance: "supports" }]);
    expect(element.querySelectorAll(".evidence > li").length).toBe(2);
    expect(element.querySelector(".stance.refutes")?.textContent).toContain("Refutes");
    expect(element.querySelector("blockquote")?.textContent).toContain("412.6 million");
    expect(element.querySelector(".bar")?.getAttribute("aria-label")).toBe("1 supports, 1 refutes, 0 give context");
  });

  test("a sealed one that I may not read shows only that it is there", async () => {
    const element = await list([{ ...source, sealed: true, visibility: "sealed", readable: false, url: "", source: null, quote: "", note: "" }]);
    expect(element.querySelector(".src")?.textContent).toBe("Sealed source");
    expect(element.querySelector(".tools")).toBeNull();
  });

  test("an address that is no web address is never a link", async () => {
    const element = await list([{ ...source, url: "javascript:alert(1)" }]);
    expect(element.querySelector(".src a")).toBeNull();
  });
});

describe("the form for a source", () => {
  test("keeps what was typed in this browser", async () => {
    const element = await form();
    fill(element, "quote", "It cost less.");
    expect(JSON.stringify(localStorage)).toContain("It cost less.");
  });

  test("keeps nothing of a sealed source, not even what was typed before it was sealed", async () => {
    const element = await form();
    fill(element, "quote", "It cost less.");
    fill(element, "visibility", "sealed");
    fill(element, "note", "Told by a clerk.");
    expect(localStorage.length).toBe(0);
  });
});
