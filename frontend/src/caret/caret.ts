// A caret in the text for those who work without a pointer: arrows move it, Shift extends, Enter makes the claim. It is drawn in
// the overlay, since the text itself is never touched.
import { gapAt } from "../highlights/hit";
import { plural, t } from "../words";
import { boundary } from "./steps";
import type { Bench } from "../bench";

export class Caret {
  on = false;
  readonly #mark = document.createElement("div");
  readonly #voice = document.createElement("div");
  #place = 0;
  #anchor: number | undefined;
  #column: number | undefined;

  constructor(
    readonly bench: Bench,
    readonly text: HTMLElement,
    readonly overlay: HTMLElement,
  ) {
    this.#mark.className = "caret";
    this.#mark.hidden = true;
    this.#voice.className = "visually-hidden";
    this.#voice.setAttribute("aria-live", "polite");
    overlay.append(this.#mark, this.#voice);
    text.addEventListener("keydown", (event) => { this.#key(event); });
    text.addEventListener("blur", () => { this.stop(); });
  }

  /** Begins at the open claim, else at the first line in view. */
  start(): void {
    const { index } = this.bench.parts;
    const spot = this.bench.store.openId === undefined ? undefined : this.bench.store.place(this.bench.store.openId)?.spots[0];
    const box = this.text.getBoundingClientRect();
    const seen = gapAt(index, box.left + 4, Math.max(box.top + 4, 130));
    this.#place = spot ? index.units(spot.start) : (seen ?? 0);
    this.#anchor = undefined;
    this.on = true;
    this.text.classList.add("has-caret");
    this.text.focus({ preventScroll: true });
    this.#show();
    this.#say(t("Caret on. Arrows move it, Shift selects, Enter makes a claim, Escape ends."));
  }

  stop(): void {
    if (!this.on) return;
    this.on = false;
    this.text.classList.remove("has-caret");
    this.#mark.hidden = true;
    if (!this.bench.store.making) this.bench.parts.painter.fresh(undefined);
  }

  /** The chosen words in code points, or undefined. */
  get chosen(): { start: number; end: number } | undefined {
    if (!this.on || this.#anchor === undefined || this.#anchor === this.#place) return undefined;
    const { index } = this.bench.parts;
    const [from, to] = [Math.min(this.#anchor, this.#place), Math.max(this.#anchor, this.#place)];
    return { start: index.points(from), end: index.points(to) };
  }

  #key(event: KeyboardEvent): void {
    if (!this.on) {
      if (event.key !== "Enter" || event.target !== this.text) return;
      event.preventDefault();
      this.start();
      return;
    }
    if (event.key === "Escape") {
      event.stopPropagation();
      if (this.#anchor === undefined) this.stop();
      else this.#select(undefined);
    } else if (event.key === "Enter") {
      this.#make();
    } else {
      const to = this.#target(event);
      if (to === undefined) return;
      this.#move(to, event.shiftKey);
    }
    event.preventDefault();
  }

  #make(): void {
    const { chosen } = this;
    if (!chosen) {
      const [inner] = this.bench.store.intervals.at(this.bench.parts.index.points(this.#place));
      if (inner) this.bench.open(inner.id);
      return;
    }
    if (this.bench.make(chosen.start, chosen.end)) this.stop();
  }

  /** Where a key leads, or undefined when it is not a key of the caret. */
  #target(event: KeyboardEvent): number | undefined {
    const { text } = this.bench.parts.index;
    const language = this.text.lang || "en";
    const unit = event.ctrlKey || event.altKey ? "word" : "grapheme";
    const forward = getComputedStyle(this.text).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    const vertical = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (vertical === undefined) this.#column = undefined;
    else return this.#line(vertical);
    if (event.key === "ArrowLeft" || event.key === "ArrowRight") return boundary(text, this.#place, event.key === forward ? 1 : -1, unit, language);
    if (event.key === "Home") return event.ctrlKey ? 0 : this.#edge("left");
    if (event.key === "End") return event.ctrlKey ? text.length : this.#edge("right");
    return undefined;
  }

  #move(to: number, extend: boolean): void {
    if (extend) this.#anchor ??= this.#place;
    this.#place = to;
    this.#select(extend ? this.#anchor : undefined);
  }

  #select(anchor: number | undefined): void {
    this.#anchor = anchor;
    const { chosen } = this;
    this.bench.parts.painter.fresh(chosen);
    this.#show();
    if (!chosen) return;
    const words = this.bench.parts.index.slice(chosen.start, chosen.end);
    this.#say(words.length < 120 ? t("Selected: {words}", { words }) : plural(chosen.end - chosen.start, "{n} character selected", "{n} characters selected"));
  }

  /** The box of the gap before the character at the caret. */
  #box(): DOMRect | undefined {
    const { index } = this.bench.parts;
    const at = index.points(this.#place);
    const here = index.range(at, at + 1)?.getClientRects();
    const box = here?.[here.length - 1];
    if (box && box.height > 0) return new DOMRect(box.left, box.top, 0, box.height);
    const before = index.range(at - 1, at)?.getClientRects();
    const last = before?.[before.length - 1];
    return last && new DOMRect(last.right, last.top, 0, last.height);
  }

  #line(by: number): number | undefined {
    const box = this.#box();
    if (!box) return undefined;
    this.#column ??= box.left;
    for (let step = 1; step <= 4; step++) {
      const y = box.top + box.height / 2 + by * step * box.height * 1.15;
      this.#keepInView(y);
      const shift = (this.#box()?.top ?? box.top) - box.top;
      const found = gapAt(this.bench.parts.index, this.#column, y + shift);
      if (found !== undefined && found !== this.#place) return found;
    }
    return undefined;
  }

  #edge(side: "left" | "right"): number | undefined {
    const box = this.#box();
    const text = this.text.getBoundingClientRect();
    return box && gapAt(this.bench.parts.index, side === "left" ? text.left + 1 : text.right - 1, box.top + box.height / 2);
  }

  #keepInView(y: number): void {
    if (y < 130) scrollBy({ top: y - 160, behavior: "instant" });
    else if (y > innerHeight - 60) scrollBy({ top: y - innerHeight + 120, behavior: "instant" });
  }

  #show(): void {
    const box = this.#box();
    this.#mark.hidden = !box;
    if (!box) return;
    this.#keepInView(box.top);
    const now = this.#box() ?? box;
    const origin = this.overlay.getBoundingClientRect();
    this.#mark.style.setProperty("left", `${now.left - origin.left - 1}px`);
    this.#mark.style.setProperty("top", `${now.top - origin.top}px`);
    this.#mark.style.setProperty("height", `${now.height}px`);
  }

  #say(text: string): void {
    this.#voice.textContent = text;
  }
}
