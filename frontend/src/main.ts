// The workbench island: finds the article in the page, draws its claims, and wires the parts together. The first screen comes
// first: highlights are drawn before the list of claims is built.
import { Api } from "./api";
import { Bench } from "./bench";
import { Caret } from "./caret/caret";
import { Marks } from "./highlights/marks";
import { Painter } from "./highlights/draw";
import { gapAt } from "./highlights/hit";
import { startKeys } from "./keys";
import { locate } from "./anchoring/locate";
import { Minimap } from "./layout/minimap";
import { Rail } from "./layout/rail";
import { TextIndex } from "./offsets";
import { ClaimFields } from "./panel/claim-fields";
import { ClaimForm } from "./panel/claim-form";
import { ClaimList } from "./panel/claim-list";
import { ClaimPanel } from "./panel/claim-panel";
import { EvidenceForm } from "./panel/evidence-form";
import { EvidenceList } from "./panel/evidence-list";
import { VerdictForm } from "./panel/verdict-form";
import { Pointing } from "./pointing";
import { Drafts } from "./saving/drafts";
import { SaveStatus } from "./saving/status";
import { Selecting } from "./selecting";
import { Store } from "./store";
import { Sync } from "./sync";
import { plural, t } from "./words";
import type { Boot, Changes } from "./types";

interface Page {
  root: HTMLElement;
  text: HTMLElement;
  overlay: HTMLElement;
  rail: HTMLElement;
  map: HTMLElement | null;
}

function find(): Page | undefined {
  const root = document.querySelector<HTMLElement>("[data-annotator]");
  const text = root?.querySelector<HTMLElement>("[data-testid=article-text]");
  const rail = root?.querySelector<HTMLElement>(".rail");
  const overlay = root?.querySelector<HTMLElement>("[data-overlay]");
  return root && text && rail && overlay ? { root, text, overlay, rail, map: root.querySelector<HTMLElement>("[data-minimap]") } : undefined;
}

function boot(): Boot {
  const block = document.getElementById("workbench-data")?.textContent;
  const given = block ? (JSON.parse(block) as Partial<Boot>) : {};
  return { counter: 0, results: [], ratings: [], kinds: [], stances: [], evidence_kinds: [], ...given };
}

/** The sprite: named by the page, else the one its own icons come from (its name may carry a hash). */
function spriteOf(root: HTMLElement): string {
  const used = document.querySelector("svg use[href*='icons']")?.getAttribute("href")?.split("#")[0];
  return root.dataset.icons ?? used ?? "/static/annotations/icons.svg";
}

function statusLine(rail: HTMLElement): HTMLElement {
  const given = document.querySelector<HTMLElement>("[data-save], .bench-bar .save");
  if (given) return given;
  const made = document.createElement("p");
  rail.before(made);
  return made;
}

function makeBench({ root, text, rail }: Page): Bench {
  const data = boot();
  const index = new TextIndex(text);
  const store = new Store(index, data.results, data.counter);
  const painter = new Painter(index);
  painter.show(store.placed);
  const icons = spriteOf(root);
  return new Bench({
    api: new Api(root.dataset.api ?? "/api/v1/", root.dataset.account ?? ""),
    store,
    painter,
    index,
    drafts: new Drafts(root.dataset.account ?? ""),
    status: new SaveStatus(statusLine(rail), icons),
    boot: data,
    article: root.dataset.article ?? "",
    revision: root.dataset.revision ?? "",
    account: root.dataset.account ?? "",
    icons,
    may: new Set((root.dataset.may ?? "").split(/\s+/).filter(Boolean)),
  });
}

function defineParts(): void {
  customElements.define("claim-fields", ClaimFields);
  customElements.define("claim-form", ClaimForm);
  customElements.define("evidence-form", EvidenceForm);
  customElements.define("evidence-list", EvidenceList);
  customElements.define("verdict-form", VerdictForm);
  customElements.define("claim-panel", ClaimPanel);
  customElements.define("claim-list", ClaimList);
}

/** The part of the text in view, with a screen before and after, in code points. */
function inView({ parts }: Bench, text: HTMLElement): [first: number, start: number, end: number] {
  const box = text.getBoundingClientRect();
  const at = (y: number, otherwise: number): number => {
    const gap = gapAt(parts.index, box.left + 4, y);
    return gap === undefined ? otherwise : parts.index.points(gap);
  };
  const first = box.top > 0 ? 0 : at(120, 0);
  const last = box.bottom < innerHeight ? parts.index.length : at(innerHeight - 10, Math.min(parts.index.length, first + 4000));
  const screen = Math.max(400, last - first);
  return [first, Math.max(0, first - screen), Math.min(parts.index.length, last + screen)];
}

