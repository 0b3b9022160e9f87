// What lies over the text without being in it: focusable marks for the claims near the window, and the ring of the open one.
// Marks let the pointer through: a click goes to the words.
import { nameOf } from "../panel/claim-list";
import type { Bench } from "../bench";

const most = 60; // marks at a time

export class Marks {
  readonly #group = document.createElement("div");
  readonly #rings = document.createElement("div");
  readonly #buttons = new Map<string, HTMLButtonElement>();
  /** What each mark says and where it stands, to leave alone what has not changed. */
  readonly #signs = new Map<string, string>();
  #ringed = "";

  constructor(
    readonly bench: Bench,
    readonly overlay: HTMLElement,
    label: string,
  ) {
    this.#group.setAttribute("role", "group");
    this.#group.setAttribute("aria-label", label);
    overlay.append(this.#group, this.#rings);
    this.#group.addEventListener("click", (event) => {
      const id = event.target instanceof HTMLElement ? event.target.dataset.claim : undefined;
      if (id) bench.open(id);
    });
    this.#group.addEventListener("keydown", (event) => { this.#arrow(event); });
  }

  /** Marks for the claims between two places (code points). One stop of the tab key; arrows go from mark to mark. */
  show(start: number, end: number): void {
    const { store } = this.bench;
    const near = [...new Set(store.intervals.within(start, end).map((one) => one.id))].slice(0, most);
    const wanted = new Set(near);
    for (const [id, button] of this.#buttons) {
      if (wanted.has(id) || button === document.activeElement) continue;
      button.remove();
      this.#buttons.delete(id);
    }
    let before: Element | null = this.#group.firstElementChild;
    near.forEach((id, i) => {
      const button = this.#buttons.get(id) ?? this.#make(id);
      this.#put(button, id);
      button.tabIndex = i === 0 ? 0 : -1;
      if (button === before) before = button.nextElementSibling;
      else this.#group.insertBefore(button, before);
    });
  }

  /** Places are measured anew at the next call of show: the text was laid out anew. */
  reflow(): void {
    this.#signs.clear();
    this.#ringed = "";
  }

  /** A ring around every line of these words; none takes the rings away. */
  ring(words: { start: number; end: number } | undefined): void {
    const sign = words ? `${words.start}-${words.end}` : "";
    if (sign === this.#ringed) return;
    this.#ringed = sign;
    const range = words && this.bench.parts.index.range(words.start, words.end);
    const origin = this.overlay.getBoundingClientRect();
    const boxes = range ? lines([...range.getClientRects()]) : [];
    this.#rings.replaceChildren(
      ...boxes.map((box) => {
        const ring = document.createElement("div");
        ring.className = "ring";
        place(ring, box, origin, 3);
        return ring;
      }),
    );
  }

  #make(id: string): HTMLButtonElement {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "hl-mark";
    button.dataset.claim = id;
    this.#buttons.set(id, button);
    return button;
  }

  #put(button: HTMLButtonElement, id: string): void {
    const placed = this.bench.store.place(id);
    const [spot] = placed?.spots ?? [];
    if (!placed || !spot) return;
    const name = nameOf(this.bench.store, placed.claim);
    const sign = `${spot.start}-${spot.end} ${name}`;
    if (this.#signs.get(id) === sign && button.isConnected) return;
    const box = this.bench.parts.index.range(spot.start, spot.end)?.getBoundingClientRect();
    if (!box) return;
    this.#signs.set(id, sign);
    button.setAttribute("aria-label", name);
    place(button, box, this.overlay.getBoundingClientRect(), 0);
  }

  #arrow(event: KeyboardEvent): void {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (by === undefined) return;
    const all = [...this.#group.querySelectorAll<HTMLButtonElement>("button")];
    const at = all.findIndex((button) => button === document.activeElement);
    const next = all[at + by];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }
}

/** Boxes of one line joined, so that a word in italics does not part the ring. */
export function lines(boxes: readonly DOMRect[]): DOMRect[] {
  const joined: DOMRect[] = [];
  for (const box of boxes) {
    const last = joined.at(-1);
    if (box.width === 0) continue;
    if (last && Math.abs(last.top - box.top) < last.height / 2) {
      const left = Math.min(last.left, box.left);
      const top = Math.min(last.top, box.top);
      joined[joined.length - 1] = new DOMRect(left, top, Math.max(last.right, box.right) - left, Math.max(last.bottom, box.bottom) - top);
    } else joined.push(box);
  }
  return joined;
}

/** Puts an element over a box of the window, grown by some pixels. */
export function place(element: HTMLElement, box: DOMRect, origin: DOMRect, grow: number): void {
  const style = element.style;
  style.setProperty("left", `${box.left - origin.left - grow}px`);
  style.setProperty("top", `${box.top - origin.top - grow}px`);
  style.setProperty("width", `${box.width + 2 * grow}px`);
  style.setProperty("height", `${box.height + 2 * grow}px`);
}
