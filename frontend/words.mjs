// Collects the sentences that t("…") and plural(n, "…", "…") show. They must be written as plain strings, because this reads
// the sources as text.
import { readdir, readFile } from "node:fs/promises";

const text = String.raw`"((?:[^"\\]|\\.)*)"`;
const single = new RegExp(String.raw`\bt\(\s*${text}`, "g");
const counted = new RegExp(String.raw`\bplural\(\s*[^"]*?${text},\s*${text}`, "g");

const plain = (literal) => JSON.parse(`"${literal}"`);

/** `{sentences: ["…"], plurals: [["one form", "other form"]]}`, sorted, without repetitions. */
export async function collect(folder) {
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(".ts") && !name.endsWith(".d.ts"));
  const sources = await Promise.all(names.map((name) => readFile(`${folder}/${name}`, "utf8")));
  const all = sources.join("\n");
  const sentences = new Set([...all.matchAll(single)].map(([, sentence]) => plain(sentence)));
  const plurals = new Map([...all.matchAll(counted)].map(([, one, many]) => [plain(one), [plain(one), plain(many)]]));
  return { sentences: [...sentences].sort(), plurals: [...plurals.values()].sort() };
}
