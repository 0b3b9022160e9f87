// The look of a state: six kinds of line, and one for what is gone. Colour tells the state of work, never true or false.
import { t } from "./words";
import type { State } from "./types";

export type Look = "open" | "draft" | "submitted" | "changes" | "disputed" | "approved" | "gone";

export const looks: readonly Look[] = ["gone", "approved", "open", "draft", "submitted", "changes", "disputed"];

const table: Readonly<Record<State, readonly [look: Look, icon: string, word: string]>> = {
  open: ["open", "circle", "No verdict yet"],
  draft: ["draft", "pencil", "Draft"],
  submitted: ["submitted", "hourglass-split", "Waiting for review"],
  in_review: ["submitted", "hourglass-split", "In review"],
  changes_requested: ["changes", "arrow-return-left", "Changes requested"],
  disputed: ["disputed", "people", "Two verdicts differ"],
  approved: ["approved", "check2", "Approved"],
  published: ["approved", "check2-all", "Published"],
  corrected: ["approved", "check2-all", "Corrected"],
  retracted: ["gone", "dash-circle", "Retracted"],
  withheld: ["gone", "dash-circle", "Withheld"],
  withdrawn: ["gone", "dash-circle", "Withdrawn"],
};

export const lookOf = (state: State): Look => table[state][0];
export const iconOf = (state: State): string => table[state][1];
export const wordOf = (state: State): string => t(table[state][2]);
