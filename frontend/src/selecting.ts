// Words chosen with the mouse, a finger or the browser's own keys, and the toolbar that offers to make a claim of them.
import { html, render } from "lit";
import { icon } from "./panel/pieces";
import { lines } from "./highlights/marks";
import { describe, type Description } from "./anchoring/describe";
import { t } from "./words";
import type { Bench } from "./bench";

const settle = 120; // ms without a change before the toolbar appears: it must not flicker under a moving finger
const gap = 6; // px between it and the words
const slack = 16; // px it may stand over the edge of the sheet: nothing is there

export class Selecting {
  chosen: Description | undefined;
  readonly #tools = document.createElement("div");
  readonly #coarse = matchMedia("(pointer: coarse), (max-width: 759.98px)");
  #timer: ReturnType<typeof setTimeout> | undefined;
  #pressed = false;
  readonly #bench: HTMLElement | null;

  constructor(
    readonly bench: Bench,
    readonly text: HTMLElement,
    readonly overlay: HTMLElement,
  ) {
    this.#bench = text.closest<HTMLElement>(".bench");
    this.#tools.className = "seltools";
    this.#tools.setAttribute("role", "toolbar");
    this.#tools.setAttribute("aria-label", t("Chosen words"));
    this.#tools.hidden = true;
    // The press must not take the selection away before the button has used it.
    this.#tools.addEventListener("pointerdown", (event) => { event.preventDefault(); });
    overlay.append(this.#tools);
    document.addEventListener("selectionchange", () => { this.#later(); });
    text.addEventListener("pointerdown", () => { this.#pressed = true; });
    addEventListener("pointerup", () => {
      this.#pressed = false;
      this.#later();
    });
    addEventListener("pointercancel", () => { this.#pressed = false; });
  }

  /** Makes a claim of the chosen words; false when there are none. */
  make(): boolean {
    this.#read();
    const { chosen } = this;
    if (!chosen || !this.bench.make(chosen.start, chosen.end)) return false;
    getSelection()?.removeAllRanges();
    this.#hide();
    return true;
  }

  #later(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => { this.#look(); }, settle);
  }

  #read(): void {
    const selection = getSelection();
    this.chosen = undefined;
    if (!selection || selection.isCollapsed || selection.rangeCount === 0) return;
    const range = selection.getRangeAt(0);
    if (!range.intersectsNode(this.text)) return;
    const { index } = this.bench.parts;
    const from = this.text.contains(range.startContainer) ? index.place(range.startContainer, range.startOffset) : 0;
    const to = this.text.contains(range.endContainer) ? index.place(range.endContainer, range.endOffset) : index.text.length;
    if (from === undefined || to === undefined || to <= from) return;
    this.chosen = describe(index, index.points(from), index.points(to));
  }

  #look(): void {
    this.#read();
    if (!this.chosen || !this.bench.parts.may.has("edit") || (this.#pressed && !this.#coarse.matches)) this.#hide();
    else this.#show(this.chosen);
  }

  #show({ start, end }: Description): void {
    render(
      html`<button type="button" class="main" @click=${() => { this.make(); }}>${icon(this.bench, "plus-lg")}${t("Claim")} <kbd aria-hidden="true">c</kbd></button>`,
      this.#tools,
    );
    this.#tools.hidden = false;
    this.#tools.classList.toggle("is-docked", this.#coarse.matches);
    this.#bench?.classList.add("has-tools");
    if (this.#coarse.matches) return;
    const boxes = lines([...(this.bench.parts.index.range(start, end)?.getClientRects() ?? [])]);
    const last = boxes.at(-1);
    if (last) this.#put(last);
  }

  /** In the margin beside the last line, where it covers no words; where the margin is too narrow, under that line. */
  #put(last: DOMRect): void {
    const column = this.overlay.getBoundingClientRect();
    const page = this.text.closest(".article")?.getBoundingClientRect() ?? column;
    const { offsetWidth: width, offsetHeight: height } = this.#tools;
    const rtl = getComputedStyle(this.text.firstElementChild ?? this.text).direction === "rtl";
    const room = rtl ? column.left - page.left : page.right - column.right;
    const beside = rtl ? -width - gap : column.width + gap;
    const below = Math.max(0, Math.min(last.right - column.left - width, column.width - width));
    const fits = room + slack >= width + gap;
    this.#tools.style.setProperty("left", `${fits ? beside : below}px`);
    this.#tools.style.setProperty("top", `${(fits ? last.top + (last.height - height) / 2 : last.bottom + gap) - column.top}px`);
  }

  #hide(): void {
    this.#tools.hidden = true;
    this.#bench?.classList.remove("has-tools");
  }
}
