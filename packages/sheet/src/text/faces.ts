import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { unpackWoff } from "./unpack-woff.ts";

export type Weight = "regular" | "bold";

/** A piece of text and the face that has its characters, as the document knows it. */
export interface FaceRun {
  readonly text: string;
  readonly face: string;
}

/** What a document is set in: Arimo, as wide as Arial and Helvetica, so that one measure holds for all three. */
export const FONT_FAMILY = "Arimo, 'Liberation Sans', Arial, Helvetica, sans-serif";

const WEIGHTS: Readonly<Record<Weight, number>> = { regular: 400, bold: 700 };

/** The files of the font and the characters that each has. The first is used where several have one. */
const FACES: readonly (readonly [script: string, characters: RegExp])[] = [
  [
    "latin",
    /[\u0020-\u007e\u00a1-\u00ac\u00ae-\u00ff\u0131\u0152\u0153\u02bb\u02bc\u02c6\u02da\u02dc\u2013\u2014\u2018-\u201a\u201c-\u201e\u2022\u2026\u2032\u2033\u2039\u203a\u2044\u20ac\u2122\u2191\u2193\u2212\u2215\ufffd]/,
  ],
  [
    "latin-ext",
    /[\u0100-\u0130\u0132-\u0151\u0154-\u02ba\u1d00-\u1dbf\u1e00-\u1e9f\u1ef2-\u1eff\u2020\u20a0-\u20ab\u20ad-\u20be]/,
  ],
  ["greek", /[\u0370-\u0377\u037a-\u037f\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u03ff]/],
  ["cyrillic", /[\u0400-\u045f\u0490\u0491\u04b0\u04b1\u2116]/],
];

/** What stands for signs that the font lacks and that others say as well. */
const STAND_INS: Readonly<Record<string, string>> = {
  ...{ "→": "›", "←": "‹", "≥": ">=", "≤": "<=", "≠": "<>", "‑": "-", "‐": "-", "―": "—" },
  ...{ "✓": "v", "\t": " ", "\u00a0": " ", "\u2009": " ", "\u202f": " " },
  ...{ "\u00ad": "", "\u200b": "", "\ufeff": "" },
};
const UNKNOWN = "\ufffd";

const { resolve } = createRequire(import.meta.url);

/** Makes the font known to a document. */
export function registerFaces(document: PDFKit.PDFDocument): void {
  for (const [script] of FACES) {
    for (const weight of Object.keys(WEIGHTS).filter(isWeight)) {
      document.registerFont(faceName(script, weight), fileOf(script, weight));
    }
  }
}

function isWeight(name: string): name is Weight {
  return Object.hasOwn(WEIGHTS, name);
}

const files = new Map<string, Buffer>();

function fileOf(script: string, weight: Weight): Buffer {
  const path = resolve(`@fontsource/arimo/files/arimo-${script}-${WEIGHTS[weight]}-normal.woff`);
  const file = files.get(path) ?? unpackWoff(readFileSync(path));
  files.set(path, file);
  return file;
}

function faceName(script: string, weight: Weight): string {
  return `${script} ${weight}`;
}

/** Parts a text by the faces that have its characters; what none has is shown as the sign for that. */
export function faceRuns(text: string, weight: Weight): readonly FaceRun[] {
  const runs: FaceRun[] = [];
  for (const character of text.normalize("NFC")) {
    for (const shown of STAND_INS[character] ?? character) {
      const script = scriptOf(shown);
      const face = faceName(script ?? "latin", weight);
      const known = script === undefined ? UNKNOWN : shown;
      const last = runs.at(-1);
      if (last?.face === face) runs[runs.length - 1] = { face, text: last.text + known };
      else runs.push({ face, text: known });
    }
  }
  return runs;
}

function scriptOf(character: string): string | undefined {
  return FACES.find(([, characters]) => characters.test(character))?.[0];
}
