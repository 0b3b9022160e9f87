import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { countBelow, Offsets, TextIndex } from "../src/offsets";

interface Vector {
  name: string;
  text: string;
  quote: string;
  start: number;
  end: number;
  utf16_start: number;
  utf16_end: number;
}

const file = join(import.meta.dirname, "../../tests/contracts/anchoring_vectors.json");
const vectors = JSON.parse(readFileSync(file, "utf8")) as Vector[];

function article(html: string): TextIndex {
  const root = document.createElement("div");
  root.innerHTML = html;
  document.body.replaceChildren(root);
  return new TextIndex(root);
}

describe("offsets shared with the server", () => {
  test.each(vectors)("$name", ({ text, quote, start, end, utf16_start, utf16_end }) => {
    const offsets = new Offsets(text);
    expect(offsets.slice(start, end)).toBe(quote);
    expect([offsets.units(start), offsets.units(end)]).toEqual([utf16_start, utf16_end]);
    expect([offsets.points(utf16_start), offsets.points(utf16_end)]).toEqual([start, end]);
    expect(offsets.length).toBe(Array.from(text).length);
  });
});

describe("offsets", () => {
  test("a place inside a surrogate pair counts as before the character", () => {
    const offsets = new Offsets("a🏆b");
    expect([0, 1, 2, 3, 4].map((units) => offsets.points(units))).toEqual([0, 1, 1, 2, 3]);
  });

  test("there and back again is the same place for every character", () => {
    const offsets = new Offsets("🚢 ferry 👩‍👩‍👧 ägypten 𝒳 end");
    for (let point = 0; point <= offsets.length; point++) expect(offsets.points(offsets.units(point))).toBe(point);
  });

  test("countBelow counts the smaller ones only", () => {
    expect([0, 1, 2, 3, 9].map((value) => countBelow([1, 2, 2, 5], value))).toEqual([0, 0, 1, 3, 4]);
  });
});

describe("the text of an article in the page", () => {
  test("is what the page holds, separators between blocks included", () => {
    const index = article("<p>One <em>two</em>.</p>\n\n<p>Three 🏆 four.</p>");
    expect(index.text).toBe("One two.\n\nThree 🏆 four.");
    expect(index.root.textContent).toBe(index.text);
  });

  test("gives ranges whose words are the words between two code points", () => {
    const index = article("<p>One <em>two</em>.</p>\n\n<p>Three 🏆 four.</p>");
    for (const words of ["One", "two", "e two.", "🏆", "four", "two.\n\nThree 🏆"]) {
      const start = index.points(index.text.indexOf(words));
      expect(index.range(start, start + Array.from(words).length)?.toString()).toBe(words);
    }
  });

  test("finds the place of a DOM position in text and between elements", () => {
    const index = article("<p>One <em>two</em>.</p>\n\n<p>Three.</p>");
    const [first, second] = index.root.querySelectorAll("p");
    expect(index.place(index.root.querySelector("em")!.firstChild!, 1)).toBe(5);
    expect(index.place(first!, 1)).toBe(4);
    expect(index.place(index.root, 1)).toBe(8);
    expect(index.place(second!, 1)).toBe(index.text.length);
    expect(index.place(document.body, 0)).toBeUndefined();
  });

  test("gives no range for a place outside of it", () => {
    const index = article("<p>short</p>");
    expect(index.range(3, 99)).toBeUndefined();
    expect(index.range(2, 2)).toBeUndefined();
    expect(index.range(-1, 2)).toBeUndefined();
  });
});
