import { describe, expect, test } from "vitest";
import { IntervalIndex, overlapCounts, shared, type Interval } from "../src/highlights/overlap";

const claims: Interval[] = [
  { id: "outer", start: 10, end: 40 },
  { id: "inner", start: 20, end: 30 },
  { id: "touching", start: 40, end: 50 },
  { id: "alone", start: 70, end: 80 },
];

/** The slow and obvious way, to compare with. */
const covering = (place: number, all: readonly Interval[]): Interval[] => all.filter((one) => one.start <= place && place < one.end);

function many(n: number): Interval[] {
  let seed = 7;
  const next = (below: number): number => (seed = (seed * 16807) % 2147483647) % below;
  return Array.from({ length: n }, (_, i) => {
    const start = next(500);
    return { id: String(i), start, end: start + 1 + next(60) };
  });
}

describe("claims that share words", () => {
  test("only words of two or more claims are shared, and touching is not sharing", () => {
    expect(shared(claims)).toEqual([{ start: 20, end: 30 }]);
  });

  test("shared stretches are exactly the characters that two claims cover", () => {
    const all = many(40);
    const marked = shared(all);
    for (let place = 0; place < 600; place++) {
      const inside = marked.some((segment) => segment.start <= place && place < segment.end);
      expect(inside).toBe(covering(place, all).length > 1);
    }
  });

  test("neighbouring stretches are joined", () => {
    const three = [{ id: "a", start: 0, end: 30 }, { id: "b", start: 5, end: 10 }, { id: "c", start: 10, end: 15 }];
    expect(shared(three)).toEqual([{ start: 5, end: 15 }]);
  });

  test("every claim knows how many others share its words", () => {
    const all = many(60);
    const counts = overlapCounts(all);
    for (const one of all) {
      const others = all.filter((other) => other !== one && other.start < one.end && other.end > one.start);
      expect(counts.get(one.id)).toBe(others.length);
    }
  });
});

describe("claims at a place", () => {
  test("come innermost first", () => {
    expect(new IntervalIndex(claims).at(25).map((one) => one.id)).toEqual(["inner", "outer"]);
  });

  test("end before their end", () => {
    const index = new IntervalIndex(claims);
    expect(index.at(39).map((one) => one.id)).toEqual(["outer"]);
    expect(index.at(40).map((one) => one.id)).toEqual(["touching"]);
    expect(index.at(60)).toEqual([]);
  });

  test("are all claims that cover it, however they nest", () => {
    const all = many(80);
    const index = new IntervalIndex(all);
    for (let place = 0; place < 600; place += 7) {
      expect(new Set(index.at(place))).toEqual(new Set(covering(place, all)));
    }
  });

  test("of a stretch come in reading order", () => {
    expect(new IntervalIndex(claims).within(0, 45).map((one) => one.id)).toEqual(["outer", "inner", "touching"]);
  });
});
