// The pointer over the text: it shows which claims lie there, a click opens the only one or lists them, innermost first.
import { html, render } from "lit";
import { characterAt } from "./highlights/hit";
import { lines } from "./highlights/marks";
import { stateChip } from "./panel/pieces";
import { plural } from "./words";
import type { Bench } from "./bench";
import type { Placed } from "./placing";

export class Pointing {
  readonly #pop = document.createElement("div");
  #frame = 0;
  #over = "";
  #last: [x: number, y: number] = [0, 0];

  constructor(
    readonly bench: Bench,
    readonly text: HTMLElement,
    readonly overlay: HTMLElement,
    readonly rail: HTMLElement,
  ) {
    this.#pop.className = "pop";
    this.#pop.hidden = true;
    this.#pop.setAttribute("role", "group");
    overlay.append(this.#pop);
    text.addEventListener("click", (event) => { this.#click(event); });
    text.addEventListener("pointermove", (event) => { this.#move(event); });
    text.addEventListener("pointerleave", () => { this.#hover([]); });
    rail.addEventListener("pointerover", (event) => {
      const card = event.target instanceof Element ? event.target.closest<HTMLElement>(".claim-card:not(.is-open)") : null;
      const place = card?.dataset.claim ? bench.store.place(card.dataset.claim) : undefined;
      bench.parts.painter.hover(place?.spots ?? []);
    });
    rail.addEventListener("pointerleave", () => { bench.parts.painter.hover([]); });
    document.addEventListener("pointerdown", (event) => {
      if (event.target instanceof Node && !this.#pop.contains(event.target)) this.hide();
    });
  }

  /** Closes the overlap list; false when it was not open. */
  hide(): boolean {
    if (this.#pop.hidden) return false;
    this.#pop.hidden = true;
    return true;
  }

  #claimsAt(event: MouseEvent): Placed[] {
    const place = characterAt(this.bench.parts.index, event.clientX, event.clientY);
    if (place === undefined) return [];
    const ids = new Set(this.bench.store.intervals.at(place).map((one) => one.id));
    return [...ids].map((id) => this.bench.store.place(id)).filter((one) => one !== undefined);
  }

  #click(event: MouseEvent): void {
    if (getSelection()?.isCollapsed === false) return;
    const found = this.#claimsAt(event);
    const [only] = found;
    if (found.length > 1) this.#list(found);
    else if (only) this.bench.open(only.claim.id);
  }

  #move(event: PointerEvent): void {
    if (event.buttons !== 0 || event.pointerType === "touch") return;
    // The browser sends moves while the page scrolls under a resting pointer: they show nothing a person asked for.
    if (event.screenX === this.#last[0] && event.screenY === this.#last[1]) return;
    this.#last = [event.screenX, event.screenY];
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#hover(this.#claimsAt(event));
    });
  }

  #hover(found: readonly Placed[]): void {
    const sign = found.map((one) => one.claim.id).join(" ");
    if (sign === this.#over) return;
    this.#over = sign;
    this.text.classList.toggle("over-claim", found.length > 0);
    this.bench.parts.painter.hover(found[0]?.spots ?? []);
    for (const card of this.rail.querySelectorAll(".is-hovered")) card.classList.remove("is-hovered");
    for (const { claim } of found) this.rail.querySelector(`[data-claim="${CSS.escape(claim.id)}"]`)?.classList.add("is-hovered");
  }

  #list(found: readonly Placed[]): void {
    const title = plural(found.length, "{n} claim on these words", "{n} claims on these words, innermost first");
    const choose = (id: string) => () => {
      this.hide();
      this.bench.open(id);
    };
    render(
      html`<h3>${title}</h3>${found.map(({ claim }) => html`<button type="button" @click=${choose(claim.id)}>
        ${stateChip(this.bench, claim)}<span dir="auto">${claim.anchors[0]?.exact ?? claim.statement}</span></button>`)}`,
      this.#pop,
    );
    this.#pop.setAttribute("aria-label", title);
    this.#pop.hidden = false;
    const [spot] = found[0]?.spots ?? [];
    const box = spot && lines([...(this.bench.parts.index.range(spot.start, spot.end)?.getClientRects() ?? [])]).at(-1);
    const origin = this.overlay.getBoundingClientRect();
    if (box) {
      const left = Math.max(0, Math.min(box.left - origin.left, origin.width - this.#pop.offsetWidth));
      this.#pop.style.setProperty("left", `${left}px`);
      this.#pop.style.setProperty("top", `${box.bottom - origin.top + 6}px`);
    }
    this.#pop.querySelector("button")?.focus({ preventScroll: true });
  }
}