class Workbench {
  readonly #rail: Rail;
  readonly #marks: Marks;
  readonly #map: Minimap | undefined;
  #frame = 0;
  #rest: ReturnType<typeof setTimeout> | undefined;
  #shownOpen: string | undefined;
  #shownMaking: Store["making"];

  constructor(
    readonly bench: Bench,
    readonly page: Page,
  ) {
    const { text, overlay, rail, map } = page;
    this.#rail = new Rail(bench, rail, text);
    this.#marks = new Marks(bench, overlay, t("Claims in the text"));
    this.#map = map ? new Minimap(bench, map, text) : undefined;
    const list = new ClaimList();
    list.bench = bench;
    list.rendered = () => { this.#rail.later(); };
    rail.replaceChildren(list);
    bench.store.listen(() => { this.#changed(); });
    bench.opened = (id) => { this.#opened(id); };
    addEventListener("scroll", () => { this.#scrolled(); }, { passive: true });
    new ResizeObserver(() => {
      this.#marks.reflow();
      this.#later();
    }).observe(text);
    this.#keys();
    this.#changed();
  }

  #keys(): void {
    const { text, overlay, rail } = this.page;
    text.tabIndex = 0;
    text.setAttribute("role", "group");
    text.setAttribute("aria-label", t("Text of the article. Enter starts a caret for selecting words."));
    const caret = new Caret(this.bench, text, overlay);
    const selecting = new Selecting(this.bench, text, overlay);
    const pointing = new Pointing(this.bench, text, overlay, rail);
    startKeys({ bench: this.bench, caret, selecting, pointing, rail });
  }

  #changed(): void {
    const { store, parts } = this.bench;
    parts.painter.show(store.placed);
    parts.painter.fresh(store.making);
    this.#map?.ticks();
    this.#later();
    if (this.#shownOpen !== undefined && store.openId === undefined && !store.making) this.#backTo(this.#shownOpen);
    this.#shownOpen = store.openId;
    if (store.making && store.making !== this.#shownMaking) this.#show(store.making);
    this.#shownMaking = store.making;
  }

  /** Once the card is laid out, for only then can the page scroll far enough to show all of it and the words it is about. */
  #show({ start, end }: { start: number; end: number }): void {
    requestAnimationFrame(() => requestAnimationFrame(() => { this.#rail.reveal(start, end); }));
  }

  /** After closing, the keys go on from the card that was open. */
  #backTo(id: string): void {
    setTimeout(() => {
      if (document.activeElement === document.body) this.#card(id)?.focus({ preventScroll: true });
    });
  }

  #card(id: string): HTMLElement | null {
    return this.page.rail.querySelector<HTMLElement>(`[data-claim="${CSS.escape(id)}"]`);
  }

  #opened(id: string): void {
    const spot = this.bench.store.place(id)?.spots[0];
    if (spot) this.#show(spot);
    requestAnimationFrame(() => { this.#card(id)?.focus({ preventScroll: true }); });
  }

  /** While scrolling only the map moves; the rest follows when the page rests. */
  #scrolled(): void {
    this.#map?.window();
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => { this.#later(); }, 120);
  }

  /** Once a frame: marks near the window, the ring, the window of the map. */
  #later(): void {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      const { store } = this.bench;
      const [first, start, end] = inView(this.bench, this.page.text);
      this.bench.parts.painter.window(start, end);
      this.#marks.show(start, end);
      this.#marks.ring(store.openId === undefined ? store.making : store.place(store.openId)?.spots[0]);
      this.#map?.window();
      this.#rail.follow(store.intervals.within(first, end)[0]?.id);
    });
  }
}

function startSync(bench: Bench): void {
  const { api, article, status, account } = bench.parts;
  const take = (changes: Changes): void => {
    const others = changes.results.filter((claim) => !bench.store.claim(claim.id) && claim.created_by.id !== account);
    bench.take(changes);
    const [first] = others;
    if (first) status.say(plural(others.length, "{name} made a claim", "{n} new claims by others", { name: first.created_by.name }));
  };
  const sync = new Sync(api, article, () => bench.store.counter, take, (state) => { status.report("server", state); });
  bench.hurry = () => sync.now();
  sync.start();
}

/** Goes on where the person was: the claim named in the address, or the one that was being made. */
function resume(bench: Bench): void {
  const words = bench.rememberedMaking();
  const spot = words && locate(bench.parts.index, words);
  const named = /^#claim=(.+)$/.exec(location.hash)?.[1];
  if (spot) bench.make(spot.start, spot.end);
  else if (named) bench.open(decodeURIComponent(named));
}

function start(page: Page): void {
  const bench = makeBench(page);
  page.root.classList.add("is-live");
  defineParts();
  const workbench = new Workbench(bench, page);
  startSync(workbench.bench);
  resume(bench);
}

const page = find();
if (page) start(page);
