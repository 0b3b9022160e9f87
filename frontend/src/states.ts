// The look of a state: six kinds of line, and one for what is gone. Colour tells the state of work, never true or false.
import { t } from "./words";
import type { State } from "./types";

export type Look = "open" | "draft" | "submitted" | "changes" | "disputed" | "approved" | "gone";

export const looks: readonly Look[] = ["gone", "approved", "open", "draft", "submitted", "changes", "disputed"];

const table: Readonly<Record<State, readonly [look: Look, icon: string, word: () => string]>> = {
  open: ["open", "circle", () => t("No verdict yet")],
  draft: ["draft", "pencil", () => t("Draft")],
  submitted: ["submitted", "hourglass-split", () => t("Waiting for review")],
  in_review: ["submitted", "hourglass-split", () => t("In review")],
  changes_requested: ["changes", "arrow-return-left", () => t("Changes requested")],
  disputed: ["disputed", "people", () => t("Two verdicts differ")],
  approved: ["approved", "check2", () => t("Approved")],
  published: ["approved", "check2-all", () => t("Published")],
  corrected: ["approved", "check2-all", () => t("Corrected")],
  retracted: ["gone", "dash-circle", () => t("Retracted")],
  withheld: ["gone", "dash-circle", () => t("Withheld")],
  withdrawn: ["gone", "dash-circle", () => t("Withdrawn")],
};

export const lookOf = (state: State): Look => table[state][0];
export const iconOf = (state: State): string => table[state][1];
export const wordOf = (state: State): string => table[state][2]();
