// What a person typed into a form survives a reload, a log-out and a dead server. A form with `data-keep="key"` keeps its fields
// in the browser until the server has taken them. Fields with `data-sealed`, passwords, files and hidden ones are never kept, nor is
// any of a form whose `data-seals` is chosen.
import { t } from "../words";

interface Kept {
  sent: boolean;
  fields: Record<string, { base: string; value: string }>;
}
type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

// Kept for one account: whoever signs in next in this browser finds no words of the one before.
const place = (key: string): string => `factcheck:form:${document.documentElement.dataset.account ?? ""}:${key}`;
const never = ["hidden", "password", "file", "submit", "button", "checkbox", "radio"];

function keepable(field: EventTarget | null): field is Field {
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement)) return false;
  return field.name !== "" && !never.includes(field.type) && !field.closest("[data-sealed]");
}

/** The form is about something sealed now: its words must not outlive the page, not even those typed before. */
function sealed(form: HTMLFormElement): boolean {
  const choices = form.querySelectorAll<HTMLSelectElement>("[data-seals]");
  return [...choices].some((choice) => choice.value === choice.dataset.seals);
}

function read(key: string): Kept {
  try {
    return JSON.parse(localStorage.getItem(place(key)) ?? "") as Kept;
  } catch {
    return { sent: false, fields: {} };
  }
}

function forget(key: string): void {
  localStorage.removeItem(place(key));
}

const pause = 300; // ms: a long text must not be written anew with every key
const waiting = new Map<Field, HTMLFormElement>();
let timer: ReturnType<typeof setTimeout> | undefined;

function remember(form: HTMLFormElement, field: Field): void {
  waiting.set(field, form);
  clearTimeout(timer);
  timer = setTimeout(write, pause);
}

/** Writes what was typed since the last time. */
function write(): void {
  clearTimeout(timer);
  for (const [field, form] of waiting) {
    const key = form.dataset.keep ?? "";
    if (sealed(form)) {
      forget(key);
      continue;
    }
    const kept = read(key);
    const base = field.dataset.base ?? "";
    kept.fields[field.name] = { base, value: field.value };
    kept.sent = false;
    put(key, kept);
  }
  waiting.clear();
}

function put(key: string, kept: Kept): void {
  try {
    localStorage.setItem(place(key), JSON.stringify(kept));
  } catch {
    // A full or forbidden storage must not stop the typing.
  }
}

function fill(field: Field, value: string): void {
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function button(label: string, act: () => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "btn btn-plain btn-sm";
  made.textContent = label;
  made.addEventListener("click", act);
  return made;
}

/** The field says something else by now than when the typing began: the person chooses between the two texts. */
function clash(form: HTMLFormElement, field: Field, mine: string): void {
  const box = document.createElement("div");
  box.className = "conflict";
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", t("Two texts: {label}", { label: field.labels?.[0]?.textContent.trim() ?? field.name }));
  const told = document.createElement("h2");
  told.textContent = t("This was changed by somebody else while you wrote. You had written:");
  const words = document.createElement("p");
  words.dir = "auto";
  words.textContent = mine || t("(empty)");
  const end = (): void => {
    box.remove();
    field.focus();
  };
  const keep = button(t("Keep mine"), () => {
    fill(field, mine);
    end();
  });
  const drop = button(t("Take theirs"), () => {
    unkeep(form.dataset.keep ?? "", field.name);
    end();
  });
  box.append(told, words, keep, " ", drop);
  field.after(box);
}

/** Forgets what was kept of one field. */
function unkeep(key: string, name: string): void {
  const kept = read(key);
  const others = Object.entries(kept.fields).filter(([other]) => other !== name);
  put(key, { ...kept, fields: Object.fromEntries(others) });
}

/** Puts kept words back into fields that still show what they showed when the typing began; true when any came back. */
function restore(form: HTMLFormElement, kept: Kept): boolean {
  let any = false;
  for (const field of form.elements) {
    if (!keepable(field)) continue;
    field.dataset.base = field.value;
    const mine = kept.fields[field.name];
    if (!mine || mine.value === field.value) continue;
    if (mine.base === field.value) {
      fill(field, mine.value);
      any = true;
    } else clash(form, field, mine.value);
  }
  return any;
}

function tell(form: HTMLFormElement, key: string): void {
  const note = document.createElement("p");
  note.className = "form-text row-gap";
  note.setAttribute("role", "status");
  const discard = document.createElement("button");
  discard.type = "button";
  discard.className = "btn btn-quiet btn-sm";
  discard.textContent = t("Discard them");
  discard.addEventListener("click", () => {
    forget(key);
    for (const field of form.elements) if (keepable(field)) field.value = field.dataset.base ?? "";
    note.remove();
  });
  note.append(t("Your unsent words were put back."), discard);
  form.prepend(note);
}

/** Whether the server answered the last sending by sending us on: the sign that it took the words. */
function redirected(): boolean {
  const [entry] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  return (entry?.redirectCount ?? 0) > 0;
}

function open(form: HTMLFormElement): void {
  const key = form.dataset.keep ?? "";
  const kept = read(key);
  if (kept.sent && redirected()) forget(key);
  if (restore(form, read(key))) tell(form, key);
}

function onSubmit(event: SubmitEvent): void {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !form.dataset.keep) return;
  write();
  if (sealed(form)) return;
  put(form.dataset.keep, { ...read(form.dataset.keep), sent: true });
}

export function startKeeping(): void {
  for (const done of document.querySelectorAll<HTMLElement>("[data-keep-done]")) forget(done.dataset.keepDone ?? "");
  document.querySelectorAll<HTMLFormElement>("form[data-keep]").forEach(open);
  document.addEventListener("submit", onSubmit);
  addEventListener("pagehide", write);
  document.addEventListener("input", (event) => {
    if (keepable(event.target) && event.target.form?.dataset.keep) remember(event.target.form, event.target);
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const detail = (event as CustomEvent<{ successful: boolean; elt: Element }>).detail;
    write();
    if (detail.successful && detail.elt instanceof HTMLFormElement && detail.elt.dataset.keep) forget(detail.elt.dataset.keep);
  });
}
