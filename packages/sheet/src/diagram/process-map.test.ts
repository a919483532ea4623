import { describe, expect, test } from "vitest";
import type { Drawing, Line, Shape } from "../drawing.ts";
import { LEAST_SCALE, sheetsOf } from "../pdf/print-map.ts";
import { largeProgram, sampleProgram } from "../testing/sample-program.ts";
import { SIZES } from "./box-text.ts";
import { processMap } from "./process-map.ts";

function linesOf({ marks }: Drawing): readonly Line[] {
  const flat: readonly (Line | Shape)[] = marks.flatMap((mark) =>
    mark.kind === "group" ? mark.marks : [mark],
  );
  return flat.filter((mark) => mark.kind === "line");
}

/** The rectangles of a picture's boxes, from their outlines. */
function framesOf({ marks }: Drawing) {
  return marks.flatMap((mark) => {
    const shape =
      mark.kind === "group" ? mark.marks.find(({ kind }) => kind === "shape") : undefined;
    if (shape?.kind !== "shape") return [];
    const pairs = [...shape.path.matchAll(/(-?[\d.]+) (-?[\d.]+)/g)];
    const [xs, ys] = [1, 2].map((group) => pairs.map((pair) => Number(pair[group])));
    const [x, y] = [xs ?? [], ys ?? []];
    return [
      { left: Math.min(...x), right: Math.max(...x), top: Math.min(...y), bottom: Math.max(...y) },
    ];
  });
}

test("a small program is one picture with every step on it", () => {
  const [part, ...more] = processMap(sampleProgram(), "sv");
  expect(more).toEqual([]);
  expect(part?.title).toBe("Tillfrågad, Klar (steg 1–7)");
  const texts = part ? linesOf(part.drawing).map(({ text }) => text) : [];
  for (const id of ["ask", "listen", "choose", "phone", "thank", "note", "end"]) {
    expect(texts).toContain(id);
  }
});

describe("a program of 50 steps, one of them with 24 ways", () => {
  const parts = processMap(largeProgram(50), "en");

  test("has several pictures that name each other", () => {
    expect(parts.length).toBeGreaterThan(3);
    expect(parts[0]?.title).toMatch(/^Part 1 of \d+: Steps 1–\d+$/);
    expect(
      parts
        .flatMap(({ drawing }) => linesOf(drawing))
        .some(({ text }) => /part\u00a0\d/.test(text)),
    ).toBe(true);
  });

  test("is never printed with text below six points", () => {
    const sheets = sheetsOf(parts);
    expect(sheets.flatMap((sheet) => sheet.parts)).toEqual(parts);
    for (const { scale } of sheets) {
      expect(scale).toBeGreaterThanOrEqual(LEAST_SCALE);
      expect(scale * SIZES.small).toBeGreaterThanOrEqual(5.999);
    }
  });

  test("has no box over another and none beyond the picture", () => {
    for (const { drawing } of parts) {
      const frames = framesOf(drawing);
      frames.forEach((frame, index) => {
        expect(frame.left).toBeGreaterThanOrEqual(0);
        expect(frame.right).toBeLessThanOrEqual(drawing.width);
        expect(frame.bottom).toBeLessThanOrEqual(drawing.height);
        for (const other of frames.slice(index + 1)) {
          const apart =
            frame.right <= other.left ||
            other.right <= frame.left ||
            frame.bottom <= other.top ||
            other.bottom <= frame.top;
          expect(apart).toBe(true);
        }
      });
    }
  });
});
