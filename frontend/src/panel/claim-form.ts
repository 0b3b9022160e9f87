// A claim in the making, beside the words it is about.
import { html, type PropertyValues, type TemplateResult } from "lit";
import { Refusal } from "../api";
import { sentence } from "../bench";
import { t } from "../words";
import { topicList } from "./claim-fields";
import { Piece, levels, options, refusal, showRefusal } from "./pieces";

type Typed = Record<string, string>;

export class ClaimForm extends Piece {
  static override properties = { ...Piece.properties, error: { state: true }, sending: { state: true } };
  declare error: string;
  declare sending: boolean;
  #typed: Typed = {};
  /** One name for one try: kept when no answer came, new after a refusal. */
  #once = crypto.randomUUID();

  override connectedCallback(): void {
    super.connectedCallback();
    this.error = "";
    this.sending = false;
    // Words typed for other words of the article do not belong here.
    const kept = this.bench.parts.drafts.read(this.#key) as { exact: string; typed: Typed } | undefined;
    this.#typed = kept && kept.exact === this.bench.store.making?.exact ? kept.typed : {};
  }

  protected override firstUpdated(): void {
    this.querySelector<HTMLTextAreaElement>("#n-statement")?.focus({ preventScroll: true });
  }

  get #key(): string {
    return `making-words:${this.bench.parts.article}`;
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has("error") && this.error) showRefusal(this);
  }

  protected override render(): TemplateResult {
    const words = this.bench.store.making;
    const { kinds, levels: given } = this.bench.parts.boot;
    const scale = given ?? levels();
    const typed = (name: string): string => this.#typed[name] ?? "";
    return html`<div class="grab"></div>
      <div class="ph"><strong>${t("New claim")}</strong><span class="push"></span>
        <button type="button" class="btn btn-quiet btn-sm" aria-label=${t("Close without making the claim")} @click=${this.#cancel}>${this.icon("x-lg")}</button></div>
      <p class="pq" dir="auto">“${words?.exact ?? ""}”</p>
      <form @submit=${this.#submit} @input=${this.#keep}><section>
        ${refusal(this.bench, this.error)}
        <div class="fields">
          <div class="wide"><label class="form-label" for="n-statement">${t("Statement")}</label>
            <textarea class="form-control" id="n-statement" name="statement" rows="3" dir="auto" aria-describedby="nh-statement" .value=${typed("statement")}></textarea>
            <div class="form-text" id="nh-statement">${t("In words that stand alone: a reader who has not seen the article must understand it.")}</div></div>
          ${this.#line("speaker", t("Speaker"))} ${this.#line("said_on", t("Said on"), "date")}
          ${this.#select("kind", t("Kind"), options(kinds, typed("kind"), t("Not chosen")))} ${this.#line("topics", t("Topics, separated by commas"))}
          ${this.#select("harm", t("Harm if wrong"), options(scale, typed("harm"), t("Not chosen")))}
          ${this.#select("reach", t("Reach"), options(scale, typed("reach"), t("Not chosen")))}
        </div>
        <div class="acts">
          <button class="btn btn-primary" ?disabled=${this.sending}>${this.sending ? t("Making the claim") : t("Make the claim")}</button>
          <button type="button" class="btn btn-quiet" @click=${this.#cancel}>${t("Cancel")}</button>
        </div>
      </section></form>`;
  }

  #line(name: string, label: string, type = "text"): TemplateResult {
    return html`<div><label class="form-label" for="n-${name}">${label}</label>
      <input class="form-control" id="n-${name}" name=${name} type=${type} dir="auto" autocomplete="off" .value=${this.#typed[name] ?? ""}></div>`;
  }

  #select(name: string, label: string, list: TemplateResult): TemplateResult {
    return html`<div><label class="form-label" for="n-${name}">${label}</label><select class="form-select" id="n-${name}" name=${name}>${list}</select></div>`;
  }

  #keep = (event: Event): void => {
    const field = event.target as HTMLInputElement;
    this.#typed = { ...this.#typed, [field.name]: field.value };
    this.bench.parts.drafts.write(this.#key, { exact: this.bench.store.making?.exact, typed: this.#typed });
  };

  #cancel = (): void => {
    this.bench.parts.drafts.forget(this.#key);
    this.bench.close();
  };

  #submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (this.sending) return;
    this.sending = true;
    this.error = "";
    const given = Object.entries(this.#typed).filter(([, value]) => value.trim() !== "");
    const fields: Record<string, unknown> = Object.fromEntries(given);
    if (typeof fields.topics === "string") fields.topics = topicList(fields.topics);
    try {
      await this.bench.create(fields, this.#once);
      this.bench.parts.drafts.forget(this.#key);
    } catch (error) {
      this.error = sentence(error);
      if (error instanceof Refusal) this.#once = crypto.randomUUID();
    } finally {
      this.sending = false;
    }
  };
}
