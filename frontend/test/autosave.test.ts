import { beforeEach, describe, expect, test, vi } from "vitest";
import { Refusal, SignedOut, Unreachable } from "../src/api";
import { Autosave, type Fields, type Target } from "../src/saving/autosave";
import { Drafts } from "../src/saving/drafts";
import { SaveStatus } from "../src/saving/status";

let server: { fields: Fields; etag: string };
let answers: ("ok" | "stale" | "down" | "out" | "refused")[];
let sent: { changes: Fields; etag: string }[];
let line: HTMLElement;

function target(): Target {
  return {
    key: "claim:c1",
    current: () => shown,
    send: (changes, etag) => {
      sent.push({ changes, etag });
      const answer = answers.shift() ?? "ok";
      if (answer === "stale") return Promise.reject(new Refusal(412, { code: "stale" }));
      if (answer === "down") return Promise.reject(new Unreachable());
      if (answer === "out") return Promise.reject(new SignedOut());
      if (answer === "refused") return Promise.reject(new Refusal(422, { detail: "The date lies in the future." }));
      server = { fields: { ...server.fields, ...changes }, etag: String(Number(server.etag) + 1) };
      shown = server;
      return Promise.resolve();
    },
    refresh: () => {
      shown = server;
      return Promise.resolve();
    },
    changed: () => undefined,
  };
}

let shown: { fields: Fields; etag: string };

function start(): Autosave {
  return new Autosave(target(), new Drafts("a1"), new SaveStatus(line, "/icons.svg"));
}

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
  server = { fields: { statement: "old", harm: "low" }, etag: "1" };
  shown = server;
  answers = [];
  sent = [];
  line = document.createElement("p");
});

describe("saving while typing", () => {
  test("sends only what changed, against the version that was read, after a pause", async () => {
    const save = start();
    save.type("statement", "ne");
    save.type("statement", "new");
    expect(sent).toEqual([]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(sent).toEqual([{ changes: { statement: "new" }, etag: "1" }]);
    expect(save.pending).toBe(false);
    expect(line.textContent).toContain("Saved");
  });

  test("what was typed survives a reload while the server is down, and is sent when it is back", async () => {
    answers = ["down"];
    const before = start();
    before.type("statement", "new");
    await vi.advanceTimersByTimeAsync(1000);
    expect(line.classList.contains("offline")).toBe(true);
    vi.clearAllTimers();
    const after = start();
    expect(after.value("statement")).toBe("new");
    await vi.advanceTimersByTimeAsync(1000);
    expect(server.fields.statement).toBe("new");
    expect(localStorage.length).toBe(0);
  });

  test("what was typed when the session ended is said to be kept, and saved once somebody has signed in again", async () => {
    answers = ["out"];
    const save = start();
    save.type("statement", "new");
    await vi.advanceTimersByTimeAsync(1000);
    expect(line.textContent).toContain("Signed out");
    expect(save.refusal).toContain("Your words are kept here");
    await vi.advanceTimersByTimeAsync(6000);
    expect(server.fields.statement).toBe("new");
    expect(save.refusal).toBe("");
    expect(line.textContent).toContain("Saved");
  });

  test("two people who changed different fields are merged without a question", async () => {
    answers = ["stale"];
    const save = start();
    save.type("statement", "mine");
    server = { fields: { statement: "old", harm: "high" }, etag: "2" };
    await vi.advanceTimersByTimeAsync(3000);
    expect(server.fields).toEqual({ statement: "mine", harm: "high" });
    expect(sent.at(-1)?.etag).toBe("2");
  });

  test("two people who changed the same field see both texts, and neither is overwritten", async () => {
    answers = ["stale"];
    const save = start();
    save.type("statement", "mine");
    server = { fields: { statement: "theirs", harm: "low" }, etag: "2" };
    await vi.advanceTimersByTimeAsync(30_000);
    expect(save.conflicts()).toEqual([{ name: "statement", mine: "mine", theirs: "theirs" }]);
    expect(server.fields.statement).toBe("theirs");
    expect(line.classList.contains("needs")).toBe(true);
  });

  test.each([["mine", "mine"], ["theirs", "theirs"]] as const)("choosing %s settles it", async (whose, result) => {
    answers = ["stale"];
    const save = start();
    save.type("statement", "mine");
    server = { fields: { statement: "theirs", harm: "low" }, etag: "2" };
    await vi.advanceTimersByTimeAsync(3000);
    save.choose("statement", whose);
    await vi.advanceTimersByTimeAsync(3000);
    expect(save.conflicts()).toEqual([]);
    expect(save.value("statement")).toBe(result);
    expect(server.fields.statement).toBe(result);
    expect(line.classList.contains("needs")).toBe(false);
  });

  test("a refusal is shown in its own words and keeps what was typed", async () => {
    answers = ["refused"];
    const save = start();
    save.type("statement", "new");
    await vi.advanceTimersByTimeAsync(1000);
    expect(save.refusal).toBe("The date lies in the future.");
    expect(save.value("statement")).toBe("new");
    expect(new Drafts("a1").read("claim:c1")).toBeDefined();
  });

  test("words typed while a save is on its way are saved too", async () => {
    const save = start();
    save.type("statement", "first");
    const flushed = save.flush();
    save.type("statement", "second");
    await flushed;
    await vi.advanceTimersByTimeAsync(3000);
    expect(server.fields.statement).toBe("second");
  });
});
