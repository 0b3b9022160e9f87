// Asks every few seconds what changed, only while somebody looks at the page, and more slowly when the server does not answer.
import { Unreachable, type Api } from "./api";
import { stateAfter, type SaveState } from "./saving/status";
import type { Changes } from "./types";

const steady = 5000;
const slowest = 60_000;

export class Sync {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #delay = steady;
  #busy = false;
  #again = false;

  constructor(
    readonly api: Api,
    readonly article: string,
    readonly since: () => number,
    readonly take: (changes: Changes) => void,
    readonly reached: (state: SaveState) => void,
  ) {}

  start(): void {
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) clearTimeout(this.#timer);
      else void this.now();
    });
    this.#later();
  }

  /** Asks at once; when a question is already on its way, again as soon as it is answered. */
  async now(): Promise<void> {
    this.#again = this.#busy;
    if (this.#busy) return;
    this.#busy = true;
    clearTimeout(this.#timer);
    const { writes } = this.api;
    try {
      const changes = await this.api.get<Changes>(`articles/${this.article}/changes/?since=${this.since()}`);
      this.#delay = steady;
      this.reached("saved");
      // Asked before one of our own changes was done: the answer may not know it yet, and the next one will.
      if (changes && writes === this.api.writes) this.take(changes);
    } catch (error) {
      this.#delay = Math.min(slowest, this.#delay * 1.6);
      if (error instanceof Unreachable) this.reached(stateAfter(error));
    } finally {
      this.#busy = false;
      if (this.#again) void this.now();
      else this.#later();
    }
  }

  #later(): void {
    clearTimeout(this.#timer);
    if (!document.hidden) this.#timer = setTimeout(() => void this.now(), this.#delay);
  }
}
