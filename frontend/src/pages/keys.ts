// One-letter keys: an element with data-key="a" is clicked, or focused when it is a field, when nobody is typing.
import { isNoShortcut } from "../typing";

function onKey(event: KeyboardEvent): void {
  if (isNoShortcut(event) || event.repeat) return;
  const wanted = [...document.querySelectorAll<HTMLElement>("[data-key]")].find(
    (element) => element.dataset.key === event.key && element.getClientRects().length > 0,
  );
  if (!wanted) return;
  event.preventDefault();
  if (wanted.matches("input:not([type=submit], [type=button]), textarea, select")) wanted.focus();
  else wanted.click();
}

export function startKeys(): void {
  document.addEventListener("keydown", onKey);
}
