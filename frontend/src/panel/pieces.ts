// Small pieces that several panels show.
import { LitElement, html, nothing, svg, type TemplateResult } from "lit";
import { signedOut } from "../api";
import { iconOf, lookOf, wordOf } from "../states";
import { plural, t } from "../words";
import type { Bench } from "../bench";
import type { Choice, Claim, Evidence, Rating } from "../types";

/** A component in the page's own DOM, so that the theme applies. */
export class Piece extends LitElement {
  static override properties = { bench: { attribute: false } };
  declare bench: Bench;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected icon(name: string): TemplateResult {
    return icon(this.bench, name);
  }
}

/** Brings a refusal that has just appeared into view. */
export function showRefusal(within: HTMLElement): void {
  within.querySelector(".refusal")?.scrollIntoView({ block: "nearest" });
}

export function icon(bench: Bench, name: string): TemplateResult {
  return html`<svg class="icon" aria-hidden="true">${svg`<use href="${bench.parts.icons}#${name}"></use>`}</svg>`;
}

export function stateChip(bench: Bench, claim: Claim): TemplateResult {
  return html`<span class="state state-${lookOf(claim.state)}">${icon(bench, iconOf(claim.state))}${wordOf(claim.state)}</span>`;
}

/** The place of a rating on five steps; 0 off the scale. */
export const fifth = (rating: Rating): number => (rating.off_scale ? 0 : (rating.claimreview ?? rating.position ?? 0));

export function ratingMark(rating: Rating): TemplateResult {
  const place = fifth(rating);
  const cells = [1, 2, 3, 4, 5].map((n) => html`<i class="r${n} ${n === place ? "on" : ""}"></i>`);
  return html`<span class="rating"><span class="ruler ${place ? "" : "off"}" aria-hidden="true">${cells}</span>${rating.label}</span>`;
}

/** How the evidence of a claim leans: a bar and its counts. */
export function balance(evidence: readonly Evidence[]): TemplateResult | typeof nothing {
  if (evidence.length === 0) return nothing;
  const count = (stance: string): number => evidence.filter((one) => one.stance === stance).length;
  const [s, r, c] = [count("supports"), count("refutes"), count("context")];
  const part = (name: string, n: number): TemplateResult | typeof nothing =>
    n > 0 ? html`<i class="${name} part-${Math.min(24, n)}"></i>` : nothing;
  const words = [
    plural(s, "{n} supports", "{n} support"),
    plural(r, "{n} refutes", "{n} refute"),
    plural(c, "{n} gives context", "{n} give context"),
  ];
  return html`<div class="balance">
    <div class="bar" role="img" aria-label=${words.join(", ")}>${part("s", s)}${part("r", r)}${part("c", c)}</div>
    <div class="key">${words.map((text) => html`<span>${text}</span>`)}</div>
  </div>`;
}

export function options(choices: readonly Choice[], chosen: string, empty?: string): TemplateResult {
  return html`${empty === undefined ? nothing : html`<option value="" ?selected=${chosen === ""}>${empty}</option>`}
  ${choices.map(([value, label]) => html`<option value=${value} ?selected=${value === chosen}>${label}</option>`)}`;
}

export function refusal(bench: Bench, text: string): TemplateResult | typeof nothing {
  if (!text) return nothing;
  return html`<div class="banner bad box refusal" role="alert">${icon(bench, "exclamation-octagon")}<p>${text}${text === signedOut()
    ? html` <a href="/login/" target="_blank">${t("Sign in")}</a>`
    : nothing}</p></div>`;
}

export const levels = (): readonly Choice[] => [
  ["low", t("Low")],
  ["medium", t("Medium")],
  ["high", t("High")],
];

/** Both texts of a field that two people changed, and the two ways out. */
export function conflict(
  bench: Bench,
  label: string,
  texts: { mine: string; theirs: string },
  choose: (whose: "mine" | "theirs") => void,
): TemplateResult {
  const side = (whose: "mine" | "theirs", title: string, act: string): TemplateResult => html`<div class="choice">
    <span class="small quiet">${title}</span>
    <p dir="auto">${texts[whose] || t("(empty)")}</p>
    <button type="button" class="btn btn-plain btn-sm" @click=${() => { choose(whose); }}>${act}</button>
  </div>`;
  return html`<div class="conflict" role="group" aria-label=${t("Two texts: {label}", { label })}>
    <h4>${icon(bench, "exclamation-triangle")} ${t("{label} was changed by somebody else while you wrote", { label })}</h4>
    ${side("mine", t("Yours"), t("Keep mine"))} ${side("theirs", t("Saved meanwhile"), t("Take theirs"))}
  </div>`;
}
