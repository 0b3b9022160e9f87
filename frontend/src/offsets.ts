// Places in the canonical text. Everywhere outside the browser they are Unicode code points; DOM ranges and JavaScript strings
// count UTF-16 units. This module is the only one that converts.

/** The number of entries of a sorted list that are smaller than the value. */
export function countBelow(sorted: ArrayLike<number>, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Converts between code points and UTF-16 units of one text, in the logarithm of its number of astral characters. */
export class Offsets {
  /** Length in code points. */
  readonly length: number;
  readonly #pairs: number[] = []; // UTF-16 place of every surrogate pair
  readonly #points: number[] = []; // the same places in code points

  constructor(readonly text: string) {
    for (const found of text.matchAll(/[\uD800-\uDBFF][\uDC00-\uDFFF]/g)) {
      this.#points.push(found.index - this.#pairs.length);
      this.#pairs.push(found.index);
    }
    this.length = text.length - this.#pairs.length;
  }

  /** Code points before a UTF-16 place; a place inside a pair counts as before it. */
  points(units: number): number {
    return units - countBelow(this.#pairs, units);
  }

  /** UTF-16 units before a code point. */
  units(points: number): number {
    return points + countBelow(this.#points, points);
  }

  /** The words between two code points. */
  slice(start: number, end: number): string {
    return this.text.slice(this.units(start), this.units(end));
  }
}

export interface Point {
  node: Text;
  offset: number;
}

/** The text nodes under one element with their places. Valid as long as nothing is inserted there, and nothing ever is. */
export class TextIndex extends Offsets {
  readonly #nodes: Text[];
  readonly #starts: number[];
  readonly #place = new Map<Node, number>();

  constructor(readonly root: HTMLElement) {
    const nodes: Text[] = [];
    const walker = document.createTreeWalker(root, 4 /* NodeFilter.SHOW_TEXT */);
    while (walker.nextNode()) nodes.push(walker.currentNode as Text);
    super(nodes.map((node) => node.data).join(""));
    this.#nodes = nodes;
    this.#starts = [];
    let at = 0;
    for (const node of nodes) {
      this.#starts.push(at);
      this.#place.set(node, at);
      at += node.length;
    }
  }

  /** The text node and offset at a UTF-16 place. Where two nodes meet, "start" takes the later and "end" the earlier one. */
  point(units: number, side: "start" | "end"): Point | undefined {
    const before = countBelow(this.#starts, side === "start" ? units + 1 : units) - 1;
    const node = this.#nodes[Math.max(0, before)];
    const start = this.#starts[Math.max(0, before)];
    if (!node || start === undefined) return undefined;
    return { node, offset: Math.min(units - start, node.length) };
  }

  /** The UTF-16 place of a DOM position, or undefined outside the text. */
  place(container: Node, offset: number): number | undefined {
    const start = this.#place.get(container);
    if (start !== undefined) return start + Math.min(offset, (container as Text).length);
    if (container !== this.root && !this.root.contains(container)) return undefined;
    const range = document.createRange();
    range.setStart(container, offset);
    let low = 0;
    let high = this.#nodes.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const node = this.#nodes[middle];
      if (node && range.comparePoint(node, 0) < 0) low = middle + 1;
      else high = middle;
    }
    return this.#starts[low] ?? this.text.length;
  }

  /** A range that does not follow changes, cheap enough for thousands. Offsets are code points. */
  staticRange(start: number, end: number): StaticRange | undefined {
    const ends = this.#ends(start, end);
    if (!ends) return undefined;
    const [from, to] = ends;
    return new StaticRange({ startContainer: from.node, startOffset: from.offset, endContainer: to.node, endOffset: to.offset });
  }

  /** A live range, for measuring. Offsets are code points. */
  range(start: number, end: number): Range | undefined {
    const ends = this.#ends(start, end);
    if (!ends) return undefined;
    const range = document.createRange();
    range.setStart(ends[0].node, ends[0].offset);
    range.setEnd(ends[1].node, ends[1].offset);
    return range;
  }

  #ends(start: number, end: number): [Point, Point] | undefined {
    if (start < 0 || end <= start || end > this.length) return undefined;
    const from = this.point(this.units(start), "start");
    const to = this.point(this.units(end), "end");
    return from && to ? [from, to] : undefined;
  }
}
