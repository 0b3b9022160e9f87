// The verdict: a rating with its definition, a summary of at most 280 characters, a justification, and the way to review.
import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { Refusal, Unreachable } from "../api";
import { sentence } from "../bench";
import { Autosave, type Fields } from "../saving/autosave";
import { stateAfter } from "../saving/status";
import { plural, t } from "../words";
import { Piece, conflict, fifth, refusal, showRefusal } from "./pieces";
import type { Claim, DefinedRating, Missing, Scale, Verdict } from "../types";

const longest = 280; // characters of a summary, as people count them: code points
const pause = 1500; // ms without a key before words alone begin a verdict
const again = 5000; // ms before another try when the server does not answer

function fieldsOf(verdict: Verdict): Fields {
  return { rating: verdict.rating?.id ?? "", summary: verdict.summary, justification: verdict.justification };
}

export class VerdictForm extends Piece {
  static override properties = {
    ...Piece.properties, claimId: { attribute: false }, saveFirst: { attribute: false }, error: { state: true }, missing: { state: true }, sending: { state: true }, detail: { state: true },
  };
  declare claimId: string;
  /** Saves the other fields of the claim before it is submitted; false when some could not be saved. */
  declare saveFirst: () => Promise<boolean>;
  declare error: string;
  declare missing: Missing[] | undefined;
  declare sending: boolean;
  /** The verdict read alone, which says why one may not review it, and who could. */
  declare detail: Verdict | undefined;
  #save!: Autosave;
  #making = false;
  #begin: ReturnType<typeof setTimeout> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.error = "";
    this.sending = false;
    this.#save = new Autosave(
      {
        key: `verdict:${this.claimId}`,
        current: () => {
          const verdict = this.#verdict;
          return verdict && { fields: fieldsOf(verdict), etag: verdict.etag };
        },
        send: async (changes, etag) => {
          const body = "rating" in changes ? { ...changes, rating: changes.rating || null } : changes;
          const verdict = await this.bench.parts.api.patch<Verdict>(`verdicts/${this.#verdict?.id ?? ""}/`, body, etag);
          this.missing = undefined;
          this.bench.adopt(this.claimId, { verdict });
        },
        refresh: () => this.bench.refresh(this.claimId),
        changed: () => { this.requestUpdate(); },
      },
      this.bench.parts.drafts,
      this.bench.parts.status,
    );
  }

  protected override firstUpdated(): void {
    const { verdict } = this.bench.store.claim(this.claimId) ?? {};
    if (!verdict || !["submitted", "in_review"].includes(verdict.state)) return;
    void this.bench.parts.api.get<Verdict>(`verdicts/${verdict.id}/`).then(
      (detail) => { this.detail = detail; },
      () => undefined, // without it the names are missing, and nothing else
    );
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#begin);
    if (!this.#verdict && this.#save.pending) void this.#make();
    else void this.#save.flush();
  }

  get #verdict(): Verdict | undefined {
    return this.bench.store.claim(this.claimId)?.verdict ?? undefined;
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has("error") && this.error) showRefusal(this);
  }

  protected override render(): TemplateResult {
    const claim = this.bench.store.claim(this.claimId);
    const scale = claim && this.bench.scaleOf(claim);
    if (!claim || !scale) return html``;
    const may = this.bench.mayReword(claim) && (claim.verdict?.may.edit ?? true);
    return html`<section id="part-verdict" aria-label=${t("Verdict")}>
        <h3>${t("Verdict")}</h3>
        ${refusal(this.bench, this.error || this.#save.refusal)} ${this.#lastReview(claim)}
        ${this.#scale(scale, may)} ${this.#both("rating", t("Rating"))}
        <div class="field"><label class="form-label has-counter" for="f-summary">${t("Summary")} ${this.#counter()}</label>
          ${this.#area("summary", 3, may)} ${this.#both("summary", t("Summary"))}</div>
        <div class="field"><label class="form-label" for="f-justification">${t("Justification")}</label>
          ${this.#area("justification", 5, may)} ${this.#both("justification", t("Justification"))}</div>
      </section>
      ${this.#submission(claim)}`;
  }

  #scale(scale: Scale, may: boolean): TemplateResult {
    const chosen = this.#save.value("rating");
    const ordered = [...scale.ratings].sort((a, b) => a.order - b.order);
    const off = ordered.filter((rating) => rating.off_scale);
    const steps = ordered.filter((rating) => !rating.off_scale);
    const radio = (rating: DefinedRating, style: string): TemplateResult => html`<input type="radio" name="rating" class=${style} id="f-rating-${rating.id}"
      value=${rating.id} ?disabled=${!may} .checked=${chosen === rating.id} @change=${() => { this.#type("rating", rating.id); }}>`;
    return html`<fieldset data-field="rating" tabindex="-1"><legend class="visually-hidden">${t("Rating")}</legend>
      <ol class="scale tall">${steps.map((rating) => html`<li>${radio(rating, "")}<label for="f-rating-${rating.id}"
        class="r${fifth(rating)} ${chosen === rating.id ? "on" : ""}"><b>${rating.label}</b>${rating.definition}</label></li>`)}</ol>
      ${off.length === 0 ? nothing : html`<div class="off-scale"><span class="quiet">${t("Off the scale:")}</span>${off.map(
        (rating) => html`<span class="form-check">${radio(rating, "form-check-input")}<label class="form-check-label" for="f-rating-${rating.id}"><b>${rating.label}</b>
          <dfn>${rating.definition}</dfn></label></span>`)}</div>`}
    </fieldset>
    <p class="small quiet scale-note">${scale.name}${scale.number ? `, ${t("version {n}", { n: scale.number })}` : nothing}</p>`;
  }

  #counter(): TemplateResult {
    const n = Array.from(this.#save.value("summary")).length;
    return html`<span class="counter ${n > longest ? "over" : ""}">${t("{n} of {most}", { n, most: longest })}</span>`;
  }

  #area(name: string, rows: number, may: boolean): TemplateResult {
    return html`<textarea class="form-control" id="f-${name}" data-field=${name} rows=${rows} dir="auto" ?readonly=${!may} .value=${this.#save.value(name)}
      @input=${(event: Event) => { this.#type(name, (event.target as HTMLTextAreaElement).value); }} @blur=${() => this.#save.flush()}></textarea>`;
  }

  #both(name: string, label: string): TemplateResult | typeof nothing {
    const found = this.#save.conflicts().find((one) => one.name === name);
    if (!found) return nothing;
    const words = (text: string): string => (name === "rating" ? this.#label(text) : text);
    const texts = { mine: words(found.mine), theirs: words(found.theirs) };
    return conflict(this.bench, label, texts, (whose) => { this.#save.choose(name, whose); });
  }

  #label(id: string): string {
    return this.bench.parts.boot.ratings.flatMap((scale) => scale.ratings).find((rating) => rating.id === id)?.label ?? id;
  }

  #type(name: string, value: string): void {
    this.#save.type(name, value);
    this.requestUpdate();
    if (this.#verdict) return;
    clearTimeout(this.#begin);
    this.#begin = setTimeout(() => void this.#make(), name === "rating" ? 0 : pause);
  }

  /** A verdict begins with the first thing that is said of it. */
  async #make(): Promise<void> {
    if (this.#making || this.#verdict) return;
    this.#making = true;
    const { api, status } = this.bench.parts;
    status.report(this.#save.target.key, "saving");
    try {
      const { rating, ...words } = this.#save.unsaved();
      const verdict = await api.post<Verdict>(`claims/${this.claimId}/verdicts/`, rating ? { rating, ...words } : words);
      this.bench.adopt(this.claimId, { verdict });
      await this.#save.flush();
    } catch (error) {
      this.error = sentence(error);
      status.report(this.#save.target.key, stateAfter(error));
      if (error instanceof Unreachable) this.#begin = setTimeout(() => void this.#make(), again);
      else if (error instanceof Refusal && error.code === "duplicate") await this.bench.refresh(this.claimId).catch(() => undefined);
    } finally {
      this.#making = false;
    }
  }

  #lastReview(claim: Claim): TemplateResult | typeof nothing {
    const asked = claim.verdict?.reviews.filter((review) => review.outcome === "request_changes").at(-1);
    if (!asked || claim.state !== "changes_requested") return nothing;
    return html`<div class="banner box mb-3"><p><b>${t("{name} asked for changes:", { name: asked.reviewer?.name ?? t("A reviewer") })}</b>
      <span dir="auto">${asked.comment}</span></p></div>`;
  }

  #todo(claim: Claim): Missing[] {
    if (this.missing) return this.missing;
    if (claim.verdict) return claim.verdict.missing;
    return [{ code: "rating", field: "rating", text: t("Choose a rating") }];
  }

  #submission(claim: Claim): TemplateResult | typeof nothing {
    const { verdict } = claim;
    if (verdict && !verdict.may.submit) return this.#waits(claim);
    if (!verdict && !claim.may.submit && !claim.may.edit) return nothing;
    const todo = this.#todo(claim);
    const blocked = todo.length > 0 || this.sending;
    return html`<section aria-label=${t("Submit for review")}>
      <h3>${todo.length > 0 ? t("Still missing before you can submit") : t("Nothing is missing")}</h3>
      <ul class="missing">${todo.map((one) => html`<li class="todo">${this.icon("circle")}<button type="button" @click=${() => { this.#jump(one.field); }}>${one.text}</button></li>`)}</ul>
      <div class="acts">
        <button type="button" class="btn btn-primary" aria-disabled=${blocked ? "true" : "false"} aria-describedby="why-submit" @click=${() => this.#submit(blocked)}>${t("Submit for review")}</button>
        <span class="small quiet" id="why-submit">${todo.length > 0
          ? plural(todo.length, "One thing is missing, listed above.", "{n} things are missing, listed above.")
          : t("A second person decides; you cannot approve your own work.")}</span>
      </div>
    </section>`;
  }

  #waits(claim: Claim): TemplateResult {
    const verdict = this.detail?.id === claim.verdict?.id ? this.detail : claim.verdict;
    const names = verdict?.refusal?.could_review?.map((person) => person.name).join(", ");
    const could = names && !verdict?.refusal?.text.includes(names) ? names : ""; // most refusals name them already
    const waiting = claim.state === "submitted" || claim.state === "in_review";
    return html`<section aria-label=${t("Review")}><h3>${waiting ? t("With the reviewers") : t("Review")}</h3>
      ${verdict?.refusal ? html`<p class="quiet">${verdict.refusal.text}</p>` : nothing}
      ${could ? html`<p class="quiet">${t("These people could review it: {names}.", { names: could })}</p>` : nothing}
    </section>`;
  }

  #jump(field: string): void {
    const panel = this.closest(".panel");
    const short = field.split(".").at(-1) ?? field;
    const target = panel?.querySelector<HTMLElement>(`[data-field="${CSS.escape(short)}"]`) ?? panel?.querySelector<HTMLElement>("#part-evidence");
    target?.scrollIntoView({ block: "center" });
    const inner = target?.matches("input, textarea, select, fieldset") ? target : target?.querySelector<HTMLElement>("button, input, textarea");
    inner?.focus({ preventScroll: true });
  }

  async #submit(blocked: boolean): Promise<void> {
    if (blocked) return;
    this.sending = true;
    this.error = "";
    try {
      const [saved] = await Promise.all([this.saveFirst(), this.#save.flush()]);
      const { verdict } = this.bench.store.claim(this.claimId) ?? {};
      if (!verdict || !saved || this.#save.pending) {
        this.error = t("Not submitted: some of your words are not saved yet. The line at the top says why; then submit again.");
        return;
      }
      const answer = await this.bench.parts.api.post<Verdict>(`verdicts/${verdict.id}/submit/`, {});
      this.detail = answer;
      this.bench.adopt(this.claimId, { verdict: { ...verdict, ...answer } });
    } catch (error) {
      this.error = sentence(error);
      if (error instanceof Refusal && error.problem.missing) this.missing = error.problem.missing;
    } finally {
      this.sending = false;
    }
  }
}
