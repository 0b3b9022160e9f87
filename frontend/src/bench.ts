// The workbench of one article: what its parts share, and the acts a person can do.
import { Refusal, type Api } from "./api";
import { describe } from "./anchoring/describe";
import { t } from "./words";
import type { Painter } from "./highlights/draw";
import type { TextIndex } from "./offsets";
import type { Drafts } from "./saving/drafts";
import type { SaveStatus } from "./saving/status";
import type { Store } from "./store";
import type { Boot, Changes, Claim, Evidence, Scale, Verdict } from "./types";

export interface Parts {
  api: Api;
  store: Store;
  painter: Painter;
  index: TextIndex;
  drafts: Drafts;
  status: SaveStatus;
  boot: Boot;
  article: string;
  revision: string;
  account: string;
  icons: string;
  may: ReadonlySet<string>;
}

const makingKey = (article: string): string => `making:${article}`;

export class Bench {
  /** Told after a claim was opened, so that its words can be brought into view. */
  opened: (id: string) => void = () => undefined;
  /** Fetches changes now instead of at the next tick. */
  hurry: () => Promise<void> = () => Promise.resolve();

  readonly #unlocked = new Set<string>();

  constructor(readonly parts: Parts) {}

  get store(): Store {
    return this.parts.store;
  }

  open(id: string): void {
    const { store } = this;
    if (!store.claim(id)) return;
    store.openId = id;
    store.listShown = false;
    this.forgetMaking();
    history.replaceState(null, "", `#claim=${id}`);
    store.announce();
    queueMicrotask(() => {
      this.opened(id);
    });
  }

  close(): void {
    const { store } = this;
    if (store.making) this.forgetMaking();
    else if (store.openId) store.openId = undefined;
    else store.listShown = false;
    history.replaceState(null, "", location.pathname + location.search);
    store.announce();
  }

  /** Opens the next (1) or previous (-1) claim in reading order. */
  step(by: 1 | -1): void {
    const ids = this.store.placed.map((one) => one.claim.id);
    if (ids.length === 0) return;
    const at = this.store.openId === undefined ? -1 : ids.indexOf(this.store.openId);
    const next = at < 0 ? (by > 0 ? 0 : ids.length - 1) : (at + by + ids.length) % ids.length;
    this.open(ids[next] ?? "");
  }

  /** Starts a claim on these words (code points); false when nothing but blanks was chosen. */
  make(start: number, end: number): boolean {
    const words = describe(this.parts.index, start, end);
    if (!words || !this.parts.may.has("edit")) return false;
    this.store.making = words;
    this.store.openId = undefined;
    this.parts.drafts.write(makingKey(this.parts.article), words);
    this.store.announce();
    return true;
  }

  /** Takes back the claim that was being made; the typed words go too. */
  forgetMaking(): void {
    if (!this.store.making) return;
    this.store.making = undefined;
    this.parts.drafts.forget(makingKey(this.parts.article));
    this.store.announce();
  }

  /** The claim that was being made before a reload. */
  rememberedMaking(): Store["making"] {
    return this.parts.drafts.read(makingKey(this.parts.article)) as Store["making"];
  }

  /**
   * Sends a new claim. It is drawn at once; when the server refuses, the drawing goes and the error is passed on, while the form
   * keeps its words. `once` stays the same over tries, so that a lost answer does not make two claims.
   */
  async create(fields: Record<string, unknown>, once: string): Promise<void> {
    const { api, article, revision, store } = { ...this.parts };
    const words = store.making;
    if (!words) return;
    const waiting = this.#waiting(words, fields);
    store.merge([waiting]);
    try {
      const body = { ...fields, article, revision, start: words.start, end: words.end, exact: words.exact };
      const claim = await api.post<Claim>("claims/", body, once);
      store.drop(waiting.id);
      this.adoptClaim(claim);
      this.forgetMaking();
      this.open(claim.id);
    } catch (error) {
      store.drop(waiting.id);
      throw error;
    }
  }

  async withdraw(claim: Claim): Promise<void> {
    await this.parts.api.remove(`claims/${claim.id}/`, claim.etag);
    await this.refresh(claim.id);
  }

  /** Reads one claim anew. */
  async refresh(id: string): Promise<void> {
    const claim = await this.parts.api.get<Claim>(`claims/${id}/`);
    if (claim) this.adoptClaim(claim);
  }

  take(changes: Pick<Changes, "results"> & Partial<Changes>): void {
    this.store.merge(changes.results);
    if (changes.counter !== undefined) this.store.counter = changes.counter;
  }

  /** Puts in a claim that was read or saved alone: it comes with its places on every revision, and this page shows one. */
  adoptClaim(claim: Claim): void {
    const here = claim.anchors.filter((anchor) => anchor.revision === undefined || anchor.revision === this.parts.revision);
    const anchors = here.length > 0 ? here : (this.store.claim(claim.id)?.anchors ?? []);
    this.store.merge([{ ...claim, anchors }]);
  }

  /** Puts a saved verdict or evidence into its claim without waiting for the next question to the server. */
  adopt(id: string, change: { verdict?: Verdict; evidence?: Evidence[] }): void {
    const claim = this.store.claim(id);
    const state = change.verdict && !claim?.withdrawn ? { state: change.verdict.state } : {};
    if (claim) this.store.merge([{ ...claim, ...change, ...state }]);
    void this.hurry();
  }

  /** The scale a claim is rated on: that of its verdict, else the default. */
  scaleOf(claim: Claim): Scale | undefined {
    const scales = this.parts.boot.ratings;
    const pinned = claim.verdict?.rating?.scale;
    return scales.find((scale) => scale.id === pinned) ?? scales.find((scale) => scale.is_default) ?? scales[0];
  }

  /** Whether words that count for the verdict may be changed now: what is judged or approved opens only when a person says so. */
  mayReword(claim: Claim): boolean {
    return claim.may.edit && (!isSettled(claim) || this.#unlocked.has(claim.id));
  }

  unlock(id: string): void {
    this.#unlocked.add(id);
    this.store.announce();
  }

  #waiting(words: NonNullable<Store["making"]>, fields: Record<string, unknown>): Claim {
    return {
      id: `waiting-${crypto.randomUUID()}`,
      statement: typeof fields.statement === "string" ? fields.statement : "",
      kind: "",
      topics: [],
      harm: "",
      reach: "",
      withdrawn: false,
      version: 0,
      etag: "",
      state: "open",
      occurrences: [],
      anchors: [{ start: words.start, end: words.end, exact: words.exact, state: "exact" }],
      evidence: [],
      verdict: null,
      created_by: { id: this.parts.account, name: t("You") },
      may: { edit: false, submit: false, review: false, withdraw: false },
    };
  }
}

/** Whether reviewers have it, or have approved it: changing its words takes that back. */
export function isSettled(claim: Claim): boolean {
  return ["submitted", "in_review", "disputed", "approved", "published", "corrected"].includes(claim.state);
}

/** The sentence for an error, whatever it was. */
export function sentence(error: unknown): string {
  if (error instanceof Refusal && error.status === 412) return t("Somebody changed this meanwhile. Look at it again, then repeat.");
  return error instanceof Error ? error.message : t("Something went wrong. Your words are kept here.");
}
