// Puts the cards beside their words on wide windows, makes the rail a sheet on narrow ones, and brings the open claim into view.
import { stack, type Card } from "./stacking";
import { plural } from "../words";
import type { Bench } from "../bench";

export const wide = matchMedia("(min-width: 1120px)");

const gap = 12; // pixels between cards
const lift = 8; // pixels by which a card starts above its first line
const crowded = 1.25; // cards longer than this many texts cannot stand beside their words: the rail becomes a list of its own
const few = 30; // so many cards always stand beside their words
const many = 600; // so many never do: browsers are slow with thousands of placed boxes
const usual = 92; // pixels of a closed card, to see early whether the rail is crowded

export class Rail {
  readonly #opener = document.createElement("button");
  #frame = 0;
  #list = false;
  // Measuring thousands of places for one changed card would be felt: what was measured holds until the text or the rail is reflowed.
  readonly #lines = new Map<number, number>();
  #heights = new WeakMap<HTMLElement, number>();
  #tops = new WeakMap<HTMLElement, number>();
  #width = 0;

  constructor(
    readonly bench: Bench,
    readonly rail: HTMLElement,
    readonly article: HTMLElement,
  ) {
    this.#opener.type = "button";
    this.#opener.className = "btn btn-primary rail-opener";
    this.#opener.addEventListener("click", () => {
      bench.store.listShown = true;
      bench.store.announce();
    });
    rail.after(this.#opener);
    new ResizeObserver(() => { this.#reflow(); }).observe(article);
    new ResizeObserver(() => {
      if (rail.offsetWidth !== this.#width) this.#reflow();
    }).observe(rail);
    wide.addEventListener("change", () => { this.#reflow(); });
    void document.fonts.ready.then(() => { this.#reflow(); });
  }

  #reflow(): void {
    this.#width = this.rail.offsetWidth;
    this.#lines.clear();
    this.#heights = new WeakMap();
    this.later();
  }

  /** Lays out at the next frame, once however often it is asked. */
  later(): void {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#lay();
    });
  }

  /** Scrolls so that the words of a claim stand near the top, unless they stand there already and the whole card fits below. */
  reveal(start: number, end: number): void {
    const box = this.bench.parts.index.range(start, Math.min(end, start + 1))?.getBoundingClientRect();
    if (!box) return;
    const top = this.#barsHeight();
    const height = innerHeight - top;
    const low = wide.matches && !this.#list ? top + height * 0.15 : wide.matches ? innerHeight - 80 : top + height * 0.3;
    if (box.top >= top + 8 && box.top <= low) return;
    scrollBy({ top: box.top - top - height * 0.12, behavior: "instant" });
  }

  /** In a crowded rail, keeps the list beside the part of the text that is in view. */
  follow(firstId: string | undefined): void {
    if (!this.#list || !firstId || this.rail.matches(":hover, :focus-within")) return;
    const card = this.rail.querySelector<HTMLElement>(`[data-claim="${CSS.escape(firstId)}"]`);
    if (card) this.rail.scrollTop = card.offsetTop - 60;
  }

  #barsHeight(): number {
    const style = getComputedStyle(this.article.closest(".bench") ?? this.article).getPropertyValue("--bar");
    return (parseFloat(style) || 56) + 48;
  }

  #cards(): HTMLElement[] {
    return [...this.rail.querySelectorAll<HTMLElement>(".claim-card")];
  }

  #lay(): void {
    const { store } = this.bench;
    const open = store.openId !== undefined || store.making !== undefined;
    this.rail.classList.toggle("is-shut", !open && !store.listShown);
    this.rail.classList.toggle("shows-list", !open && store.listShown);
    this.rail.closest(".bench")?.classList.toggle("has-sheet", !wide.matches && (open || store.listShown));
    this.#opener.textContent = plural(store.placed.length, "Show {n} claim", "Show {n} claims");
    this.#opener.hidden = open || store.listShown;
    const cards = this.#cards();
    if (wide.matches) this.#align(cards);
    else this.#release(cards);
  }

  #align(cards: readonly HTMLElement[]): void {
    const { length } = this.bench.store.placed;
    this.#list = length > many || (length > few && length * usual > this.article.offsetHeight * crowded);
    if (this.#list) {
      if (!this.rail.classList.contains("is-list")) this.#release(cards);
      this.rail.classList.add("is-list");
      return;
    }
    this.rail.classList.add("is-aligned");
    this.rail.classList.remove("is-list");
    const head = this.rail.querySelector<HTMLElement>(".rail-head");
    const floor = (head ? head.offsetTop + head.offsetHeight : 0) + 8;
    const measured = this.#measure(cards);
    const open = cards.findIndex((card) => card.classList.contains("is-open"));
    const tops = stack(measured, open, floor, gap);
    cards.forEach((card, i) => { this.#put(card, Math.round(tops[i] ?? 0)); });
    const bottom = (tops.at(-1) ?? 0) + (measured.at(-1)?.height ?? 0);
    this.rail.style.setProperty("min-height", `${Math.round(bottom + 80)}px`);
  }

  #put(card: HTMLElement, top: number): void {
    if (this.#tops.get(card) === top) return;
    this.#tops.set(card, top);
    card.style.setProperty("top", `${top}px`);
  }

  /** Reads everything before anything is written, so that the browser lays out once. */
  #measure(cards: readonly HTMLElement[]): Card[] {
    const base = this.rail.getBoundingClientRect().top;
    let last = 0;
    return cards.map((card) => {
      last = this.#line(card, base) ?? last;
      return { want: last, height: this.#height(card) };
    });
  }

  /** The first line of the words of a card, in pixels of the rail. */
  #line(card: HTMLElement, base: number): number | undefined {
    if (!card.dataset.start) return undefined;
    const start = Number(card.dataset.start);
    const known = this.#lines.get(start);
    if (known !== undefined) return known;
    const box = this.bench.parts.index.range(start, start + 1)?.getBoundingClientRect();
    if (!box) return undefined;
    const line = box.top - base - lift;
    this.#lines.set(start, line);
    return line;
  }

  #height(card: HTMLElement): number {
    const known = card.classList.contains("is-open") ? undefined : this.#heights.get(card);
    if (known !== undefined) return known;
    const height = card.offsetHeight;
    this.#heights.set(card, height);
    return height;
  }

  #release(cards: readonly HTMLElement[]): void {
    this.rail.classList.remove("is-aligned", "is-list");
    this.rail.style.removeProperty("min-height");
    this.#tops = new WeakMap();
    for (const card of cards) card.style.removeProperty("top");
  }
}
