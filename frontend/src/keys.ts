// The keys of the workbench, and the dialog that lists them.
import { html, render } from "lit";
import { isNoShortcut } from "./typing";
import { t } from "./words";
import type { Bench } from "./bench";
import type { Caret } from "./caret/caret";
import type { ClaimPanel } from "./panel/claim-panel";
import type { Pointing } from "./pointing";
import type { Selecting } from "./selecting";

interface Hands {
  bench: Bench;
  caret: Caret;
  selecting: Selecting;
  pointing: Pointing;
  rail: HTMLElement;
}

function list(): [keys: string, does: string][] {
  return [
    ["c", t("Make a claim of the chosen words")],
    ["m", t("Caret in the text: arrows move, Ctrl with arrows by word, Shift selects, Enter makes the claim")],
    ["n, p", t("Next, previous claim")],
    ["e", t("Add a source to the open claim")],
    ["Esc", t("Close what is open")],
    ["?", t("This list")],
  ];
}

/** Shows the list of keys. */
export function showKeys(): void {
  const dialog = document.createElement("dialog");
  dialog.className = "dialog";
  dialog.setAttribute("aria-labelledby", "keys-title");
  render(
    html`<header><h2 id="keys-title">${t("Keys")}</h2></header>
      <div class="in"><dl class="keys">${list().map(([keys, does]) => html`<dt>${keys.split(", ").map((key) => html`<kbd>${key}</kbd> `)}</dt><dd>${does}</dd>`)}</dl></div>
      <footer><form method="dialog"><button class="btn btn-plain">${t("Close")}</button></form></footer>`,
    dialog,
  );
  dialog.addEventListener("close", () => { dialog.remove(); });
  document.body.append(dialog);
  dialog.showModal();
}

function act(key: string, { bench, caret, selecting, rail }: Hands): boolean {
  switch (key) {
    case "c": {
      const { chosen } = caret;
      if (!chosen) return selecting.make();
      const made = bench.make(chosen.start, chosen.end);
      caret.stop();
      return made;
    }
    case "m":
      caret.start();
      return true;
    case "n":
      bench.step(1);
      return true;
    case "p":
      bench.step(-1);
      return true;
    case "e": {
      const panel = rail.querySelector<ClaimPanel>("claim-panel");
      panel?.addEvidence();
      return panel !== null;
    }
    case "?":
      showKeys();
      return true;
    default:
      return false;
  }
}

/** The first Escape leaves the field one types in, so that a slip does not close the form around it. */
function leftField(event: KeyboardEvent): boolean {
  const field = event.target;
  if (!(field instanceof HTMLElement) || !field.matches("input, textarea, select")) return false;
  const card = field.closest<HTMLElement>(".claim-card");
  if (!card) return false;
  card.tabIndex = -1;
  card.focus({ preventScroll: true });
  return true;
}

export function startKeys(hands: Hands): void {
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented && !document.querySelector("dialog[open]")) {
      if (!hands.pointing.hide() && !leftField(event)) hands.bench.close();
      return;
    }
    if (!isNoShortcut(event) && act(event.key, hands)) event.preventDefault();
  });
  // A button of the page may ask for the list too.
  document.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("[data-bench-keys]")) showKeys();
  });
}
