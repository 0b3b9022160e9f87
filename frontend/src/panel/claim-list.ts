// The claims in reading order: real buttons, the complete path for keys and screen readers. The open claim unfolds in its place.
import { html, nothing, type TemplateResult } from "lit";
import { guard } from "lit/directives/guard.js";
import { repeat } from "lit/directives/repeat.js";
import { lookOf, wordOf } from "../states";
import { plural, t } from "../words";
import { Piece, icon, ratingMark, stateChip } from "./pieces";
import type { Bench } from "../bench";
import type { Placed } from "../placing";
import type { Filter, Store } from "../store";
import type { Claim } from "../types";

const first = 120; // cards of the first turn; each later turn doubles them, so that the first screen does not wait for the last claim

/** The name of a claim for somebody who does not see the colours: its words, its state, how many others share them. */
export function nameOf(store: Store, claim: Claim): string {
  const quote = claim.anchors[0]?.exact ?? claim.statement;
  const others = store.overlaps(claim.id);
  const shared = others > 0 ? `, ${plural(others, "overlaps one other claim", "overlaps {n} other claims")}` : "";
  return `${quote}, ${wordOf(claim.state)}${shared}`;
}

export class ClaimList extends Piece {
  static override properties = { ...Piece.properties, shown: { state: true }, rendered: { attribute: false } };
  declare shown: number;
  /** Told after every rendering, so that the cards can be put beside their words. */
  declare rendered: () => void;

  override connectedCallback(): void {
    super.connectedCallback();
    this.shown = first;
    this.bench.store.listen(() => { this.requestUpdate(); });
  }

  protected override updated(): void {
    this.rendered();
    if (this.shown >= this.bench.store.placed.length) return;
    const more = (): void => { this.shown *= 2; };
    if ("requestIdleCallback" in window) requestIdleCallback(more);
    else setTimeout(more, 16);
  }

  protected override render(): TemplateResult {
    const { store } = this.bench;
    const wanted = store.placed.filter((one) => this.#passes(one.claim) || one.claim.id === store.openId);
    const open = wanted.findIndex((one) => one.claim.id === store.openId);
    const items = wanted.slice(0, Math.max(this.shown, open + 1));
    return html`${this.#head()}
      ${wanted.length === 0 && !store.making ? this.#empty() : nothing}
      ${repeat(this.#chunks(this.#withMaking(items)), ([key]) => key, ([, some]) => html`<div class="chunk">${repeat(some, keyOf, (item) => this.#item(item))}</div>`)}`;
  }

  /** Cards of one stretch of the text, so that a browser can leave out whole stretches. A card never moves to another one. */
  #chunks(items: readonly (Placed | "making")[]): [number, (Placed | "making")[]][] {
    const { length } = this.bench.parts.index;
    const size = Math.max(1500, length / 64);
    const chunks = new Map<number, (Placed | "making")[]>();
    for (const item of items) {
      const start = item === "making" ? this.bench.store.making?.start : item.spots[0]?.start;
      const key = Math.floor((start ?? length) / size);
      const chunk = chunks.get(key);
      if (chunk) chunk.push(item);
      else chunks.set(key, [item]);
    }
    return [...chunks];
  }

  #passes(claim: Claim): boolean {
    const { filter } = this.bench.store;
    if (filter === "all") return true;
    return filter === "mine" ? claim.created_by.id === this.bench.parts.account : lookOf(claim.state) === filter;
  }

  /** The claim being made stands where its words stand. */
  #withMaking(items: readonly Placed[]): (Placed | "making")[] {
    const { making } = this.bench.store;
    if (!making) return [...items];
    const at = items.findIndex((one) => (one.spots[0]?.start ?? Infinity) > making.start);
    const before = at < 0 ? items : items.slice(0, at);
    return [...before, "making", ...items.slice(before.length)];
  }

