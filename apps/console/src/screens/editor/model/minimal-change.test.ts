import fc from "fast-check";
import { expect, test } from "vitest";
import { minimalChange } from "./minimal-change.ts";

test("the change made to the one text gives the other, whatever they are", () => {
  const letters = fc.string({ unit: fc.constantFrom("a", "b", "\n"), maxLength: 12 });
  fc.assert(
    fc.property(letters, letters, (before, after) => {
      const { from, to, insert } = minimalChange(before, after);
      expect(before.slice(0, from) + insert + before.slice(to)).toBe(after);
    }),
    { seed: 11, numRuns: 300 },
  );
});

test("only what differs is replaced", () => {
  expect(minimalChange("a: 1\nb: 2", "a: 9\nb: 2")).toEqual({ from: 3, to: 4, insert: "9" });
});
