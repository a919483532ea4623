import fc from "fast-check";
import { expect, test } from "vitest";
import { Ruler } from "./ruler.ts";
import { wrapText } from "./wrap-text.ts";

const ruler = new Ruler();
const style = { size: 9 };

test("no line is wider than the width, and no letter is lost", () => {
  fc.assert(
    fc.property(
      fc.array(fc.stringMatching(/^[a-zåäöA-ZÅÄÖ0-9(),.-]{1,30}$/), { maxLength: 25 }),
      fc.integer({ min: 40, max: 200 }),
      (words, width) => {
        const lines = wrapText(words.join(" "), ruler, { width, style });
        for (const line of lines) expect(ruler.width(line, style)).toBeLessThanOrEqual(width);
        expect(lines.join("").replaceAll(" ", "")).toBe(words.join(""));
      },
    ),
    { seed: 6, numRuns: 200 },
  );
});

test("what has more lines than there is room for ends in an ellipsis", () => {
  const lines = wrapText("ett två tre fyra fem sex sju", ruler, { width: 40, style, mostLines: 2 });
  expect(lines).toHaveLength(2);
  expect(lines[1]).toMatch(/…$/);
});

test("a blank that may not be broken at holds its words together", () => {
  expect(wrapText("till steg\u00a021", ruler, { width: 40, style })).toEqual([
    "till",
    "steg\u00a021",
  ]);
});
