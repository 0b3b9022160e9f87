// Puts the cards beside their words on wide windows, makes the rail a sheet on narrow ones, and brings the open claim into view.
import { stack, type Card } from "./stacking";
import { plural, t } from "../words";
import type { Bench } from "../bench";

export const wide = matchMedia("(min-width: 1120px)");

const gap = 12; // pixels between cards
const lift = 8; // pixels by which a card starts above its first line
const crowded = 1.25; // cards longer than this many texts cannot stand beside their words: the rail becomes a list of its own

export class Rail {
  readonly #opener = document.createElement("button");
  #frame = 0;
  #list = false;

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
    new ResizeObserver(() => { this.later(); }).observe(article);
    new ResizeObserver(() => { this.later(); }).observe(rail);
    wide.addEventListener("change", () => { this.later(); });
    void document.fonts.ready.then(() => { this.later(); });
    rail.addEventListener("toggle", () => { this.later(); }, true);
  }

  /** Lays out at the next frame, once however often it is asked. */
  later(): void {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#lay();
    });
  }

  /** Scrolls so that the words of a claim stand in the upper third, unless they and enough of the card are in view already. */
  reveal(start: number, end: number): void {
    const box = this.bench.parts.index.range(start, Math.min(end, start + 1))?.getBoundingClientRect();
    if (!box) return;
    const top = this.#barsHeight();
    const height = innerHeight - top;
    const low = wide.matches && !this.#list ? top + height * 0.35 : wide.matches ? innerHeight - 80 : top + height * 0.3;
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
    this.#opener.textContent = plural(store.placed.length, "{n} claim", "{n} claims");
    this.#opener.setAttribute("aria-label", t("Show the claims"));
    this.#opener.hidden = open || store.listShown;
    const cards = this.#cards();
    if (wide.matches) this.#align(cards);
    else this.#release(cards);
  }

  #align(cards: readonly HTMLElement[]): void {
    this.rail.classList.add("is-aligned");
    this.rail.classList.remove("is-list");
    const head = this.rail.querySelector<HTMLElement>(".rail-head");
    const floor = (head ? head.offsetTop + head.offsetHeight : 0) + 8;
    const measured = this.#measure(cards, this.rail.getBoundingClientRect().top);
    const total = measured.reduce((sum, card) => sum + card.height + gap, 0);
    this.#list = cards.length > 30 && total > this.article.offsetHeight * crowded;
    if (this.#list) {
      this.#release(cards);
      this.rail.classList.add("is-list");
      return;
    }
    const open = cards.findIndex((card) => card.classList.contains("is-open"));
    const tops = stack(measured, open, floor, gap);
    let bottom = 0;
    cards.forEach((card, i) => {
      const top = tops[i] ?? 0;
      card.style.setProperty("top", `${Math.round(top)}px`);
      bottom = Math.max(bottom, top + (measured[i]?.height ?? 0));
    });
    this.rail.style.setProperty("min-height", `${Math.round(bottom + 80)}px`);
  }

  /** Reads everything before anything is written, so that the browser lays out once. */
  #measure(cards: readonly HTMLElement[], base: number): Card[] {
    const { index } = this.bench.parts;
    let last = 0;
    return cards.map((card) => {
      const start = card.dataset.start ? Number(card.dataset.start) : NaN;
      const box = Number.isNaN(start) ? undefined : index.range(start, start + 1)?.getBoundingClientRect();
      last = box ? box.top - base - lift : last;
      return { want: last, height: card.offsetHeight };
    });
  }

  #release(cards: readonly HTMLElement[]): void {
    this.rail.classList.remove("is-aligned", "is-list");
    this.rail.style.removeProperty("min-height");
    for (const card of cards) card.style.removeProperty("top");
  }
}
