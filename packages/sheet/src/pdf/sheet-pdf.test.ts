import { inflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { largeProgram, sampleProgram } from "../testing/sample-program.ts";
import { sheetPdf } from "./sheet-pdf.ts";

/** What is drawn on the pages of a PDF, as its operators. */
function operators(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString("latin1");
  return [...text.matchAll(/\/Filter \/FlateDecode\n>>\nstream\n([\s\S]*?)\nendstream/g)]
    .map(([, stream = ""]) => inflateSync(Buffer.from(stream, "latin1")).toString("latin1"))
    .filter((content) => content.includes(" Tf"))
    .join("\n");
}

const pagesOf = (bytes: Uint8Array) =>
  Number(/\/Count (\d+)/.exec(Buffer.from(bytes).toString("latin1"))?.[1]);

test("the same program gives the same bytes", async () => {
  const [first, second] = [
    await sheetPdf(sampleProgram(), "sv"),
    await sheetPdf(sampleProgram(), "sv"),
  ];
  expect(Buffer.from(first).equals(Buffer.from(second))).toBe(true);
  expect(Buffer.from(first).toString("latin1")).toContain("(D:20261122000000Z)");
});

test("a sheet says its language, has a table of contents, and its text is text in fonts of its own", async () => {
  const pdf = Buffer.from(await sheetPdf(sampleProgram(), "sv")).toString("latin1");
  expect(pdf).toMatch(/^%PDF-1\.\d/);
  expect(pdf).toMatch(/\/Lang \(sv\)/);
  expect(pdf).toContain("/Outlines");
  expect(pdf).toMatch(/\/BaseFont \/[A-Z]{6}\+Arimo/);
  expect(pdf).not.toContain("/Helvetica");
});

test("a small sheet is a few pages; nothing on a large one is set below six points", async () => {
  expect(pagesOf(await sheetPdf(sampleProgram(), "en"))).toBeLessThanOrEqual(5);
  const large = await sheetPdf(largeProgram(24), "en");
  expect(pagesOf(large)).toBeGreaterThan(3);
  const sizes = [...operators(large).matchAll(/\/F\d+ ([\d.]+) Tf/g)].map(([, size]) =>
    Number(size),
  );
  expect(sizes.length).toBeGreaterThan(100);
  expect(Math.min(...sizes)).toBeGreaterThanOrEqual(7.6);
});
