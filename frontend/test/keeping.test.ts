import { beforeEach, describe, expect, test, vi } from "vitest";
import { startKeeping } from "../src/pages/keeping";

function page(extra = ""): HTMLFormElement {
  document.body.innerHTML = `<form data-keep="review-1"><textarea name="comment"></textarea><input type="password" name="secret">
    <div data-sealed><textarea name="sealed"></textarea></div></form>${extra}`;
  return document.querySelector("form")!;
}

function type(form: HTMLFormElement, name: string, value: string): void {
  const field = form.elements.namedItem(name) as HTMLTextAreaElement;
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
});

describe("forms that keep what was typed", () => {
  test("give it back after a reload, and can discard it", () => {
    const before = page();
    startKeeping();
    type(before, "comment", "Please name the source.");
    vi.advanceTimersByTime(400);
    const after = page();
    startKeeping();
    expect(after.querySelector("textarea")?.value).toBe("Please name the source.");
    after.querySelector("button")?.click();
    expect(after.querySelector("textarea")?.value).toBe("");
    expect(localStorage.length).toBe(0);
  });

  test("never keep passwords or sealed words", () => {
    const form = page();
    startKeeping();
    type(form, "secret", "hunter2");
    type(form, "sealed", "the name of the source");
    vi.advanceTimersByTime(400);
    expect(localStorage.length).toBe(0);
  });

  test("forget everything once it is to be sealed, and go on keeping when it is not", () => {
    const form = page();
    form.innerHTML += '<select name="visibility" data-seals="sealed"><option>public</option><option>sealed</option></select>';
    startKeeping();
    type(form, "comment", "The name of the source");
    vi.advanceTimersByTime(400);
    expect(localStorage.length).toBe(1);
    type(form, "visibility", "sealed");
    vi.advanceTimersByTime(400);
    type(form, "comment", "The name of the source, again");
    vi.advanceTimersByTime(400);
    form.dispatchEvent(new SubmitEvent("submit", { bubbles: true }));
    expect(localStorage.length).toBe(0);
  });

  test("forget it when the page says that the words were taken", () => {
    const before = page();
    startKeeping();
    type(before, "comment", "Done.");
    vi.advanceTimersByTime(400);
    const after = page('<p data-keep-done="review-1"></p>');
    startKeeping();
    expect(after.querySelector("textarea")?.value).toBe("");
  });

  test("show both texts when the field was changed by somebody else meanwhile", () => {
    const before = page();
    startKeeping();
    type(before, "comment", "Mine");
    vi.advanceTimersByTime(400);
    const changed = (): HTMLFormElement => {
      const form = page();
      form.querySelector("textarea")!.defaultValue = "Theirs";
      startKeeping();
      return form;
    };
    const after = changed();
    expect(after.querySelector("textarea")?.value).toBe("Theirs");
    expect(after.querySelector(".conflict")?.textContent).toContain("Mine");
    const [keep, drop] = changed().querySelectorAll<HTMLButtonElement>(".conflict button");
    keep?.click();
    expect(document.querySelector("textarea")?.value).toBe("Mine");
    expect(document.querySelector(".conflict")).toBeNull();
    vi.advanceTimersByTime(400);
    drop?.click();
    expect(changed().querySelector(".conflict")).toBeNull();
  });

  test("keep it for one account: whoever signs in next finds nothing", () => {
    document.documentElement.dataset.account = "a1";
    const before = page();
    startKeeping();
    type(before, "comment", "For my eyes");
    vi.advanceTimersByTime(400);
    document.documentElement.dataset.account = "a2";
    const other = page();
    startKeeping();
    expect(other.querySelector("textarea")?.value).toBe("");
    document.documentElement.dataset.account = "a1";
    const mine = page();
    startKeeping();
    expect(mine.querySelector("textarea")?.value).toBe("For my eyes");
    delete document.documentElement.dataset.account;
  });
});
