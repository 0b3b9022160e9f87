// Words that were typed and not yet saved, kept in this browser for one account. Sealed words never come here.

export class Drafts {
  readonly #prefix: string;

  constructor(account: string) {
    this.#prefix = `factcheck:draft:${account}:`;
  }

  /** What was written under the key, or undefined; nobody but this class writes there, so the caller knows its shape. */
  read(key: string): unknown {
    try {
      const text = localStorage.getItem(this.#prefix + key);
      return text === null ? undefined : (JSON.parse(text) as unknown);
    } catch {
      return undefined;
    }
  }

  write(key: string, value: unknown): void {
    try {
      localStorage.setItem(this.#prefix + key, JSON.stringify(value));
    } catch {
      // A full or forbidden storage must not stop the typing: the words are still in the page.
    }
  }

  forget(key: string): void {
    try {
      localStorage.removeItem(this.#prefix + key);
    } catch {
      // Nothing was kept, so nothing needs to go.
    }
  }
}
