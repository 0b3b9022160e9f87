// What the page knows: the claims, which one is open, and the words being made into a claim.
import { IntervalIndex, overlapCounts } from "./highlights/overlap";
import { intervalsOf } from "./highlights/draw";
import { merged } from "./merging";
import { inReadingOrder, placeOne, type Placed } from "./placing";
import type { Description } from "./anchoring/describe";
import type { Look } from "./states";
import type { Offsets } from "./offsets";
import type { Claim } from "./types";

export type Filter = "all" | "mine" | Look;

export class Store {
  counter: number;
  openId: string | undefined;
  making: Description | undefined;
  filter: Filter = "all";
  /** On narrow windows the list of claims is shown only when it is asked for. */
  listShown = false;
  #claims: ReadonlyMap<string, Claim> = new Map();
  #ordered: Placed[] = [];
  #places = new Map<string, Placed>();
  #intervals = new IntervalIndex([]);
  #overlaps = new Map<string, number>();
  readonly #listeners = new Set<() => void>();
  #announced = false;

  constructor(
    readonly text: Offsets,
    claims: readonly Claim[],
    counter: number,
  ) {
    this.counter = counter;
    this.merge(claims);
  }

  /** All claims in reading order. */
  get placed(): readonly Placed[] {
    return this.#ordered;
  }

  get intervals(): IntervalIndex {
    return this.#intervals;
  }

  claim(id: string | undefined): Claim | undefined {
    return id === undefined ? undefined : this.#claims.get(id);
  }

  place(id: string): Placed | undefined {
    return this.#places.get(id);
  }

  overlaps(id: string): number {
    return this.#overlaps.get(id) ?? 0;
  }

  /** Puts in what came from the server; true when anything was new. */
  merge(incoming: readonly Claim[]): boolean {
    const next = merged(this.#claims, incoming);
    if (next === this.#claims) return false;
    this.#replace(next);
    return true;
  }

  /** Takes out a claim that only this page knew. */
  drop(id: string): void {
    const next = new Map(this.#claims);
    next.delete(id);
    this.#replace(next);
  }

  /** Runs once per turn after any number of changes. */
  listen(listener: () => void): void {
    this.#listeners.add(listener);
  }

  unlisten(listener: () => void): void {
    this.#listeners.delete(listener);
  }

  announce(): void {
    if (this.#announced) return;
    this.#announced = true;
    queueMicrotask(() => {
      this.#announced = false;
      for (const listener of this.#listeners) listener();
    });
  }

  #replace(next: ReadonlyMap<string, Claim>): void {
    const places = new Map<string, Placed>();
    for (const [id, claim] of next) {
      const known = this.#places.get(id);
      places.set(id, known?.claim === claim ? known : placeOne(this.text, claim));
    }
    this.#claims = next;
    this.#places = places;
    this.#ordered = inReadingOrder([...places.values()]);
    const intervals = intervalsOf(this.#ordered);
    this.#intervals = new IntervalIndex(intervals);
    this.#overlaps = overlapCounts(intervals);
    this.announce();
  }
}
