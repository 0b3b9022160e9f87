import { describe, expect, test } from "vitest";
import { boundary } from "../src/caret/steps";

const step = (text: string, place: number, by: 1 | -1, unit: "grapheme" | "word" = "grapheme"): number => boundary(text, place, by, unit, "en");

describe("the caret", () => {
  test("passes a family of emoji in one step, both ways", () => {
    const family = "👩‍👩‍👧";
    expect(step(`a${family}b`, 1, 1)).toBe(1 + family.length);
    expect(step(`a${family}b`, 1 + family.length, -1)).toBe(1);
  });

  test("goes from word to word over blanks and points", () => {
    const text = "One, two three.";
    expect(step(text, 0, 1, "word")).toBe(5);
    expect(step(text, 5, 1, "word")).toBe(9);
    expect(step(text, 9, 1, "word")).toBe(text.length);
    expect(step(text, 9, -1, "word")).toBe(5);
  });

  test("stays within the text", () => {
    expect(step("ab", 0, -1)).toBe(0);
    expect(step("ab", 2, 1)).toBe(2);
  });
});
