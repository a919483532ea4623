import fc from "fast-check";
import { expect, test } from "vitest";
import { printOf } from "./print-of.ts";
import { SeenRecords } from "./seen-records.ts";

test("it remembers what a map would, however many come", () => {
  const entry = fc.record({ id: fc.string({ maxLength: 3 }), content: fc.constantFrom("a", "b") });
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 5_000, size: "max" }), (entries) => {
      const seen = new SeenRecords();
      const known = new Map<string, { content: string; line: number }>();
      for (const [index, { id, content }] of entries.entries()) {
        const line = index + 2;
        const before = known.get(id);
        const earlier = before && {
          file: 3,
          line: before.line,
          isSame: before.content === content,
        };
        expect(seen.note(id, printOf(content), { file: 3, line })).toEqual(earlier);
        if (!before) known.set(id, { content, line });
      }
    }),
    { seed: 9, numRuns: 10 },
  );
});

test("it still knows the first of a hundred thousand", () => {
  const seen = new SeenRecords();
  for (let line = 1; line <= 100_000; line++)
    seen.note(`id-${line}`, printOf("x"), { file: 0, line });
  expect(seen.note("id-1", printOf("x"), { file: 0, line: 9 })).toEqual({
    file: 0,
    line: 1,
    isSame: true,
  });
  expect(seen.note("id-77777", printOf("y"), { file: 0, line: 9 })).toMatchObject({
    line: 77_777,
    isSame: false,
  });
});
