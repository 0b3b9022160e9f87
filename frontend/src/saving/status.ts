// The one place that says whether the work is saved. Saving is a status, never a button.
import { OtherAccount, SignedOut, Unreachable } from "../api";
import { t } from "../words";

export type SaveState = "saved" | "saving" | "offline" | "out" | "other" | "needs";

/** What the line says after a save that failed. */
export function stateAfter(error: unknown): SaveState {
  if (error instanceof SignedOut) return "out";
  if (error instanceof OtherAccount) return "other";
  return error instanceof Unreachable ? "offline" : "needs";
}

const icons: Readonly<Record<SaveState, string>> = {
  saved: "cloud-check",
  saving: "cloud-arrow-up",
  offline: "cloud-slash",
  out: "lock",
  other: "lock",
  needs: "exclamation-octagon",
};

const svg = "http://www.w3.org/2000/svg";

export class SaveStatus {
  readonly #element: HTMLElement;
  readonly #use = document.createElementNS(svg, "use");
  readonly #words = document.createElement("span");
  readonly #unsettled = new Map<string, SaveState>();
  #state: SaveState | undefined;

  constructor(
    element: HTMLElement,
    readonly icons: string,
  ) {
    this.#element = element;
    const icon = document.createElementNS(svg, "svg");
    icon.setAttribute("class", "icon");
    icon.setAttribute("aria-hidden", "true");
    icon.append(this.#use);
    this.#words.className = "words";
    element.replaceChildren(icon, this.#words);
    element.classList.add("save");
    element.setAttribute("role", "status");
    this.#show("saved", t("Saved"));
  }

  /** What one resource is doing; the status shows the worst of all. */
  report(key: string, state: SaveState): void {
    if (state === "saved") this.#unsettled.delete(key);
    else this.#unsettled.set(key, state);
    const all = [...this.#unsettled.values()];
    const worst = (["needs", "other", "out", "offline", "saving"] as const).find((one) => all.includes(one)) ?? "saved";
    if (worst === this.#state && worst !== "saved") return;
    this.#show(worst, this.#sentence(worst));
  }

  /** A one-line message that nothing else shows, such as what a colleague has just done. */
  say(text: string): void {
    if (this.#unsettled.size === 0) this.#show("saved", text);
  }

  get settled(): boolean {
    return this.#unsettled.size === 0;
  }

  #sentence(state: SaveState): string {
    const time = new Date().toLocaleTimeString(document.documentElement.lang || "en", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    if (state === "saved") return t("Saved {time}", { time });
    if (state === "saving") return t("Saving");
    if (state === "offline") return t("Offline, kept in this browser");
    if (state === "out") return t("Signed out, kept in this browser");
    if (state === "other") return t("Somebody else is signed in, kept in this browser");
    return t("Needs you");
  }

  #show(state: SaveState, text: string): void {
    this.#state = state;
    this.#element.classList.toggle("offline", state === "offline");
    this.#element.classList.toggle("needs", ["needs", "out", "other"].includes(state));
    this.#use.setAttribute("href", `${this.icons}#${icons[state]}`);
    this.#words.textContent = text;
  }
}
