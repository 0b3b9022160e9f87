import { describe, expect, test } from "vitest";
import { isOlder, merged } from "../src/merging";
import { Offsets } from "../src/offsets";
import { Store } from "../src/store";
import { claim, verdict } from "./cases";

const text = new Offsets("The ferry carried nine thousand people in March.");
const at = (start: number, end: number): { start: number; end: number; exact: string; state: "exact" }[] => [
  { start, end, exact: text.slice(start, end), state: "exact" },
];

describe("what others changed", () => {
  test("never takes the page back to an older version", () => {
    expect(isOlder(claim({ etag: "2" }), claim({ etag: "3" }))).toBe(true);
    expect(isOlder(claim({ etag: '"10"' }), claim({ etag: "9" }))).toBe(false);
    expect(isOlder(claim({ verdict: verdict({ etag: "1" }) }), claim({ verdict: verdict({ etag: "2" }) }))).toBe(true);
  });

  test("a verdict that replaced another is news, whatever its number", () => {
    expect(isOlder(claim({ verdict: verdict({ id: "v2", etag: "1" }) }), claim({ verdict: verdict({ etag: "5" }) }))).toBe(false);
  });

  test("nothing new leaves everything as it is", () => {
    const held = new Map([["c1", claim({ etag: "3" })]]);
    expect(merged(held, [claim({ etag: "2" })])).toBe(held);
  });
});

describe("the claims of the page", () => {
  test("stand in reading order, the longer of two that start together first", () => {
    const store = new Store(text, [
      claim({ id: "late", anchors: at(18, 22) }),
      claim({ id: "short", anchors: at(4, 9) }),
      claim({ id: "long", anchors: at(4, 22) }),
    ], 1);
    expect(store.placed.map((one) => one.claim.id)).toEqual(["long", "short", "late"]);
    expect(["long", "short", "late"].map((id) => store.overlaps(id))).toEqual([2, 1, 1]);
  });

  test("whose words are not there stand at the end and are drawn nowhere", () => {
    const store = new Store(text, [
      claim({ id: "lost", anchors: [{ start: null, end: null, exact: "gone", state: "lost" }] }),
      claim({ id: "elsewhere", anchors: [{ start: 0, end: 3, exact: "Not these words", state: "exact" }] }),
      claim({ id: "there", anchors: at(4, 9) }),
    ], 1);
    expect(store.placed.map((one) => one.claim.id)).toEqual(["there", "elsewhere", "lost"]);
    expect(store.placed.map((one) => one.spots.length)).toEqual([1, 0, 0]);
  });

  test("announce many changes of one turn once", async () => {
    const store = new Store(text, [], 1);
    await Promise.resolve();
    let times = 0;
    store.listen(() => times++);
    store.merge([claim({ id: "a" })]);
    store.merge([claim({ id: "b" })]);
    await Promise.resolve();
    expect(times).toBe(1);
  });
});
