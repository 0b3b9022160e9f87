// The words of the interface. English sentences are the keys; a catalogue in the page (a JSON block with the id "messages",
// an object from the English sentence to its translation, or to its list of plural forms) replaces them.

type Values = Readonly<Record<string, string | number>>;
type Catalogue = Readonly<Record<string, string | readonly string[]>>;

let catalogue: Catalogue | undefined;

function messages(): Catalogue {
  if (!catalogue) {
    const block = document.getElementById("messages");
    try {
      catalogue = JSON.parse(block?.textContent || "{}") as Catalogue;
    } catch {
      catalogue = {};
    }
  }
  return catalogue;
}

function fill(pattern: string, values: Values): string {
  return pattern.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** The sentence in the reader's language, with {names} filled in. */
export function t(sentence: string, values: Values = {}): string {
  const found = messages()[sentence];
  return fill(typeof found === "string" && found ? found : sentence, values);
}

/** The sentence for a number: {n} stands for it. Plural forms follow the order of the catalogue's language. */
export function plural(n: number, one: string, many: string, values: Values = {}): string {
  const forms = messages()[one];
  const all = { n, ...values };
  if (!Array.isArray(forms)) return fill(n === 1 ? one : many, all);
  const language = document.documentElement.lang || "en";
  const rules = new Intl.PluralRules(language);
  const kind = rules.resolvedOptions().pluralCategories.indexOf(rules.select(n));
  const form = (forms as readonly string[])[kind] ?? (forms as readonly string[]).at(-1);
  return fill(form ?? many, all);
}

/** Forgets the catalogue read from the page (tests load several). */
export function forgetWords(): void {
  catalogue = undefined;
}
