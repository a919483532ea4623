import fc from "fast-check";
import { expect, test } from "vitest";
import { smsSegments } from "./sms-segments.ts";

const CASES: readonly (readonly [string, string, number, number])[] = [
  ["", "gsm-7", 0, 0],
  ["Hej", "gsm-7", 3, 1],
  ["åäöÅÄÖéüÉ".repeat(17), "gsm-7", 153, 1],
  ["a".repeat(160), "gsm-7", 160, 1],
  ["a".repeat(161), "gsm-7", 161, 2],
  ["a".repeat(306), "gsm-7", 306, 2],
  ["a".repeat(307), "gsm-7", 307, 3],
  ["€".repeat(80), "gsm-7", 160, 1],
  ["€".repeat(81), "gsm-7", 162, 2],
  // 153 is odd: the 77th would be parted and goes into the next segment.
  ["€".repeat(152), "gsm-7", 304, 2],
  ["€".repeat(153), "gsm-7", 306, 3],
  ["á", "ucs-2", 1, 1],
  ["–".repeat(70), "ucs-2", 70, 1],
  ["–".repeat(71), "ucs-2", 71, 2],
  ["–".repeat(134), "ucs-2", 134, 2],
  ["–".repeat(135), "ucs-2", 135, 3],
  ["😀".repeat(35), "ucs-2", 70, 1],
  // 67 is odd: a pair is never parted, so 33 fit in a segment.
  ["😀".repeat(66), "ucs-2", 132, 2],
  ["😀".repeat(67), "ucs-2", 134, 3],
];

test.each(CASES)("%j is %s of %i units in %i segments", (text, encoding, units, segments) => {
  expect(smsSegments(text)).toMatchObject({ encoding, units, segments });
});

test("the characters that make a message dear are named, each once", () => {
  expect(smsSegments("”Hej” – du").foreign).toEqual(["”", "–"]);
});

test("a longer text never has fewer segments", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "grapheme", maxLength: 400 }),
      fc.string({ maxLength: 5 }),
      (text, more) => {
        const before = smsSegments(text);
        const after = smsSegments(text + more);
        expect(after.segments).toBeGreaterThanOrEqual(before.segments);
      },
    ),
    { seed: 20261122, numRuns: 200 },
  );
});
