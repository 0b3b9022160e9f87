// Light, dark, or what the system says. The choice stands in a cookie, so that the server's first byte already carries it.
import { cookie } from "../cookies";

type Choice = "light" | "dark" | "system";

function chosen(): Choice {
  const value = cookie("theme");
  return value === "light" || value === "dark" ? value : "system";
}

function apply(choice: Choice): void {
  const dark = choice === "dark" || (choice === "system" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.bsTheme = dark ? "dark" : "light";
  for (const control of document.querySelectorAll<HTMLElement>("[data-theme-choice]")) {
    if (control instanceof HTMLSelectElement) control.value = choice;
    else control.setAttribute("aria-pressed", String(control.dataset.themeChoice === choice));
  }
}

function choose(choice: Choice): void {
  const year = 365 * 24 * 3600;
  document.cookie = `theme=${choice}; path=/; max-age=${choice === "system" ? 0 : year}; samesite=lax`;
  apply(choice);
}

/** Buttons `data-theme-choice="dark"` and selects with `data-theme-choice` change the theme. */
export function startTheme(): void {
  apply(chosen());
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    apply(chosen());
  });
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("button[data-theme-choice]") : null;
    if (button) choose(button.dataset.themeChoice as Choice);
  });
  document.addEventListener("change", (event) => {
    const select = event.target;
    if (select instanceof HTMLSelectElement && "themeChoice" in select.dataset) choose(select.value as Choice);
  });
}
