// Builds everything the pages load, under fixed names, into the static folder of the application. Each script is a bundle of
// its own, because a shared chunk would carry a name that Django's manifest of hashed files cannot follow.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { icons } from "./icons.mjs";
import { collect } from "./words.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const target = fileURLToPath(new URL("../annotations/static/annotations/", import.meta.url));

/** The script NAME.js, from its entry file. */
async function script(name, entry) {
  await build({
    root: here,
    configFile: false,
    logLevel: "warn",
    build: {
      outDir: target,
      emptyOutDir: false,
      target: "es2022",
      sourcemap: false,
      rollupOptions: { checks: { eval: false } }, // htmx carries one behind a switch that stays off
      lib: { entry, formats: ["iife"], name, fileName: () => `${name}.js` },
    },
  });
}

/** theme.css, and the fonts it names. */
async function theme() {
  await build({
    root: here,
    configFile: false,
    logLevel: "warn",
    base: "./",
    css: {
      preprocessorOptions: {
        scss: { loadPaths: [`${here}node_modules`], quietDeps: true, silenceDeprecations: ["import", "if-function", "global-builtin"] },
      },
    },
    build: {
      outDir: target,
      emptyOutDir: false,
      assetsInlineLimit: 0,
      cssTarget: ["chrome111", "firefox128", "safari16.4"],
      rollupOptions: {
        input: `${here}theme/theme.scss`,
        output: { assetFileNames: (asset) => (asset.names[0]?.endsWith(".woff2") ? "fonts/[name][extname]" : "theme[extname]") },
      },
    },
  });
}

/** icons.svg: one sprite of just the icons in icons.mjs. */
async function sprite() {
  const symbols = await Promise.all(
    icons.map(async (name) => {
      const svg = await readFile(`${here}node_modules/bootstrap-icons/icons/${name}.svg`, "utf8");
      const inside = svg.replace(/^[\s\S]*?<svg[^>]*>/, "").replace(/<\/svg>\s*$/, "").trim().replace(/\n\s*/g, "");
      return `<symbol id="${name}" viewBox="0 0 16 16">${inside}</symbol>`;
    }),
  );
  await writeFile(`${target}icons.svg`, `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("\n")}</svg>\n`);
}

/** words.json: every sentence of the scripts, for those who translate them. */
async function words() {
  await writeFile(`${target}words.json`, `${JSON.stringify(await collect(`${here}src`), null, 1)}\n`);
}

/** mark.svg: the sign of the product in the tab of a browser, an F with the blue pencil's dot. */
async function mark() {
  const paths = '<path fill="#1c1f22" d="M3 2h8.5v2.4H5.9v3h4.8v2.4H5.9V14H3z"/><circle cx="12.6" cy="12.4" r="1.7" fill="#1f4fbf"/>';
  const ground = '<rect width="16" height="16" rx="3" fill="#fff"/>';
  await writeFile(`${target}mark.svg`, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">${ground}${paths}</svg>\n`);
}

await mkdir(target, { recursive: true });
await theme();
await sprite();
await mark();
await words();
await script("pages", `${here}src/pages/main.ts`);
await script("workbench", `${here}src/main.ts`);
