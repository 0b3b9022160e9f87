// Lists by keys: j and k move along the rows, x picks one, Enter opens it; t, n and s decide about a claim. What is decided goes
// through the form below the list, so that it works without these keys too.
import { isNoShortcut } from "../typing";

const decisions: Record<string, string> = { t: "to_check", n: "not_checkable", s: "not_selected" };

function rowsOf(form: HTMLElement): HTMLElement[] {
  return [...form.querySelectorAll<HTMLElement>("[data-row]")];
}

function boxOf(row: HTMLElement): HTMLInputElement | null {
  return row.querySelector<HTMLInputElement>('input[name="picked"]');
}

function count(form: HTMLElement): void {
  const boxes = rowsOf(form).map(boxOf);
  const picked = boxes.filter((box) => box?.checked).length;
  const shown = form.querySelector("[data-picked-count]");
  if (shown) shown.textContent = String(picked);
  const all = form.querySelector<HTMLInputElement>("[data-pick-all]");
  if (!all) return;
  all.checked = picked > 0 && picked === boxes.length;
  all.indeterminate = picked > 0 && picked < boxes.length;
}

function enter(form: HTMLElement, row: HTMLElement | undefined): void {
  if (!row) return;
  for (const other of rowsOf(form)) other.tabIndex = other === row ? 0 : -1;
  row.focus();
  row.scrollIntoView({ block: "nearest" });
}

function decide(form: HTMLFormElement, row: HTMLElement | undefined, decision: string): void {
  const choice = form.querySelector<HTMLSelectElement>('select[name="decision"]');
  const button = form.querySelector<HTMLButtonElement>('button[value="triage"]');
  if (!choice || !button) return;
  const box = row && boxOf(row);
  if (!form.querySelector('[name="picked"]:checked')) {
    if (!box) return;
    box.checked = true;
  }
  count(form);
  choice.value = decision;
  if (decision === "to_check") form.requestSubmit(button);
  else form.querySelector<HTMLSelectElement>('select[name="ground"]')?.focus();
}

function onKey(form: HTMLFormElement, event: KeyboardEvent): void {
  if (isNoShortcut(event)) return;
  const rows = rowsOf(form);
  const at = rows.findIndex((row) => row === document.activeElement || row.contains(document.activeElement));
  const here = rows[at];
  if (event.key === "j") enter(form, rows[Math.min(at + 1, rows.length - 1)]);
  else if (event.key === "k") enter(form, rows[Math.max(at - 1, 0)]);
  else if (event.key === "x" && here) boxOf(here)?.click();
  else if (event.key === "Enter" && here && here === document.activeElement) here.querySelector<HTMLElement>("a.t")?.click();
  else if (decisions[event.key] && !event.repeat) decide(form, here, decisions[event.key] ?? "");
  else return;
  event.preventDefault();
}

export function startRows(): void {
  const form = document.querySelector<HTMLFormElement>("form[data-rows]");
  if (!form) return;
  form.addEventListener("change", (event) => {
    if (event.target instanceof HTMLInputElement && event.target.matches("[data-pick-all]"))
      for (const box of rowsOf(form).map(boxOf)) if (box) box.checked = event.target.checked;
    count(form);
  });
  // Enter in a field does the act of the field, not the first one of the form.
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.target instanceof HTMLInputElement) || event.target.type !== "text") return;
    const button = event.target.closest("div")?.querySelector<HTMLButtonElement>('button[type="submit"]');
    if (!button) return;
    event.preventDefault();
    form.requestSubmit(button);
  });
  document.addEventListener("keydown", (event) => {
    onKey(form, event);
  });
  const rows = rowsOf(form);
  for (const row of rows) row.tabIndex = -1;
  const last = rows.findIndex((row) => `#${row.id}` === location.hash);
  if (last >= 0) enter(form, rows[last]);
  else if (rows[0]) rows[0].tabIndex = 0;
  count(form);
}
