// Finds remembered words again. The server re-anchors with the whole ladder; here stand only the rungs that cannot be wrong:
// the remembered place, then the only exact quote, then the exact quote whose surroundings fit best. Otherwise: lost.
import type { Offsets } from "../offsets";
import type { Description } from "./describe";

export interface Spot {
  start: number;
  end: number;
}

const enough = 800; // places of a quote looked at before we call it lost: a bound on work, not on time

function commonTail(a: string, b: string): number {
  let n = 0;
  while (n < a.length && n < b.length && a[a.length - 1 - n] === b[b.length - 1 - n]) n++;
  return n;
}

function commonHead(a: string, b: string): number {
  let n = 0;
  while (n < a.length && n < b.length && a[n] === b[n]) n++;
  return n;
}

function placesOf(text: string, quote: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(quote); at >= 0 && places.length < enough; at = text.indexOf(quote, at + 1)) places.push(at);
  return places;
}

/** Where the described words stand in the text, in code points; undefined when that is not certain. */
export function locate(text: Offsets, wanted: Pick<Description, "start" | "end" | "exact"> & Partial<Description>): Spot | undefined {
  if (!wanted.exact) return undefined;
  if (text.slice(wanted.start, wanted.end) === wanted.exact) return { start: wanted.start, end: wanted.end };
  const scored = placesOf(text.text, wanted.exact).map((at) => {
    const after = at + wanted.exact.length;
    const before = text.text.slice(Math.max(0, at - 64), at);
    const score = commonTail(before, wanted.prefix ?? "") + commonHead(text.text.slice(after, after + 64), wanted.suffix ?? "");
    return { at, after, score };
  });
  scored.sort((a, b) => b.score - a.score);
  const [best, second] = scored;
  if (!best || (second?.score === best.score)) return undefined;
  return { start: text.points(best.at), end: text.points(best.after) };
}
