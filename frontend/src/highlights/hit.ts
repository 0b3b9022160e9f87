// Which character of the text lies under a point of the window.
import type { TextIndex } from "../offsets";

interface CaretDocument {
  caretPositionFromPoint?: (x: number, y: number) => { offsetNode: Node; offset: number } | null;
  caretRangeFromPoint?: (x: number, y: number) => Range | null;
}

/** The UTF-16 place of the gap between characters nearest to a point, or undefined outside the text. */
export function gapAt(index: TextIndex, x: number, y: number): number | undefined {
  const page = document as unknown as CaretDocument;
  if (page.caretPositionFromPoint) {
    const found = page.caretPositionFromPoint(x, y);
    return found ? index.place(found.offsetNode, found.offset) : undefined;
  }
  const range = page.caretRangeFromPoint?.(x, y); // Safari before 18.4
  return range ? index.place(range.startContainer, range.startOffset) : undefined;
}

/** The code point under a point, or undefined when the point lies beside the words. */
export function characterAt(index: TextIndex, x: number, y: number): number | undefined {
  const gap = gapAt(index, x, y);
  if (gap === undefined) return undefined;
  const point = index.points(gap);
  for (const place of [point, point - 1]) {
    const range = index.range(place, place + 1);
    if (!range) continue;
    for (const box of range.getClientRects()) {
      if (x >= box.left - 1 && x <= box.right + 1 && y >= box.top - 2 && y <= box.bottom + 2) return place;
    }
  }
  return undefined;
}
