// Light, dark, or what the system says. Of somebody signed in the account knows it and the server's first byte carries it;
// before that a cookie does.
import { cookie, csrfToken } from "../cookies";

type Choice = "light" | "dark" | "system";

function known(value: string | undefined): Choice {
  return value === "light" || value === "dark" ? value : "system";
}

function chosen(): Choice {
  return known(document.documentElement.dataset.theme ?? cookie("theme"));
}

function apply(choice: Choice): void {
  const dark = choice === "dark" || (choice === "system" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.bsTheme = dark ? "dark" : "light";
  for (const control of document.querySelectorAll<HTMLElement>("[data-theme-choice]")) {
    if (control instanceof HTMLSelectElement) control.value = choice;
    else control.setAttribute("aria-pressed", String(control.dataset.themeChoice === choice));
  }
}

/** Keeps the choice with the account, where the control names the address that does. */
async function save(choice: Choice, address: string | undefined): Promise<void> {
  if (!address) return;
  const body = new FormData();
  body.set("theme", choice);
  await fetch(address, { method: "POST", body, headers: { "X-CSRFToken": csrfToken() }, keepalive: true }).catch(() => {
    // The page shows the choice and the cookie keeps it; the account learns of it the next time.
  });
}

function choose(choice: Choice, address?: string): void {
  const year = 365 * 24 * 3600;
  document.cookie = `theme=${choice}; path=/; max-age=${choice === "system" ? 0 : year}; samesite=lax`;
  if ("theme" in document.documentElement.dataset) document.documentElement.dataset.theme = choice;
  apply(choice);
  void save(choice, address);
}

/** Buttons `data-theme-choice="dark"` and selects with `data-theme-choice` change the theme; `data-theme-save` keeps it. */
export function startTheme(): void {
  apply(chosen());
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    apply(chosen());
  });
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("button[data-theme-choice]") : null;
    if (button) choose(known(button.dataset.themeChoice), button.dataset.themeSave);
  });
  document.addEventListener("change", (event) => {
    const select = event.target;
    if (select instanceof HTMLSelectElement && "themeChoice" in select.dataset) choose(known(select.value), select.dataset.themeSave);
  });
}
