// The open claim: head, quote, and its parts, which scroll within the card.
import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { isSettled, sentence } from "../bench";
import { t } from "../words";
import { Piece, refusal, stateChip } from "./pieces";
import type { ClaimFields } from "./claim-fields";
import type { EvidenceList } from "./evidence-list";
import type { Claim } from "../types";

export class ClaimPanel extends Piece {
  static override properties = { ...Piece.properties, claimId: { attribute: false }, error: { state: true }, current: { state: true } };
  declare claimId: string;
  declare error: string;
  /** The part at the top of what is in view. */
  declare current: string;
  #update = (): void => {
    for (const part of this.querySelectorAll<Piece>("claim-fields, evidence-list, verdict-form")) part.requestUpdate();
    this.requestUpdate();
  };

  override connectedCallback(): void {
    super.connectedCallback();
    this.error = "";
    this.current = "claim";
    this.bench.store.listen(this.#update);
    document.addEventListener("scroll", this.#scrolled, { capture: true, passive: true });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.bench.store.unlisten(this.#update);
    document.removeEventListener("scroll", this.#scrolled, { capture: true });
  }

  /** A claim that came back opens at what its reviewer asked for, once the parts above have their height. */
  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has("claimId") || this.bench.store.claim(this.claimId)?.state !== "changes_requested") return;
    requestAnimationFrame(() => requestAnimationFrame(() => { this.#go("verdict"); }));
  }

  protected override render(): TemplateResult {
    const { store } = this.bench;
    const claim = store.claim(this.claimId);
    if (!claim) return html``;
    const at = store.placed.findIndex((one) => one.claim.id === claim.id) + 1;
    const flush = (): Promise<boolean> => this.querySelector<ClaimFields>("claim-fields")?.flush() ?? Promise.resolve(true);
    const given = { bench: this.bench, id: claim.id };
    return html`<div class="grab"></div>
      <div class="ph">${stateChip(this.bench, claim)}<span class="small quiet nowrap">${t("Claim {n} of {m}", { n: at, m: store.placed.length })}</span><span class="push"></span>
        ${this.#button("chevron-left", t("Previous claim, key p"), () => { this.bench.step(-1); })}
        ${this.#button("chevron-right", t("Next claim, key n"), () => { this.bench.step(1); })}
        ${this.#button("x-lg", t("Close the claim"), () => { this.bench.close(); })}</div>
      <p class="pq" dir="auto">“${claim.anchors[0]?.exact ?? claim.occurrences[0]?.anchors[0]?.exact ?? claim.statement}”</p>
      <nav class="seg" aria-label=${t("Parts of this claim")}>
        ${this.#part("claim", t("Claim"))} ${this.#part("evidence", t("Evidence"), claim.evidence.length)} ${this.#part("verdict", t("Verdict"))}</nav>
      ${refusal(this.bench, this.error)} ${this.#lock(claim)}
      <claim-fields .bench=${given.bench} .claimId=${given.id}></claim-fields>
      <evidence-list .bench=${given.bench} .claimId=${given.id}></evidence-list>
      <verdict-form .bench=${given.bench} .claimId=${given.id} .saveFirst=${flush}></verdict-form>
      <section class="row-gap" aria-label=${t("More")}>
        <a href="/claims/${claim.id}/">${t("History, reviews and contacts of this claim")}</a><span class="push"></span>
        ${claim.may.withdraw ? html`<button type="button" class="btn btn-quiet btn-sm" @click=${this.#withdraw}>${t("Withdraw the claim")}</button>` : nothing}
      </section>`;
  }

  /** What reviewers have, or have approved, changes only on purpose: said before the first key, not after. */
  #lock(claim: Claim): TemplateResult | typeof nothing {
    if (!isSettled(claim) || !claim.may.edit || this.bench.mayReword(claim)) return nothing;
    const approved = ["approved", "published", "corrected"].includes(claim.state);
    return html`<div class="banner box lock">${this.icon("lock")}<p>${approved
      ? t("This verdict is approved. If you change its words, the approval falls and a second person must approve it again.")
      : t("This verdict is with the reviewers. If you change its words, it comes back as a draft and must be submitted again.")}</p>
      <button type="button" class="btn btn-plain btn-sm push" @click=${() => { this.bench.unlock(claim.id); }}>${t("Edit anyway")}</button></div>`;
  }

  #button(name: string, label: string, act: () => void): TemplateResult {
    return html`<button type="button" class="btn btn-quiet btn-sm" aria-label=${label} @click=${act}>${this.icon(name)}</button>`;
  }

  #part(name: string, label: string, count?: number): TemplateResult {
    return html`<button type="button" aria-current=${this.current === name ? "true" : nothing} @click=${() => { this.#go(name); }}>${label}${count === undefined ? nothing : html` <span class="quiet">${count}</span>`}</button>`;
  }

  #go(name: string): void {
    this.#scrollTo(`#part-${name}`);
    this.current = name;
  }

  /** Scrolls the card, or the sheet it fills, and never the article beside it. */
  #scrollTo(selector: string): void {
    const part = this.querySelector(selector);
    const scroller = [this.closest<HTMLElement>(".claim-card"), this.closest<HTMLElement>(".rail")].find(
      (box) => box && box.scrollHeight > box.clientHeight && getComputedStyle(box).overflowY === "auto",
    );
    if (!part || !scroller) return;
    const stuck = [...this.querySelectorAll<HTMLElement>(".ph, .seg")].reduce((sum, head) => sum + head.offsetHeight, -4);
    scroller.scrollTop += part.getBoundingClientRect().top - scroller.getBoundingClientRect().top - stuck;
  }

  #scrolled = (event: Event): void => {
    if (!(event.target instanceof HTMLElement) || !event.target.contains(this)) return;
    const line = event.target.getBoundingClientRect().top + 160;
    const passed = ["claim", "evidence", "verdict"].filter((name) => (this.querySelector(`#part-${name}`)?.getBoundingClientRect().top ?? Infinity) < line);
    this.current = passed.at(-1) ?? "claim";
  };

  /** Key e: a new source. */
  addEvidence(): void {
    this.querySelector<EvidenceList>("evidence-list")?.add();
  }

  #withdraw = async (): Promise<void> => {
    const claim = this.bench.store.claim(this.claimId);
    if (!claim || !confirm(t("Withdraw this claim? It stays readable, and its history is kept."))) return;
    try {
      await this.bench.withdraw(claim);
    } catch (error) {
      this.error = sentence(error);
    }
  };
}
