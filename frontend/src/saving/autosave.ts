// Saves fields of one resource as they are typed. What was typed is kept in the browser until the server has it; what two
// people changed is merged field by field, and only when both changed the same field does a person have to choose.
import { OtherAccount, Refusal, SignedOut, Unreachable } from "../api";
import type { Drafts } from "./drafts";
import { stateAfter, type SaveStatus } from "./status";

export type Fields = Readonly<Record<string, string>>;
interface Edit {
  /** What the field said when the typing began: the way to see whether somebody else changed it since. */
  base: string;
  value: string;
}

export interface Target {
  /** The name of the resource: for the draft and the status line. */
  key: string;
  /** The resource as the page knows it, or undefined while it does not exist. */
  current: () => { fields: Fields; etag: string } | undefined;
  /** Sends changed fields; must put the answer into the page before it returns. */
  send: (changes: Fields, etag: string) => Promise<void>;
  /** Fetches the resource anew into the page. */
  refresh: () => Promise<void>;
  /** Called after every change of what the form shows. */
  changed: () => void;
}

const pause = 900; // ms without a key before saving
const again = 5000; // ms before another try when the server does not answer

export class Autosave {
  /** Why the server refused the last save, or "". */
  refusal = "";
  readonly #edits = new Map<string, Edit>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: Promise<void> | undefined;
  /** Clashes in a row: with many people on one claim, each waits longer before it tries again. */
  #clashes = 0;

  constructor(
    readonly target: Target,
    readonly drafts: Drafts,
    readonly status: SaveStatus,
  ) {
    const kept = (drafts.read(target.key) ?? {}) as Record<string, Edit>;
    for (const [name, edit] of Object.entries(kept)) this.#edits.set(name, edit);
    this.#settle();
    if (this.#edits.size > 0) this.#later(0);
  }

  /** What the field shows: the typed words, else the server's. */
  value(name: string): string {
    return this.#edits.get(name)?.value ?? this.#server(name);
  }

  type(name: string, value: string): void {
    const base = this.#edits.get(name)?.base ?? this.#server(name);
    this.#edits.set(name, { base, value });
    this.refusal = "";
    this.#settle();
    this.#keep();
    this.#later(pause);
  }

  /** Fields that somebody else changed while they were being typed here, with both texts. */
  conflicts(): { name: string; mine: string; theirs: string }[] {
    return [...this.#edits]
      .filter(([name, edit]) => edit.base !== this.#server(name) && edit.value !== this.#server(name))
      .map(([name, edit]) => ({ name, mine: edit.value, theirs: this.#server(name) }));
  }

  choose(name: string, whose: "mine" | "theirs"): void {
    const edit = this.#edits.get(name);
    if (!edit) return;
    if (whose === "theirs") this.#edits.delete(name);
    else edit.base = this.#server(name);
    this.#keep();
    this.target.changed();
    this.#later(0);
  }

  /** Saves now; resolves when everything that can be saved is saved. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    while (this.#running) await this.#running;
    if (!this.target.current()) return;
    this.#running = this.#save().finally(() => {
      this.#running = undefined;
    });
    await this.#running;
  }

  get pending(): boolean {
    return this.#edits.size > 0;
  }

  /** Typed values that the server does not have; for resources that do not exist yet. */
  unsaved(): Fields {
    return Object.fromEntries([...this.#edits].map(([name, edit]) => [name, edit.value]));
  }

  /** The resource was made with these values. */
  taken(): void {
    this.#edits.clear();
    this.#keep();
    this.status.report(this.target.key, "saved");
  }

  #server(name: string): string {
    return this.target.current()?.fields[name] ?? "";
  }

  async #save(): Promise<void> {
    this.#settle();
    const disputed = new Set(this.conflicts().map((one) => one.name));
    const sent = [...this.#edits].filter(([name]) => !disputed.has(name)).map(([name, edit]) => [name, edit.value] as const);
    if (sent.length === 0) {
      this.status.report(this.target.key, disputed.size > 0 ? "needs" : "saved");
      return;
    }
    this.status.report(this.target.key, "saving");
    try {
      await this.target.send(Object.fromEntries(sent), this.target.current()?.etag ?? "");
      this.#clashes = 0;
      this.refusal = "";
      for (const [name, value] of sent) this.#sent(name, value);
      this.#keep();
      this.status.report(this.target.key, disputed.size > 0 ? "needs" : "saved");
      if (this.#edits.size > disputed.size) this.#later(pause);
    } catch (error) {
      await this.#failed(error);
    }
    this.target.changed();
  }

  /** A field is saved; what was typed into it meanwhile goes on from what the server has now. */
  #sent(name: string, value: string): void {
    const edit = this.#edits.get(name);
    if (edit?.value === value) this.#edits.delete(name);
    else if (edit) edit.base = this.#server(name);
  }

  async #failed(error: unknown): Promise<void> {
    if (error instanceof Refusal && error.status === 412) {
      await this.target.refresh().catch(() => undefined);
      this.status.report(this.target.key, this.conflicts().length > 0 ? "needs" : "saving");
      this.#clashes += 1;
      this.#later(Math.min(again, 50 * 4 ** (this.#clashes - 1)));
    } else if (error instanceof Unreachable) {
      if (error instanceof SignedOut || error instanceof OtherAccount) this.refusal = error.message;
      this.status.report(this.target.key, stateAfter(error));
      this.#later(again);
    } else {
      this.refusal = error instanceof Error ? error.message : String(error);
      this.status.report(this.target.key, "needs");
    }
  }

  /** Forgets edits that say what the server says. */
  #settle(): void {
    for (const [name, edit] of this.#edits) if (this.target.current() && edit.value === this.#server(name)) this.#edits.delete(name);
  }

  #keep(): void {
    if (this.#edits.size === 0) this.drafts.forget(this.target.key);
    else this.drafts.write(this.target.key, Object.fromEntries(this.#edits));
  }

  #later(delay: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), delay);
  }
}
