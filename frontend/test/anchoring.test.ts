import { describe as suite, expect, test } from "vitest";
import { describe } from "../src/anchoring/describe";
import { locate } from "../src/anchoring/locate";
import { Offsets } from "../src/offsets";

const text = new Offsets("The bridge 🌉 opened.\n\nThe bridge cost 400 million. The bridge is long.");

suite("describing words", () => {
  test("leaves out blanks at the ends", () => {
    const found = describe(text, 3, 11);
    expect(found).toMatchObject({ start: 4, end: 10, exact: "bridge" });
  });

  test("remembers what stands around them", () => {
    const start = text.points(text.text.indexOf("cost"));
    const found = describe(text, start, start + 4);
    expect(found?.prefix.endsWith("The bridge ")).toBe(true);
    expect(found?.suffix.startsWith(" 400 million")).toBe(true);
  });

  test("gives nothing for blanks alone", () => {
    const start = text.points(text.text.indexOf("\n\n"));
    expect(describe(text, start, start + 2)).toBeUndefined();
  });
});

suite("finding words again", () => {
  test("the remembered place counts when the words stand there", () => {
    expect(locate(text, { start: 4, end: 10, exact: "bridge" })).toEqual({ start: 4, end: 10 });
  });

  test("the only exact quote is found wherever it moved", () => {
    const moved = new Offsets(`🏆🏆 A new first line.\n\n${text.text}`);
    const spot = locate(moved, { start: 27, end: 43, exact: "400 million" });
    expect(moved.slice(spot!.start, spot!.end)).toBe("400 million");
  });

  test("of several places the one with the remembered surroundings counts", () => {
    const start = text.points(text.text.lastIndexOf("The bridge"));
    const wanted = describe(text, start, start + 10)!;
    const moved = new Offsets(`Added. ${text.text}`);
    expect(locate(moved, wanted)).toEqual({ start: start + 7, end: start + 17 });
  });

  test("words that may be in two places are lost, never guessed", () => {
    expect(locate(text, { start: 0, end: 6, exact: "bridge" })).toBeUndefined();
  });

  test("changed words are lost here: the server has the whole ladder", () => {
    expect(locate(text, { start: 4, end: 10, exact: "tunnel" })).toBeUndefined();
  });
});
