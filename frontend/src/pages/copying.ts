// A button `data-copy="id"` copies the value of that field. Without a clipboard it stays hidden: the words can be selected by hand.
import { t } from "../words";

async function copy(button: HTMLElement): Promise<void> {
  const field = document.getElementById(button.dataset.copy ?? "");
  if (!(field instanceof HTMLInputElement)) return;
  field.select();
  await navigator.clipboard.writeText(field.value);
  button.textContent = t("Copied");
}

export function startCopying(): void {
  // A page without TLS on another machine has no clipboard, whatever the types say.
  if (!("clipboard" in navigator)) return;
  for (const button of document.querySelectorAll<HTMLElement>("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", () => void copy(button));
  }
}
