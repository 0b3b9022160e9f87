import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { forgetWords, plural, t } from "../src/words";
import { collect } from "../words.mjs";

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

describe("the list for translators", () => {
  test("holds every sentence, those of states and those with numbers too", async () => {
    const { sentences, plurals } = await collect(join(import.meta.dirname, "../src"));
    expect(sentences).toContain("Submit for review");
    expect(sentences).toContain("Waiting for review");
    expect(plurals).toContainEqual(["{n} claim", "{n} claims"]);
  });

  test("can be complete, because no sentence is put together at run time", () => {
    const folder = join(import.meta.dirname, "../src");
    for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
      if (!name.endsWith(".ts") || name === "words.ts") continue;
      const source = readFileSync(join(folder, name), "utf8");
      expect(source.match(/(?<![.\w])t\((?!\s*")/g), name).toBeNull();
    }
  });
});
