// Arithmetic of claims that share words. Offsets are code points; ends are exclusive.
import { countBelow } from "../offsets";

export interface Interval {
  id: string;
  start: number;
  end: number;
}

export interface Segment {
  start: number;
  end: number;
}

/** The stretches of text that two or more intervals cover, in order, neighbours joined. */
export function shared(intervals: readonly Interval[]): Segment[] {
  const steps = intervals.flatMap(({ start, end }) => [[start, 1] as const, [end, -1] as const]);
  steps.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const segments: Segment[] = [];
  let depth = 0;
  let since = 0;
  for (const [place, change] of steps) {
    const next = depth + change;
    if (depth < 2 && next >= 2) since = place;
    if (depth >= 2 && next < 2 && place > since) {
      const last = segments.at(-1);
      if (last?.end === since) last.end = place;
      else segments.push({ start: since, end: place });
    }
    depth = next;
  }
  return segments;
}

/** For every interval, how many of the others share at least one character with it. */
export function overlapCounts(intervals: readonly Interval[]): Map<string, number> {
  const starts = intervals.map((one) => one.start).sort((a, b) => a - b);
  const ends = intervals.map((one) => one.end).sort((a, b) => a - b);
  const counts = new Map<string, number>();
  for (const { id, start, end } of intervals) {
    const others = countBelow(starts, end) - countBelow(ends, start + 1) - 1;
    counts.set(id, (counts.get(id) ?? 0) + Math.max(0, others));
  }
  return counts;
}

/** Finds intervals by place: sorted by start, with the furthest end so far, so that a search can stop early. */
export class IntervalIndex {
  readonly #sorted: Interval[];
  readonly #starts: number[];
  readonly #reach: number[] = [];

  constructor(intervals: readonly Interval[]) {
    this.#sorted = [...intervals].sort((a, b) => a.start - b.start || b.end - a.end);
    this.#starts = this.#sorted.map((one) => one.start);
    let furthest = 0;
    for (const { end } of this.#sorted) {
      furthest = Math.max(furthest, end);
      this.#reach.push(furthest);
    }
  }

  /** Everything that shares a character with the stretch, in reading order. */
  within(start: number, end: number): Interval[] {
    const found: Interval[] = [];
    for (let i = countBelow(this.#starts, end) - 1; i >= 0 && (this.#reach[i] ?? 0) > start; i--) {
      const one = this.#sorted[i];
      if (one && one.end > start) found.push(one);
    }
    return found.reverse();
  }

  /** Everything on one character, innermost (shortest) first. */
  at(place: number): Interval[] {
    return this.within(place, place + 1).sort((a, b) => a.end - a.start - (b.end - b.start) || b.start - a.start);
  }
}
