import { diagramGraph } from "@perennial/lifecycle";
import fc from "fast-check";
import { expect, test } from "vitest";
import { largeProgram, sampleProgram } from "../testing/sample-program.ts";
import { splitParts } from "./split-parts.ts";

test("every step is in one part, the parts are in order, and each fits", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 12 }), (steps, most) => {
      const fits = ({ first, last }: { first: number; last: number }) => last - first < most;
      const parts = splitParts(diagramGraph(largeProgram(steps), "sv"), fits);
      const numbers = parts.flatMap(({ first, last }) =>
        Array.from({ length: last - first + 1 }, (_, index) => first + index),
      );
      expect(numbers).toEqual(Array.from({ length: steps }, (_, index) => index + 1));
      expect(parts.every(fits)).toBe(true);
    }),
    { seed: 6, numRuns: 60 },
  );
});

test("a map that is too large is cut where the stage changes", () => {
  const graph = diagramGraph(sampleProgram(), "sv");
  expect(splitParts(graph, ({ first, last }) => last - first < 5)).toEqual([
    { first: 1, last: 4 },
    { first: 5, last: 7 },
  ]);
});

test("a map that fits is not cut", () => {
  expect(splitParts(diagramGraph(sampleProgram(), "sv"), () => true)).toEqual([
    { first: 1, last: 7 },
  ]);
});
