import fc from "fast-check";
import { expect, test } from "vitest";
import { localTimeOf } from "../../schedule/calendar.ts";
import { instantOf } from "./virtual-time.ts";
import { awakeWithin, SPAN } from "./waking-hours.ts";

const zone = "Europe/Stockholm";
const START = Date.parse("2027-03-20T00:00:00.000Z");

test("people act when they are awake, after what they act on, and no more than a night late", () => {
  fc.assert(
    fc.property(
      fc.nat(30 * 1_440),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      fc.integer({ min: 0, max: 20 }),
      (minute, lot, days) => {
        const from = START + minute * SPAN.minute;
        const at = awakeWithin(from, days * SPAN.day, { lot, zone });
        const time = localTimeOf(instantOf(at), zone);
        expect(time >= "08:00" && time <= "21:00", time).toBe(true);
        expect(at).toBeGreaterThanOrEqual(from);
        expect(at).toBeLessThanOrEqual(from + days * SPAN.day + 15 * 60 * SPAN.minute);
        expect(at % (5 * SPAN.minute)).toBe(0);
      },
    ),
    { seed: 20_261_122, numRuns: 500 },
  );
});
