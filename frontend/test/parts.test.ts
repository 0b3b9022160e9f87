import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { startParts } from "../src/pages/parts";

let page = 0;
let asked: number;
let answer: () => Promise<Response>;
let hidden: boolean;

const says = (...sentences: string[]) => () => Promise.resolve(new Response(JSON.stringify({ says: sentences })));
const banner = (): HTMLElement => document.querySelector<HTMLElement>(".banner")!;

beforeEach(() => {
  vi.useFakeTimers();
  asked = 0;
  hidden = false;
  answer = says();
  page += 1; // pages of earlier tests still listen
  const mine = `/parts?${page}`;
  vi.stubGlobal("fetch", (address: string) => {
    if (address === mine) asked += 1;
    return answer();
  });
  vi.spyOn(document, "hidden", "get").mockImplementation(() => hidden);
  document.body.innerHTML = `<div data-parts="${mine}" data-away="The server does not answer."><div class="banner" hidden><div data-words></div>
    <button type="button">Hide</button></div></div>`;
  startParts();
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe("the banner that names dead parts", () => {
  test("comes and goes with what the server says", async () => {
    await vi.advanceTimersByTimeAsync(100);
    expect(banner().hidden).toBe(true);
    answer = says("The worker is not running.");
    await vi.advanceTimersByTimeAsync(4000);
    expect(banner().hidden).toBe(false);
    expect(banner().textContent).toContain("The worker is not running.");
    answer = says();
    await vi.advanceTimersByTimeAsync(4000);
    expect(banner().hidden).toBe(true);
  });

  test("says so when the server itself is gone, but not for one lost answer", async () => {
    await vi.advanceTimersByTimeAsync(100);
    answer = () => Promise.reject(new TypeError("connection refused"));
    await vi.advanceTimersByTimeAsync(3600);
    expect(banner().hidden).toBe(true);
    await vi.advanceTimersByTimeAsync(1100);
    expect(banner().textContent).toContain("The server does not answer.");
    answer = () => Promise.resolve(new Response("<h1>Bad gateway</h1>", { status: 502 }));
    await vi.advanceTimersByTimeAsync(4000);
    expect(banner().hidden).toBe(false);
  });

  test("asks nothing while nobody looks, and at once when somebody does", async () => {
    await vi.advanceTimersByTimeAsync(100);
    hidden = true;
    document.dispatchEvent(new Event("visibilitychange"));
    const before = asked;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toBe(before);
    hidden = false;
    document.dispatchEvent(new Event("visibilitychange"));
    await vi.advanceTimersByTimeAsync(10);
    expect(asked).toBe(before + 1);
  });

  test("stays hidden by a person until something changes", async () => {
    answer = says("The worker is not running.");
    await vi.advanceTimersByTimeAsync(4000);
    document.querySelector("button")!.click();
    await vi.advanceTimersByTimeAsync(8000);
    expect(banner().hidden).toBe(true);
    answer = says("The database does not answer.");
    await vi.advanceTimersByTimeAsync(4000);
    expect(banner().hidden).toBe(false);
  });
});
