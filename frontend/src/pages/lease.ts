// The clock of a lease: `data-lease-until` (ISO time) shows minutes and seconds; at the end, what carries `data-lease-over`
// appears and the page says so once.
import { t } from "../words";

function show(clock: HTMLElement): void {
  const left = Math.max(0, Math.round((Date.parse(clock.dataset.leaseUntil ?? "") - Date.now()) / 1000));
  if (Number.isNaN(left)) return;
  const minutes = Math.floor(left / 60);
  clock.textContent = left > 0 ? `${minutes}:${String(left % 60).padStart(2, "0")}` : t("over");
  clock.classList.toggle("late", left < 120);
  if (left > 0 || "over" in clock.dataset) return;
  clock.dataset.over = "";
  for (const note of document.querySelectorAll<HTMLElement>("[data-lease-over]")) note.hidden = false;
}

export function startLeases(): void {
  const tick = (): void => {
    document.querySelectorAll<HTMLElement>("[data-lease-until]").forEach(show);
  };
  tick();
  setInterval(tick, 1000);
}
