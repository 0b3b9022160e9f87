// Where a caret may go: over whole characters as people see them, and over words. Places are UTF-16 units of the text.

const reach = 2000; // units looked at around a place: segmenting a whole book for one key would be felt

type Unit = "grapheme" | "word";

/** The next boundary before (-1) or after (1) a place. */
export function boundary(text: string, place: number, by: 1 | -1, unit: Unit, language: string): number {
  const from = Math.max(0, by < 0 ? place - reach : place);
  const to = Math.min(text.length, by < 0 ? place : place + reach);
  const pieces = [...new Intl.Segmenter(language, { granularity: unit }).segment(text.slice(from, to))];
  if (by > 0) {
    const [first, ...rest] = pieces;
    if (!first) return place;
    // A word step passes the blanks after the word, so that it stands at the start of the next one.
    const next = unit === "word" ? rest.find((piece) => piece.isWordLike) : rest[0];
    return next ? from + next.index : to;
  }
  const before = unit === "word" ? pieces.filter((piece) => piece.isWordLike) : pieces;
  const last = before.at(-1);
  return last ? from + last.index : from;
}
