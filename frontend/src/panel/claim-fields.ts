// The claim itself: statement, kind, speaker and the rest, saved as they are typed.
import { html, nothing, type TemplateResult } from "lit";
import { Autosave, type Fields } from "../saving/autosave";
import { withPlaces } from "../bench";
import { t } from "../words";
import { Piece, conflict, levels, options, refusal } from "./pieces";
import type { Claim, Occurrence } from "../types";

/** Topics are one line of words parted by commas. */
export const topicList = (line: string): string[] => line.split(",").map((topic) => topic.trim()).filter(Boolean);

function claimFields(claim: Claim): Fields {
  return { statement: claim.statement, kind: claim.kind, harm: claim.harm, reach: claim.reach, topics: claim.topics.join(", ") };
}

function occurrenceFields(occurrence: Occurrence): Fields {
  return { speaker: occurrence.speakers.map((person) => person.name).join(", "), said_on: occurrence.said_on ?? "" };
}

export class ClaimFields extends Piece {
  static override properties = { ...Piece.properties, claimId: { attribute: false } };
  declare claimId: string;
  #claim!: Autosave;
  #occurrence!: Autosave;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#claim = this.#autosave(`claim:${this.claimId}`, () => this.#claimTarget());
    this.#occurrence = this.#autosave(`occurrence:${this.claimId}`, () => this.#occurrenceTarget());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    void this.flush();
  }

  /** Saves what is still being typed. */
  async flush(): Promise<void> {
    await Promise.all([this.#claim.flush(), this.#occurrence.flush()]);
  }

  #autosave(key: string, target: () => Pick<Autosave["target"], "current" | "send">): Autosave {
    const { drafts, status } = this.bench.parts;
    const rest = { key, refresh: () => this.bench.refresh(this.claimId), changed: () => { this.requestUpdate(); } };
    return new Autosave({ ...target(), ...rest }, drafts, status);
  }

  #claimTarget(): Pick<Autosave["target"], "current" | "send"> {
    const { api } = this.bench.parts;
    return {
      current: () => {
        const claim = this.bench.store.claim(this.claimId);
        return claim && { fields: claimFields(claim), etag: claim.etag };
      },
      send: async (changes, etag) => {
        const body = "topics" in changes ? { ...changes, topics: topicList(changes.topics) } : changes;
        const claim = await api.patch<Claim>(`claims/${this.claimId}/`, body, etag);
        this.bench.take({ results: [withPlaces(claim, this.bench.store.claim(this.claimId))] });
      },
    };
  }

  #occurrenceTarget(): Pick<Autosave["target"], "current" | "send"> {
    const first = (): Occurrence | undefined => this.bench.store.claim(this.claimId)?.occurrences[0];
    return {
      current: () => {
        const occurrence = first();
        return occurrence && { fields: occurrenceFields(occurrence), etag: occurrence.etag };
      },
      send: async (changes, etag) => {
        const body = "said_on" in changes ? { ...changes, said_on: changes.said_on || null } : changes;
        await this.bench.parts.api.patch(`occurrences/${first()?.id ?? ""}/`, body, etag);
        await this.bench.refresh(this.claimId);
      },
    };
  }

  protected override render(): TemplateResult {
    const claim = this.bench.store.claim(this.claimId);
    if (!claim) return html``;
    const [a, b] = [this.#claim, this.#occurrence];
    const { kinds } = this.bench.parts.boot;
    const scale = this.bench.parts.boot.levels ?? levels();
    return html`<section id="part-claim" aria-label=${t("Claim")}>
      ${refusal(this.bench, a.refusal || b.refusal)} ${this.#voids(claim)}
      <div class="fields">
        <div class="wide">${this.#text(a, "statement", t("Statement"), claim)}</div>
        <div>${this.#line(b, "speaker", t("Speaker"), claim)}</div>
        <div>${this.#line(b, "said_on", t("Said on"), claim, "date")}</div>
        <div>${this.#select(a, "kind", t("Kind"), options(kinds, a.value("kind"), t("Not chosen")), claim)}</div>
        <div>${this.#line(a, "topics", t("Topics, parted by commas"), claim)}</div>
        <div>${this.#select(a, "harm", t("Harm if wrong"), options(scale, a.value("harm"), t("Not chosen")), claim)}</div>
        <div>${this.#select(a, "reach", t("Reach"), options(scale, a.value("reach"), t("Not chosen")), claim)}</div>
      </div>
    </section>`;
  }

  /** An approval falls when the words it approved change: said before the first key, not after. */
  #voids(claim: Claim): TemplateResult | typeof nothing {
    const approved = ["approved", "published", "corrected"].includes(claim.state);
    if (!approved || !claim.may.edit) return nothing;
    const others = claim.verdict?.refusal?.could_review.map((person) => person.name).join(", ");
    return html`<p class="small quiet">
      ${t("This verdict is approved. Editing the statement, the speaker or the date voids the approval.")}
      ${others ? t("Then these people could approve it: {names}.", { names: others }) : nothing}
    </p>`;
  }

  #text(save: Autosave, name: string, label: string, claim: Claim): TemplateResult {
    return html`<label class="form-label" for="f-${name}">${label}</label>
      <textarea class="form-control" id="f-${name}" data-field=${name} rows="3" dir="auto" aria-describedby="h-${name}"
        ?readonly=${!claim.may.edit} .value=${save.value(name)} @input=${this.#typed(save, name)} @blur=${() => save.flush()}></textarea>
      <div class="form-text" id="h-${name}">${t("In words that stand alone: a reader who has not seen the article must understand it.")}</div>
      ${this.#both(save, name, label)}`;
  }

  #line(save: Autosave, name: string, label: string, claim: Claim, type = "text"): TemplateResult {
    return html`<label class="form-label" for="f-${name}">${label}</label>
      <input class="form-control" id="f-${name}" data-field=${name} type=${type} dir="auto" autocomplete="off"
        ?readonly=${!claim.may.edit} .value=${save.value(name)} @input=${this.#typed(save, name)} @blur=${() => save.flush()}>
      ${this.#both(save, name, label)}`;
  }

  #select(save: Autosave, name: string, label: string, list: TemplateResult, claim: Claim): TemplateResult {
    return html`<label class="form-label" for="f-${name}">${label}</label>
      <select class="form-select" id="f-${name}" data-field=${name} ?disabled=${!claim.may.edit} .value=${save.value(name)}
        @change=${this.#typed(save, name)}>${list}</select>
      ${this.#both(save, name, label)}`;
  }

  #typed(save: Autosave, name: string): (event: Event) => void {
    return (event) => {
      save.type(name, (event.target as HTMLInputElement).value);
    };
  }

  #both(save: Autosave, name: string, label: string): TemplateResult | typeof nothing {
    const found = save.conflicts().find((one) => one.name === name);
    return found ? conflict(this.bench, label, found, (whose) => { save.choose(name, whose); }) : nothing;
  }
}
