import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import PDFDocument from "pdfkit";
import { expect, test } from "vitest";
import { unpackWoff } from "./unpack-woff.ts";

const { resolve } = createRequire(import.meta.url);
const PACKED = readFileSync(resolve("@fontsource/arimo/files/arimo-latin-400-normal.woff"));

/** How wide a text is in a font, in points at a size of 100. */
function widthIn(font: Buffer, text: string): number {
  const document = new PDFDocument({ autoFirstPage: false });
  document.registerFont("own", font);
  return document.font("own").fontSize(100).widthOfString(text);
}

test("the plain font sets text as the packed one does, kerning included", () => {
  const plain = unpackWoff(PACKED);
  expect(plain.length).toBeGreaterThan(PACKED.length);
  for (const text of ["Förlängning av elavtal", "AVATAR To. Ta. 1 290 kr", "fi fl ffi"]) {
    expect(widthIn(plain, text)).toBe(widthIn(PACKED, text));
  }
});

test("what is no WOFF font is refused", () => {
  expect(() => unpackWoff(unpackWoff(PACKED))).toThrow("this is no WOFF 1.0 font");
});
