// Asks every few seconds whether every part of the product lives, and says on the page which one does not and what that means.
// The sentences come from the server in the reader's language; the one for a server that is gone stands in the page.

interface Answer {
  says: string[];
}

const steady = 3500;
const soon = 1000; // after the first silence: one lost answer is not yet a dead server
const patience = 3000;

class Parts {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #silences = 0;
  #shown = "";

  constructor(
    readonly box: HTMLElement,
    readonly address: string,
    readonly away: string,
  ) {}

  start(): void {
    document.addEventListener("visibilitychange", () => { this.#soon(0); });
    addEventListener("pagehide", () => { clearTimeout(this.#timer); });
    addEventListener("pageshow", () => { this.#soon(0); });
    addEventListener("online", () => { this.#soon(0); });
    this.box.querySelector("button")?.addEventListener("click", () => { this.#hide(true); });
    this.#soon(0);
  }

  /** Asks after a pause, and never while nobody looks. */
  #soon(pause: number): void {
    clearTimeout(this.#timer);
    if (!document.hidden) this.#timer = setTimeout(() => void this.#ask(), pause);
  }

  async #ask(): Promise<void> {
    try {
      const answer = await fetch(this.address, { signal: AbortSignal.timeout(patience), cache: "no-store" });
      if (!answer.ok) throw new Error(String(answer.status));
      this.#show(((await answer.json()) as Answer).says);
      this.#silences = 0;
      this.#soon(steady);
    } catch {
      this.#silences += 1;
      if (this.#silences > 1) this.#show([this.away]);
      this.#soon(this.#silences > 1 ? steady : soon);
    }
  }

  #show(sentences: string[]): void {
    const shown = sentences.join("\n");
    if (shown === this.#shown) return;
    this.#shown = shown;
    const words = this.box.querySelector<HTMLElement>("[data-words]");
    words?.replaceChildren(...sentences.map((sentence) => Object.assign(document.createElement("p"), { textContent: sentence })));
    this.#hide(sentences.length === 0);
  }

  /** Hidden by a person, the banner comes back with the next change. */
  #hide(hidden: boolean): void {
    for (const banner of this.box.children) (banner as HTMLElement).hidden = hidden;
  }
}

export function startParts(): void {
  const box = document.querySelector<HTMLElement>("[data-parts]");
  if (box) new Parts(box, box.dataset.parts ?? "", box.dataset.away ?? "").start();
}
