// The sources of a claim, how they lean, and the form that adds or changes one.
import { html, nothing, type TemplateResult } from "lit";
import { sentence } from "../bench";
import { t } from "../words";
import { Piece, balance, refusal } from "./pieces";
import type { Claim, Evidence, EvidenceFile, Stance } from "../types";

/** A size as people read it. */
const sized = (bytes: number): string =>
  new Intl.NumberFormat(document.documentElement.lang || "en", { style: "unit", unit: bytes < 1e6 ? "kilobyte" : "megabyte", maximumFractionDigits: bytes < 1e6 ? 0 : 1 })
    .format(bytes < 1e6 ? Math.ceil(bytes / 1e3) : bytes / 1e6);

const marks: Readonly<Record<Stance, string>> = { supports: "plus-circle", refutes: "dash-circle", context: "info-circle" };

export class EvidenceList extends Piece {
  static override properties = {
    ...Piece.properties, claimId: { attribute: false }, editing: { state: true }, error: { state: true },
  };
  declare claimId: string;
  /** The id of the source being changed, "new" for one being added, "" for none. */
  declare editing: string;
  declare error: string;

  override connectedCallback(): void {
    super.connectedCallback();
    this.error = "";
    this.editing = this.bench.parts.drafts.read(`evidence:${this.claimId}`) ? "new" : "";
  }

  /** Opens the form for a new source. */
  add(): void {
    this.editing = "new";
  }

  protected override render(): TemplateResult {
    const claim = this.bench.store.claim(this.claimId);
    if (!claim) return html``;
    return html`<section id="part-evidence" data-field="evidence" aria-label=${t("Evidence")}>
      <h3>${t("Evidence")}
        ${this.bench.mayReword(claim) ? html`<button type="button" class="btn btn-plain btn-sm push" @click=${() => { this.add(); }}>
          ${this.icon("plus-lg")}${t("Add a source")} <kbd aria-hidden="true">e</kbd></button>` : nothing}</h3>
      ${refusal(this.bench, this.error)} ${balance(claim.evidence)}
      ${claim.evidence.length === 0 && this.editing === "" ? html`<p class="quiet">${t("No source yet. A verdict needs at least one.")}</p>` : nothing}
      <ol class="evidence">${claim.evidence.map((one) => this.#entry(one, claim))}</ol>
      ${this.editing === "new" ? this.#form(undefined) : nothing}
    </section>`;
  }

  #entry(one: Evidence, claim: Claim): TemplateResult {
    if (this.editing === one.id) return html`<li><div class="wide-row">${this.#form(one)}</div></li>`;
    const label = this.bench.parts.boot.stances.find(([value]) => value === one.stance)?.[1] ?? one.stance;
    return html`<li>
      <span class="src" dir="auto">${this.#title(one)}</span>
      <span class="stance ${one.stance}">${this.icon(marks[one.stance])}${label}</span>
      <span class="small quiet wide-row">${this.#facts(one)}</span>
      ${one.quote ? html`<blockquote dir="auto">“${one.quote}”</blockquote>` : nothing}
      ${one.calculation ? this.#reckoned(one.calculation) : nothing}
      ${one.file ? this.#file(one, one.file) : nothing}
      ${one.note ? html`<p class="note" dir="auto">${one.note}</p>` : nothing}
      ${this.bench.mayReword(claim) && !this.#hidden(one) ? html`<div class="tools">
        <button type="button" class="btn btn-quiet btn-sm" @click=${() => { this.editing = one.id; }}>${this.icon("pencil")}${t("Change")}</button>
        ${one.calculation || one.sealed ? html`<a class="btn btn-quiet btn-sm" href="/evidence/${one.id}/edit/">${one.sealed ? t("Who may read it") : t("Calculation")}</a>` : nothing}
        <button type="button" class="btn btn-quiet btn-sm" @click=${() => this.#remove(one)}>${this.icon("trash")}${t("Remove")}</button>
      </div>` : nothing}
    </li>`;
  }

  /** Sealed, and not for this account: only that it exists is known. */
  #hidden(one: Evidence): boolean {
    return one.sealed && one.readable !== true;
  }

  #title(one: Evidence): TemplateResult | string {
    if (this.#hidden(one)) return t("Sealed source");
    const title = one.source?.title || one.url || t("Source without a title");
    return /^https?:[^█]+$/i.test(one.url ?? "") ? html`<a href=${one.place_url ?? one.url ?? ""} rel="noopener noreferrer external" target="_blank">${title}</a>` : title;
  }

  #facts(one: Evidence): TemplateResult {
    const kind = this.bench.parts.boot.evidence_kinds.find(([value]) => value === one.kind)?.[1] ?? one.kind;
    const facts = [one.source?.publisher, one.source?.published_on, kind, one.place, one.informant].filter(Boolean).join(" · ");
    const seen = one.visibility === "sealed" ? t("sealed") : one.visibility === "internal" ? t("internal") : "";
    return html`${facts}${seen ? html` · ${this.icon(one.visibility === "sealed" ? "lock" : "eye-slash")} ${seen}` : nothing}`;
  }

  #reckoned(reckoned: NonNullable<Evidence["calculation"]>): TemplateResult {
    const off = reckoned.check && !reckoned.check.agrees ? t("The formula gives {value}.", { value: reckoned.check.value }) : "";
    return html`<p class="note">= <b dir="auto">${reckoned.result} ${reckoned.unit}</b> ${off ? html`${this.icon("exclamation-triangle")} ${off}` : nothing}</p>`;
  }

  #file(one: Evidence, file: EvidenceFile): TemplateResult {
    const seen = file.preview;
    const address = `/evidence/${one.id}`;
    const about = file.withheld ? t("withheld by order") : seen.state === "waiting" ? t("the preview is being made") : seen.why;
    return html`<div class="wide-row"><div class="file">
      <span class="shot">${seen.pictures && !file.withheld ? html`<img src="${address}/pictures/1-small/" alt="" loading="lazy">` : this.icon("file-earmark")}</span>
      <span class="name" dir="auto">${file.name}</span>
      <span class="about">${[sized(file.size), about].filter(Boolean).join(" · ")}</span>
      ${file.withheld ? nothing : html`<span class="acts">
        ${seen.state === "made" ? html`<a class="btn btn-plain btn-sm" href="${address}/preview/" target="_blank">${t("Look")}</a>` : nothing}
        <a class="btn btn-quiet btn-sm" href="${address}/file/">${this.icon("download")}${t("Download")}</a></span>`}
    </div></div>`;
  }

  #form(evidence: Evidence | undefined): TemplateResult {
    const done = (): void => {
      this.editing = "";
    };
    return html`<evidence-form .bench=${this.bench} .claimId=${this.claimId} .evidence=${evidence} .done=${done}></evidence-form>`;
  }

  async #remove(one: Evidence): Promise<void> {
    if (!confirm(t("Remove this source from the claim? The history keeps it."))) return;
    this.error = "";
    try {
      await this.bench.parts.api.remove(`evidence/${one.id}/`, one.etag);
      const left = this.bench.store.claim(this.claimId)?.evidence.filter((other) => other.id !== one.id) ?? [];
      this.bench.adopt(this.claimId, { evidence: left });
    } catch (error) {
      this.error = sentence(error);
    }
  }
}
