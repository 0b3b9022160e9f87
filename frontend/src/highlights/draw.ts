// Draws claims over the text with the CSS Custom Highlight API: one Highlight per look, one for shared words, and small ones for
// what changes often. Nothing is inserted into the text. Without the API the list of claims still does everything.
import { looks, lookOf, type Look } from "../states";
import { shared, type Interval } from "./overlap";
import type { TextIndex } from "../offsets";
import type { Placed } from "../placing";

const few = 200; // claims that every browser draws at once without being felt

interface Drawn {
  look: Look;
  sign: string;
  ranges: StaticRange[];
}

export class Painter {
  readonly supported = typeof Highlight === "function" && "highlights" in CSS;
  readonly #byLook = new Map<Look, Highlight>();
  readonly #single = new Map<string, Highlight>();
  readonly #drawn = new Map<string, Drawn>();
  // WebKit becomes slow with hundreds of ranges: there only what is near the window is drawn.
  readonly #near = "GestureEvent" in globalThis;
  #window: { start: number; end: number } | undefined;
  #all: readonly Placed[] = [];

  constructor(readonly index: TextIndex) {
    if (!this.supported) return;
    looks.forEach((look, order) => {
      this.#byLook.set(look, this.#register(`claim-${look}`, order));
    });
    ["overlap", "hover", "new"].forEach((name, order) => {
      this.#single.set(name, this.#register(`claim-${name}`, looks.length + order));
    });
  }

  /** Shows exactly these claims; only those that changed since the last call are drawn again. */
  show(all: readonly Placed[]): void {
    this.#all = all;
    if (this.supported) this.#draw(this.#inWindow());
  }

  /** Tells what is near the window, in code points; it matters only where not everything is drawn. */
  window(start: number, end: number): void {
    if (!this.#near || !this.supported) return;
    this.#window = { start, end };
    this.#draw(this.#inWindow());
  }

  #inWindow(): readonly Placed[] {
    const near = this.#window;
    if (!near || this.#all.length <= few) return this.#all;
    return this.#all.filter(({ spots }) => spots.some((spot) => spot.start < near.end && spot.end > near.start));
  }

  #draw(placed: readonly Placed[]): void {
    const seen = new Set<string>();
    let changed = false;
    for (const one of placed) {
      seen.add(one.claim.id);
      if (this.#showOne(one)) changed = true;
    }
    for (const id of [...this.#drawn.keys()]) {
      if (seen.has(id)) continue;
      this.#erase(id);
      changed = true;
    }
    if (changed) this.#set("overlap", shared(intervalsOf(placed)));
  }

  /** The words being made into a claim; undefined takes the mark away. */
  fresh(words: { start: number; end: number } | undefined): void {
    this.#set("new", words ? [words] : []);
  }

  hover(words: readonly { start: number; end: number }[]): void {
    this.#set("hover", words);
  }

  #register(name: string, priority: number): Highlight {
    const highlight = new Highlight();
    highlight.priority = priority;
    CSS.highlights.set(name, highlight);
    return highlight;
  }

  #showOne({ claim, spots }: Placed): boolean {
    const look = lookOf(claim.state);
    const sign = `${look} ${spots.map((spot) => `${spot.start}-${spot.end}`).join(" ")}`;
    if (this.#drawn.get(claim.id)?.sign === sign) return false;
    this.#erase(claim.id);
    const highlight = this.#byLook.get(look);
    const ranges: StaticRange[] = [];
    for (const { start, end } of spots) {
      const range = this.index.staticRange(start, end);
      if (!range) continue;
      ranges.push(range);
      highlight?.add(range);
    }
    this.#drawn.set(claim.id, { look, sign, ranges });
    return true;
  }

  #erase(id: string): void {
    const drawn = this.#drawn.get(id);
    if (!drawn) return;
    for (const range of drawn.ranges) this.#byLook.get(drawn.look)?.delete(range);
    this.#drawn.delete(id);
  }

  #set(name: string, stretches: readonly { start: number; end: number }[]): void {
    const highlight = this.#single.get(name);
    if (!highlight || (highlight.size === 0 && stretches.length === 0)) return;
    highlight.clear();
    for (const { start, end } of stretches) {
      const range = this.index.staticRange(start, end);
      if (range) highlight.add(range);
    }
  }
}

/** Every place of every claim, for the arithmetic of overlaps. */
export function intervalsOf(placed: readonly Placed[]): Interval[] {
  return placed.flatMap(({ claim, spots }) => spots.map(({ start, end }) => ({ id: claim.id, start, end })));
}
