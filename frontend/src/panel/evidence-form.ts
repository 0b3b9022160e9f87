// One source for a claim: added or changed. What is marked sealed is never kept in the browser.
import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { Refusal } from "../api";
import { sentence } from "../bench";
import { t } from "../words";
import { Piece, options, refusal, showRefusal } from "./pieces";
import type { Choice, Claim, Evidence } from "../types";

type Typed = Record<string, string>;

const names = [
  "stance", "quote", "url", "title", "publisher", "published_on", "kind", "visibility", "note", "place", "informant", "channel", "obtained_on", "terms",
] as const;
const dates: readonly string[] = ["published_on", "obtained_on"];
/** Kinds somebody gave: of these it is asked who, how, when and on which terms. */
const given: readonly string[] = ["interview", "email", "recording"];
const types = ".png,.jpg,.jpeg,.gif,.webp,.tif,.tiff,.avif,.pdf,.xlsx,.csv,.tsv,.eml,.txt,image/*,audio/*,video/*";

const visibilities = (): readonly Choice[] => [
  ["public", t("Public: readers see it")],
  ["internal", t("Internal: the desk sees it")],
  ["sealed", t("Sealed: only people you name")],
];

function typedFrom(evidence: Evidence | undefined): Typed {
  return {
    stance: evidence?.stance ?? "",
    quote: evidence?.quote ?? "",
    url: evidence?.url ?? "",
    title: evidence?.source?.title ?? "",
    publisher: evidence?.source?.publisher ?? "",
    published_on: evidence?.source?.published_on ?? "",
    kind: evidence?.kind ?? "web",
    visibility: evidence?.visibility ?? "public",
    note: evidence?.note ?? "",
    place: evidence?.place ?? "",
    informant: evidence?.informant ?? "",
    channel: evidence?.channel ?? "",
    obtained_on: evidence?.obtained_on ?? "",
    terms: evidence?.terms ?? "on_record",
  };
}

export class EvidenceForm extends Piece {
  static override properties = {
    ...Piece.properties, claimId: { attribute: false }, evidence: { attribute: false }, done: { attribute: false },
    error: { state: true }, sending: { state: true }, file: { state: true }, share: { state: true }, over: { state: true },
  };
  declare claimId: string;
  declare evidence: Evidence | undefined;
  declare done: () => void;
  declare error: string;
  declare sending: boolean;
  /** The file to send along. It is not kept in the browser. */
  declare file: File | undefined;
  /** How much of it went, from 0 to 1. */
  declare share: number;
  /** Something is being dragged over the form. */
  declare over: boolean;
  #cancelled = new AbortController();
  #typed: Typed = {};
  #before: Typed = {};
  #once = crypto.randomUUID();

  override connectedCallback(): void {
    super.connectedCallback();
    this.error = "";
    this.sending = this.over = false;
    this.share = 0;
    this.#before = typedFrom(this.evidence);
    this.#typed = { ...this.#before, ...(this.bench.parts.drafts.read(this.#key) as Typed | undefined) };
  }

  protected override firstUpdated(): void {
    this.querySelector<HTMLElement>("input, textarea")?.focus();
  }

