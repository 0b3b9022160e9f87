// A map of the article: its lines, a tick for every claim, and the part in view. For the pointer only: keys use the list.
import { lookOf } from "../states";
import { plural } from "../words";
import type { Bench } from "../bench";

const svg = "http://www.w3.org/2000/svg";
const mostLines = 160;

function box(className: string, y: number, height: number, width = 24, x = 0): SVGRectElement {
  const rect = document.createElementNS(svg, "rect");
  rect.setAttribute("class", className);
  rect.setAttribute("x", String(x));
  rect.setAttribute("y", y.toFixed(2));
  rect.setAttribute("width", String(width));
  rect.setAttribute("height", Math.max(0, height).toFixed(2));
  return rect;
}

export class Minimap {
  readonly #map = document.createElementNS(svg, "svg");
  readonly #lines = document.createElementNS(svg, "g");
  readonly #ticks = document.createElementNS(svg, "g");
  readonly #view = box("view", 0, 10, 30, -3);

  constructor(
    readonly bench: Bench,
    place: HTMLElement,
    readonly text: HTMLElement,
  ) {
    this.#map.setAttribute("viewBox", "0 0 24 100");
    this.#map.setAttribute("preserveAspectRatio", "none");
    this.#map.setAttribute("role", "img");
    this.#view.setAttribute("vector-effect", "non-scaling-stroke");
    this.#map.append(this.#lines, this.#ticks, this.#view);
    place.replaceChildren(this.#map);
    this.#map.addEventListener("click", (event) => { this.#go(event); });
    new ResizeObserver(() => { this.#drawLines(); this.window(); }).observe(text);
  }

  /** Draws the ticks anew, by their share of the text. */
  ticks(): void {
    const { placed } = this.bench.store;
    const { length } = this.bench.parts.index;
    this.#map.setAttribute("aria-label", plural(placed.length, "Map of the article: {n} claim", "Map of the article: {n} claims"));
    const ticks = placed.flatMap(({ claim, spots }) => {
      const [spot] = spots;
      if (!spot || length === 0) return [];
      const tick = box(`tick-${lookOf(claim.state)}`, (spot.start / length) * 100, Math.min(2.2, Math.max(1.1, ((spot.end - spot.start) / length) * 100)));
      tick.dataset.claim = claim.id;
      return [tick];
    });
    this.#ticks.replaceChildren(...ticks);
  }

  /** Moves the window to what is in view. */
  window(): void {
    const { top, height } = this.text.getBoundingClientRect();
    if (height === 0) return;
    const from = Math.min(100, Math.max(0, (-top / height) * 100));
    const to = Math.min(100, Math.max(0, ((innerHeight - top) / height) * 100));
    this.#view.setAttribute("y", from.toFixed(2));
    this.#view.setAttribute("height", Math.max(2, to - from).toFixed(2));
  }

  #drawLines(): void {
    const { length, text } = this.bench.parts.index;
    if (length === 0) return;
    const step = Math.max(1, Math.ceil(text.length / 62 / mostLines)) * 62;
    const lines: SVGRectElement[] = [];
    for (let at = 0; at < text.length; at += step) {
      const end = text.slice(at, at + step).includes("\n\n");
      lines.push(box("ln", (at / text.length) * 100, 0.45, end ? 15 : 22 + ((at / step) % 3)));
    }
    this.#lines.replaceChildren(...lines);
  }

  #go(event: MouseEvent): void {
    const { claim } = event.target instanceof SVGElement ? event.target.dataset : { claim: undefined };
    if (claim) {
      this.bench.open(claim);
      return;
    }
    const map = this.#map.getBoundingClientRect();
    const share = (event.clientY - map.top) / map.height;
    const { top, height } = this.text.getBoundingClientRect();
    scrollTo({ top: scrollY + top + share * height - innerHeight / 3, behavior: "instant" });
  }
}
