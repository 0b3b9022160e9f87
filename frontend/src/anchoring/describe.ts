// How a stretch of text is remembered: its place, its words, and a little of what stands around them.
import type { Offsets } from "../offsets";

const around = 32; // code points on each side

export interface Description {
  start: number;
  end: number;
  exact: string;
  prefix: string;
  suffix: string;
}

/** Offsets are code points; blank ends are left out, and undefined means that nothing but blanks was chosen. */
export function describe(text: Offsets, start: number, end: number): Description | undefined {
  const words = text.slice(start, end);
  const lead = Array.from(/^\s*/u.exec(words)?.[0] ?? "").length;
  const tail = Array.from(/\s*$/u.exec(words)?.[0] ?? "").length;
  const from = start + lead;
  const to = end - tail;
  if (to <= from) return undefined;
  return {
    start: from,
    end: to,
    exact: text.slice(from, to),
    prefix: text.slice(Math.max(0, from - around), from),
    suffix: text.slice(to, Math.min(text.length, to + around)),
  };
}