  #head(): TemplateResult {
    const { store } = this.bench;
    const mine = store.placed.filter((one) => one.claim.created_by.id === this.bench.parts.account).length;
    const filters: [Filter, string][] = [
      ["all", t("All states")], ["mine", t("Mine")], ["open", t("No verdict yet")], ["draft", t("Draft")], ["submitted", t("Waiting for review")],
      ["changes", t("Changes requested")], ["disputed", t("Two verdicts differ")], ["approved", t("Approved")],
    ];
    return html`<div class="rail-head"><strong>${plural(store.placed.length, "{n} claim", "{n} claims")}</strong>
      ${mine > 0 ? html`<span class="small quiet">${plural(mine, "{n} yours", "{n} yours")}</span>` : nothing}<span class="push"></span>
      <label class="visually-hidden" for="claim-filter">${t("Show")}</label>
      <select class="form-select form-select-sm" id="claim-filter" @change=${(event: Event) => {
        store.filter = (event.target as HTMLSelectElement).value as Filter;
        this.requestUpdate();
      }}>${filters.map(([value, label]) => html`<option value=${value} ?selected=${value === store.filter}>${label}</option>`)}</select>
      <button type="button" class="btn btn-quiet btn-sm shut-list" aria-label=${t("Close the list")} @click=${() => { this.bench.close(); }}>${this.icon("x-lg")}</button></div>`;
  }

  #empty(): TemplateResult {
    if (this.bench.store.filter !== "all") return html`<p class="quiet">${t("No claim is in this state.")}</p>`;
    return html`<div class="empty"><h3>${t("No claim yet")}</h3>
      <p>${t("Select words in the article with the mouse, a finger or the keys (m), then press c. The claim stands beside them.")}</p></div>`;
  }

  #item(item: Placed | "making"): TemplateResult {
    const { store } = this.bench;
    if (item === "making") {
      const words = store.making;
      return html`<div class="claim-card is-open is-making panel edge-open" role="region" aria-label=${t("New claim")}
        data-start=${words?.start ?? ""} data-end=${words?.end ?? ""}><claim-form .bench=${this.bench}></claim-form></div>`;
    }
    const open = item.claim.id === store.openId;
    const overlaps = store.overlaps(item.claim.id);
    return html`${guard([item, open, overlaps], () => (open ? openCard(this.bench, item) : closedCard(this.bench, item)))}`;
  }
}

const keyOf = (item: Placed | "making"): string => (item === "making" ? item : item.claim.id);

function openCard(bench: Bench, { claim, spots }: Placed): TemplateResult {
  return html`<div class="claim-card is-open panel edge-${lookOf(claim.state)}" data-testid="claim-card" data-claim=${claim.id}
    data-start=${spots[0]?.start ?? nothing} data-end=${spots[0]?.end ?? nothing} role="region" tabindex="-1"
    aria-label=${t("Open claim: {name}", { name: nameOf(bench.store, claim) })}><claim-panel .bench=${bench} .claimId=${claim.id}></claim-panel></div>`;
}

function closedCard(bench: Bench, { claim, spots }: Placed): TemplateResult {
  const others = bench.store.overlaps(claim.id);
  const rating = claim.verdict?.rating;
  return html`<button type="button" class="claim-card edge-${lookOf(claim.state)} ${claim.id.startsWith("waiting-") ? "is-sending" : ""}"
    data-testid="claim-card" data-claim=${claim.id} data-start=${spots[0]?.start ?? nothing} data-end=${spots[0]?.end ?? nothing}
    @click=${() => { bench.open(claim.id); }}>
    <span class="q" dir="auto">${claim.anchors[0]?.exact ?? claim.statement}</span>
    <span class="m">${stateChip(bench, claim)}${rating ? ratingMark(rating) : nothing}
      ${others > 0 ? html`<span class="nowrap">${icon(bench, "layers")} ${plural(others, "overlaps {n} claim", "overlaps {n} claims")}</span>` : nothing}
      ${spots.length === 0 ? html`<span>${t("Place lost")}</span>` : nothing}
      <span>${fact(bench, claim)}</span></span>
  </button>`;
}

/** The one fact that says what a claim waits for, or who made it. */
function fact(bench: Bench, claim: Claim): string {
  if (claim.state === "open" && claim.evidence.length === 0) return t("No source yet");
  if (claim.created_by.id === bench.parts.account) return t("You");
  return claim.created_by.name;
}
