// Builds what the desk serves into src/passerelle/desk/static/desk: script,
// style and fonts under names that change with their content, the icons as one
// table of markup, and a manifest that says which name is which.

import { readFile, rm, writeFile } from "node:fs/promises";
import { basename } from "node:path";

import { build } from "esbuild";

import { fonts } from "./fonts.mjs";
import { ICONS } from "./icons.mjs";

const OUT = "src/passerelle/desk/static/desk";

await rm(OUT, { recursive: true, force: true });
const result = await build({
  entryPoints: ["web/js/desk.js", "web/css/desk.css", "web/mark.svg"],
  bundle: true,
  minify: true,
  format: "iife",
  target: ["chrome123", "firefox128", "safari17.5"],
  loader: { ".woff2": "file", ".svg": "copy" },
  entryNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  outdir: OUT,
  metafile: true,
  plugins: [fonts],
  legalComments: "none",
});

const manifest = {};
for (const [path, output] of Object.entries(result.metafile.outputs)) {
  if (output.entryPoint) manifest[basename(output.entryPoint)] = basename(path);
}
await writeFile(`${OUT}/manifest.json`, sorted(manifest));

const icons = {};
for (const name of ICONS) {
  const svg = await readFile(`node_modules/lucide-static/icons/${name}.svg`, "utf8");
  icons[name] = svg.replace(/^[\s\S]*?<svg[^>]*>/, "").replace("</svg>", "").replace(/\s*\n\s*/g, "").trim();
}
await writeFile(`${OUT}/icons.json`, sorted(icons));

function sorted(table) {
  return JSON.stringify(table, Object.keys(table).sort(), 1) + "\n";
}
