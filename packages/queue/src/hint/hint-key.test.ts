import fc from "fast-check";
import { expect, test } from "vitest";
import { MOST_HANDS, WORK_KINDS } from "../queue.ts";
import { hintKey, hintOfKey } from "./hint-key.ts";

test("a hint is found again in its name", () => {
  const hints = fc.record({
    tenant: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
    kind: fc.constantFrom(...WORK_KINDS),
    hand: fc.integer({ min: 0, max: MOST_HANDS - 1 }),
  });
  fc.assert(
    fc.property(hints, (hint) => {
      expect(hintOfKey(hintKey(hint))).toEqual(hint);
    }),
    { seed: 41 },
  );
});

test.each(["", "1", "1/due", "1/due/4", "1/due/-1", "x/due/0", "1/ingest/0", "1/due/0/0"])(
  "%j names no hint",
  (key) => {
    expect(hintOfKey(key)).toBeUndefined();
  },
);
