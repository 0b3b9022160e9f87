// The claim itself: statement, kind, speaker and the rest, saved as they are typed.
import { html, nothing, type TemplateResult } from "lit";
import { Autosave, type Fields } from "../saving/autosave";
import { t } from "../words";
import { Piece, conflict, levels, options, refusal } from "./pieces";
import type { Claim } from "../types";

/** Topics are one line of words separated by commas. */
export const topicList = (line: string): string[] => line.split(",").map((topic) => topic.trim()).filter(Boolean);

function fieldsOf(claim: Claim): Fields {
  const [first] = claim.occurrences;
  return {
    statement: claim.statement,
    kind: claim.kind,
    harm: claim.harm,
    reach: claim.reach,
    topics: claim.topics.join(", "),
    speaker: first?.speakers.map((person) => person.name).join(", ") ?? "",
    said_on: first?.said_on ?? "",
  };
}

/** The fields as the API takes them. */
function bodyOf(changes: Fields): Record<string, unknown> {
  const body: Record<string, unknown> = { ...changes };
  if ("topics" in changes) body.topics = topicList(changes.topics);
  if ("said_on" in changes) body.said_on = changes.said_on || null;
  return body;
}

export class ClaimFields extends Piece {
  static override properties = { ...Piece.properties, claimId: { attribute: false } };
  declare claimId: string;
  #save!: Autosave;

  override connectedCallback(): void {
    super.connectedCallback();
    const { api, drafts, status } = this.bench.parts;
    const target = {
      key: `claim:${this.claimId}`,
      current: () => {
        const claim = this.bench.store.claim(this.claimId);
        return claim && { fields: fieldsOf(claim), etag: claim.etag };
      },
      send: async (changes: Fields, etag: string) => {
        const claim = await api.patch<Claim>(`claims/${this.claimId}/`, bodyOf(changes), etag);
        this.bench.adoptClaim(claim);
      },
      refresh: () => this.bench.refresh(this.claimId),
      changed: () => { this.requestUpdate(); },
    };
    this.#save = new Autosave(target, drafts, status);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    void this.flush();
  }

  /** Saves what is still being typed; false when some of it could not be saved. */
  async flush(): Promise<boolean> {
    await this.#save.flush();
    return !this.#save.pending;
  }

  protected override render(): TemplateResult {
    const claim = this.bench.store.claim(this.claimId);
    if (!claim) return html``;
    const save = this.#save;
    const { kinds } = this.bench.parts.boot;
    const scale = this.bench.parts.boot.levels ?? levels();
    const [words, rest] = [this.bench.mayReword(claim), claim.may.edit];
    const unchosen = t("Not chosen");
    return html`<section id="part-claim" aria-label=${t("Claim")}>
      ${refusal(this.bench, save.refusal)}
      <div class="fields">
        <div class="wide">${this.#text("statement", t("Statement"), words)}</div>
        <div>${this.#line("speaker", t("Speaker"), words)}</div>
        <div>${this.#line("said_on", t("Said on"), words, "date")}</div>
        <div>${this.#select("kind", t("Kind"), options(kinds, save.value("kind"), save.value("kind") ? undefined : unchosen), rest)}</div>
        <div>${this.#line("topics", t("Topics, separated by commas"), rest)}</div>
        <div>${this.#select("harm", t("Harm if wrong"), options(scale, save.value("harm"), unchosen), rest)}</div>
        <div>${this.#select("reach", t("Reach"), options(scale, save.value("reach"), unchosen), rest)}</div>
      </div>
    </section>`;
  }

  #text(name: string, label: string, may: boolean): TemplateResult {
    return html`<label class="form-label" for="f-${name}">${label}</label>
      <textarea class="form-control" id="f-${name}" data-field=${name} rows="3" dir="auto" aria-describedby="h-${name}"
        ?readonly=${!may} .value=${this.#save.value(name)} @input=${this.#typed(name)} @blur=${() => this.#save.flush()}></textarea>
      <div class="form-text" id="h-${name}">${t("In words that stand alone: a reader who has not seen the article must understand it.")}</div>
      ${this.#both(name, label)}`;
  }

  #line(name: string, label: string, may: boolean, type = "text"): TemplateResult {
    return html`<label class="form-label" for="f-${name}">${label}</label>
      <input class="form-control" id="f-${name}" data-field=${name} type=${type} dir="auto" autocomplete="off"
        ?readonly=${!may} .value=${this.#save.value(name)} @input=${this.#typed(name)} @blur=${() => this.#save.flush()}>
      ${this.#both(name, label)}`;
  }

  #select(name: string, label: string, list: TemplateResult, may: boolean): TemplateResult {
    return html`<label class="form-label" for="f-${name}">${label}</label>
      <select class="form-select" id="f-${name}" data-field=${name} ?disabled=${!may} .value=${this.#save.value(name)}
        @change=${this.#typed(name)}>${list}</select>
      ${this.#both(name, label)}`;
  }

  #typed(name: string): (event: Event) => void {
    return (event) => {
      this.#save.type(name, (event.target as HTMLInputElement).value);
    };
  }

  #both(name: string, label: string): TemplateResult | typeof nothing {
    const found = this.#save.conflicts().find((one) => one.name === name);
    return found ? conflict(this.bench, label, found, (whose) => { this.#save.choose(name, whose); }) : nothing;
  }
}