  get #key(): string {
    return `evidence:${this.evidence?.id ?? this.claimId}`;
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has("error") && this.error) showRefusal(this);
  }

  protected override render(): TemplateResult {
    const { stances, evidence_kinds: kinds, visibilities: seen } = this.bench.parts.boot;
    const typed = (name: string): string => this.#typed[name] ?? "";
    return html`<form class="evidence-form" @submit=${this.#submit} @input=${this.#keep} @dragover=${this.#drag} @dragleave=${this.#leave} @drop=${this.#drop} aria-label=${this.evidence ? t("Change this source") : t("Add a source")}>
      ${refusal(this.bench, this.error)}
      <div class="fields">
        <fieldset class="wide"><legend class="form-label">${t("What it does to the claim")}</legend><div class="row-gap">
          ${stances.map(([value, label]) => html`<span class="form-check"><input class="form-check-input" type="radio" name="stance" id="e-stance-${value}"
            value=${value} required .checked=${typed("stance") === value}><label class="form-check-label" for="e-stance-${value}">${label}</label></span>`)}
        </div></fieldset>
        ${this.#select("kind", t("Kind of source"), options(kinds, typed("kind")))}
        ${this.#select("visibility", t("Who may see it"), options(seen ?? visibilities(), typed("visibility")))}
        ${this.evidence ? nothing : this.#fileField()}
        ${typed("kind") === "calculation" && !this.evidence ? this.#reckon() : nothing}
        ${this.#line("url", t("Address"), "url", "wide")} ${this.#line("title", t("Title"), "text", "wide")}
        ${this.#line("publisher", t("Publisher"))} ${this.#line("published_on", t("Published on"), "date")}
        ${given.includes(typed("kind")) ? this.#given() : nothing}
        ${this.#line("place", t("Where in it"), "text", "wide", t("p. 3–5 · Table!B4 · 12:30–13:05 · row 12"))}
        <div class="wide"><label class="form-label" for="e-quote">${t("Quote, in its own words")}</label>
          <textarea class="form-control serif" id="e-quote" name="quote" data-field="quote" rows="3" dir="auto" .value=${typed("quote")}></textarea></div>
        <div class="wide"><label class="form-label" for="e-note">${t("Note")}</label>
          <textarea class="form-control" id="e-note" name="note" rows="2" dir="auto" .value=${typed("note")}></textarea></div>
      </div>
      ${typed("visibility") === "sealed" ? html`<p class="form-text">${t("Sealed words are not kept in this browser: save before you leave the page. Sealing cannot be undone.")}</p>` : nothing}
      <div class="acts">
        <button class="btn btn-primary" ?disabled=${this.sending}>${this.evidence ? t("Save the source") : t("Add the source")}</button>
        <button type="button" class="btn btn-quiet" @click=${this.#cancel}>${this.sending && this.file ? t("Stop the upload") : t("Cancel")}</button>
      </div>
      ${this.sending && this.file ? this.#progress() : nothing}
    </form>`;
  }

  #line(name: string, label: string, type = "text", wide = "", help = ""): TemplateResult {
    return html`<div class=${wide}><label class="form-label" for="e-${name}">${label}</label>
      <input class="form-control" id="e-${name}" name=${name} type=${type} dir="auto" autocomplete="off" .value=${this.#typed[name] ?? ""}
        aria-describedby=${help ? `e-${name}-help` : nothing}>
      ${help ? html`<div class="form-text" id="e-${name}-help">${help}</div>` : nothing}</div>`;
  }

  #fileField(): TemplateResult {
    return html`<div class=${this.over ? "wide drop over" : "wide drop"}><label class="form-label" for="e-file">${t("File")}</label>
      <input class="form-control" id="e-file" type="file" accept=${types} aria-describedby="e-file-help" @change=${this.#chosen}>
      <div class="form-text" id="e-file-help">${t("Or drop it here: an image, a PDF, audio, video, an .xlsx or CSV table, an e-mail or text.")}</div></div>`;
  }

  #given(): TemplateResult {
    const { channels = [], terms = [] } = this.bench.parts.boot;
    const how: readonly Choice[] = [["", t("Not said")], ...channels];
    return html`${this.#line("informant", t("Who was asked, or wrote"), "text", "wide")}
      ${this.#select("channel", t("How"), options(how, this.#typed.channel ?? ""))} ${this.#line("obtained_on", t("Obtained on"), "date")}
      ${this.#select("terms", t("On which terms"), options(terms, this.#typed.terms ?? ""))}`;
  }

  #reckon(): TemplateResult {
    return html`<p class="wide form-text"><a href="/claims/${this.claimId}/evidence/new/?kind=calculation">${t("Enter the numbers and the formula on a page of their own")}</a></p>`;
  }

  #progress(): TemplateResult {
    const done = Math.round(this.share * 100);
    return html`<div class="progress-row" role="status"><div class="head"><span>${t("Sending {name}", { name: this.file?.name ?? "" })}</span><b>${done} %</b></div>
      <progress class="meter" max="100" value=${done}></progress></div>`;
  }

  #chosen = (event: Event): void => {
    this.file = (event.target as HTMLInputElement).files?.[0];
  };

  #drag = (event: DragEvent): void => {
    if (this.evidence || !event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    this.over = true;
  };

  #leave = (): void => {
    this.over = false;
  };

  #drop = (event: DragEvent): void => {
    const dropped = event.dataTransfer?.files;
    this.over = false;
    if (this.evidence || !dropped?.length) return;
    event.preventDefault();
    const field = this.querySelector<HTMLInputElement>("#e-file");
    if (field) field.files = dropped;
    this.file = dropped[0];
  };

  #select(name: string, label: string, list: TemplateResult): TemplateResult {
    return html`<div><label class="form-label" for="e-${name}">${label}</label><select class="form-select" id="e-${name}" name=${name}>${list}</select></div>`;
  }

  #keep = (event: Event): void => {
    const field = event.target as HTMLInputElement;
    if (!field.name) return;
    this.#typed = { ...this.#typed, [field.name]: field.value };
    // The words of sealed evidence must not outlive the page, not even those typed before it was marked.
    if (this.#typed.visibility === "sealed") this.bench.parts.drafts.forget(this.#key);
    else this.bench.parts.drafts.write(this.#key, this.#typed);
    if (field.name === "visibility" || field.name === "kind") this.requestUpdate();
  };

  #cancel = (): void => {
    if (this.sending && this.file) {
      this.#cancelled.abort();
      return;
    }
    this.bench.parts.drafts.forget(this.#key);
    this.done();
  };

  /** What to send: everything that was filled in for a new source, only what differs for an old one. */
  #body(): Record<string, string | null> {
    const changed = names.filter((name) => (this.evidence ? this.#typed[name] !== this.#before[name] : this.#typed[name] !== ""));
    return Object.fromEntries(changed.map((name) => [name, dates.includes(name) && !this.#typed[name] ? null : (this.#typed[name] ?? "")]));
  }

  #submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (this.sending) return;
    this.sending = true;
    this.error = "";
    const { api, drafts } = this.bench.parts;
    try {
      const saved = this.evidence
        ? await api.patch<Evidence>(`evidence/${this.evidence.id}/`, this.#body(), this.evidence.etag)
        : await this.#attach();
      drafts.forget(this.#key);
      this.#adopt(saved);
      this.done();
    } catch (error) {
      this.error = sentence(error);
      if (error instanceof Refusal) await this.#refused(error);
    } finally {
      this.sending = false;
    }
  };

  #attach(): Promise<Evidence> {
    const { api } = this.bench.parts;
    const address = `claims/${this.claimId}/evidence/`;
    if (!this.file) return api.post<Evidence>(address, this.#body(), this.#once);
    const form = new FormData();
    for (const [name, value] of Object.entries(this.#body())) form.set(name, value ?? "");
    form.set("file", this.file);
    this.share = 0;
    this.#cancelled = new AbortController();
    return api.upload<Evidence>(address, form, this.#once, (share) => { this.share = share; }, this.#cancelled.signal);
  }

  /** After a refusal another try is another request; after a clash it goes against what stands there now. */
  async #refused(error: Refusal): Promise<void> {
    this.#once = crypto.randomUUID();
    if (error.status !== 412) return;
    await this.bench.refresh(this.claimId).catch(() => undefined);
    this.evidence = this.bench.store.claim(this.claimId)?.evidence.find((one) => one.id === this.evidence?.id) ?? this.evidence;
    this.#before = typedFrom(this.evidence);
  }

  #adopt(saved: Evidence): void {
    const claim: Claim | undefined = this.bench.store.claim(this.claimId);
    if (!claim) return;
    const known = claim.evidence.some((one) => one.id === saved.id);
    const evidence = known ? claim.evidence.map((one) => (one.id === saved.id ? saved : one)) : [...claim.evidence, saved];
    this.bench.adopt(this.claimId, { evidence });
  }
}
