// The fonts of the desk, cut to what it needs: weights 400 to 700, and of the
// extended Latin range the letters of living orthographies and transliterations.

import { readFile } from "node:fs/promises";

import subsetFont from "subset-font";

const between = (first, last) =>
  Array.from({ length: last - first + 1 }, (_, place) => String.fromCodePoint(first + place)).join("");

const EXTENDED =
  between(0x100, 0x17f) + between(0x1c4, 0x1ff) + between(0x218, 0x21b) + between(0x1e00, 0x1eff) + "\u20ba";

const RANGES = {
  "inter-latin-wght-normal": between(0x20, 0x7e) + between(0xa0, 0xff) + between(0x2000, 0x206f) +
    "\u0131\u0152\u0153\u02bb\u02bc\u02c6\u02da\u02dc\u0304\u0308\u0329\u20ac\u2122\u2191\u2193\u2212\u2215\ufffd",
  "inter-latin-ext-wght-normal": EXTENDED,
  "noto-sans-arabic-arabic-400-normal": between(0x600, 0x6ff) + "\u200c\u200d\u200e\u200f\u202f\u2010\u2011",
};

export const fonts = {
  name: "fonts",
  setup(build) {
    build.onLoad({ filter: /\.woff2$/ }, async ({ path }) => {
      const font = await readFile(path);
      const name = Object.keys(RANGES).find((one) => path.includes(`/${one}.`));
      if (!name) return { contents: font, loader: "file" };
      const weights = name.startsWith("inter") ? { variationAxes: { wght: { min: 400, max: 700 } } } : {};
      const options = { targetFormat: "woff2", ...weights };
      return { contents: await subsetFont(font, RANGES[name], options), loader: "file" };
    });
  },
};
