import { afterEach, describe, expect, test } from "vitest";
import { forgetWords, plural, t } from "../src/words";

function catalogue(content: object, language: string): void {
  document.documentElement.lang = language;
  document.body.innerHTML = `<script type="application/json" id="messages">${JSON.stringify(content)}</script>`;
  forgetWords();
}

afterEach(() => {
  catalogue({}, "en");
});

describe("words", () => {
  test("are English without a catalogue", () => {
    expect(t("Claim {n} of {m}", { n: 2, m: 9 })).toBe("Claim 2 of 9");
    expect(plural(1, "{n} claim", "{n} claims")).toBe("1 claim");
    expect(plural(3, "{n} claim", "{n} claims")).toBe("3 claims");
  });

  test("come from the catalogue of the page, and an empty translation counts as none", () => {
    catalogue({ "Close the claim": "Aussage schließen", Summary: "" }, "de");
    expect(t("Close the claim")).toBe("Aussage schließen");
    expect(t("Summary")).toBe("Summary");
  });

  test("have as many plural forms as the language", () => {
    catalogue({ "{n} claim": ["{n} teza", "{n} tezy", "{n} tez", "{n} tezy"] }, "pl");
    expect([1, 3, 5].map((n) => plural(n, "{n} claim", "{n} claims"))).toEqual(["1 teza", "3 tezy", "5 tez"]);
  });
});
