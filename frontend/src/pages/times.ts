// Times in the reader's own clock. `<time datetime>` always gets the full time as its title; `data-as` changes its words too:
// "ago" (3 min ago), "clock" (09:41), "date" (24 November 2026), "full".

const steps: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ["day", 86400],
  ["hour", 3600],
  ["minute", 60],
];

/** "3 minutes ago", "in 2 hours": the distance in the largest unit that fits. */
export function distance(then: Date, now: Date, language: string): string {
  const seconds = (then.getTime() - now.getTime()) / 1000;
  const format = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  for (const [unit, size] of steps) {
    if (Math.abs(seconds) >= size) return format.format(Math.trunc(seconds / size), unit);
  }
  return format.format(0, "minute");
}

function words(then: Date, as: string, language: string): string | undefined {
  if (as === "ago") return distance(then, new Date(), language);
  if (as === "clock") return then.toLocaleTimeString(language, { timeStyle: "short" });
  if (as === "date") return then.toLocaleDateString(language, { dateStyle: "long" });
  if (as === "full") return then.toLocaleString(language, { dateStyle: "long", timeStyle: "short" });
  return undefined;
}

function show(element: HTMLTimeElement): void {
  const written = element.dateTime;
  const then = new Date(written);
  // A bare date belongs to no clock and must not slide a day with the reader's zone.
  if (Number.isNaN(then.getTime()) || !written.includes("T")) return;
  const language = document.documentElement.lang || "en";
  element.title = then.toLocaleString(language, { dateStyle: "long", timeStyle: "long" });
  const text = words(then, element.dataset.as ?? "", language);
  if (text !== undefined && element.textContent !== text) element.textContent = text;
}

export function startTimes(): void {
  const all = (): void => {
    document.querySelectorAll<HTMLTimeElement>("time[datetime]").forEach(show);
  };
  all();
  setInterval(all, 30_000);
  document.addEventListener("htmx:afterSettle", all);
}
