import { expect, test } from "vitest";
import { sampleProgram } from "../testing/sample-program.ts";
import { sheetSvg } from "./sheet-svg.ts";

const svg = sheetSvg(sampleProgram(), "sv");

test("the picture says what it is to those who cannot see it", () => {
  expect(svg).toMatch(/^<svg [^>]*role="img" aria-labelledby="title description" lang="sv"/);
  expect(svg).toContain(
    '<title id="title">Processkarta. Process sample: Prov på &lt;allt&gt; &amp; lite till</title>',
  );
  expect(svg).toContain("med 7 steg. Åäö får plats</desc>");
  expect(svg).toContain("<g><title>5. ");
});

test("every element is closed and nothing of a program's words is taken for one", () => {
  const open: string[] = [];
  for (const [, close, name = "", self] of svg.matchAll(/<(\/?)([a-z]+)[^<>]*?(\/?)>/g)) {
    if (close) expect(open.pop()).toBe(name);
    else if (!self) open.push(name);
  }
  expect(open).toEqual([]);
  expect(svg).not.toContain("<allt>");
  expect(svg.replace(/&(?:amp|lt|gt|quot);/g, "")).not.toContain("&");
});

test("numbers are numbers", () => {
  expect(svg).not.toMatch(/NaN|Infinity|undefined/);
});

test("the same program gives the same picture, another language other words", () => {
  expect(sheetSvg(sampleProgram(), "sv")).toBe(svg);
  const english = sheetSvg(sampleProgram(), "en");
  expect(english).toContain(">At any step<");
  expect(english).toContain(">Customer<");
});
