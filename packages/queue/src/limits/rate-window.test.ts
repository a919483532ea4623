import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { RateWindow } from "./rate-window.ts";
import { standingPace } from "./testing/standing-pace.ts";

/** The moments at which each place was taken, as whoever remembers everything would give them out. */
class NaiveWindow {
  readonly passed: number[] = [];
  readonly #requests: number;
  readonly #length: number;

  constructor(requests: number, length: number) {
    this.#requests = requests;
    this.#length = length;
  }

  /** When so many pass that ask at a moment. */
  take(count: number, now: number): number {
    const last = this.passed.at(-1) ?? Number.NEGATIVE_INFINITY;
    const before = this.passed[this.passed.length + count - 1 - this.#requests];
    const at = Math.max(now, last, before === undefined ? now : before + this.#length);
    this.passed.push(...Array<number>(count).fill(at));
    return at;
  }
}

describe("a rate limit", () => {
  test.each([1, 3, 10])(
    "holds in every window of its length, and is used in full, %i at a time",
    async (together) => {
      const pace = standingPace();
      const rate = new RateWindow({ requests: 10, perSeconds: 2 }, pace);
      const passed: number[] = [];
      while (passed.length < 90) {
        await rate.take(together);
        passed.push(...Array<number>(together).fill(pace.at));
        pace.at += 10;
      }
      for (const from of passed) {
        expect(passed.filter((at) => at >= from && at < from + 2_000).length).toBeLessThanOrEqual(
          10,
        );
      }
      const windows = Math.ceil(90 / (Math.floor(10 / together) * together));
      expect(pace.at).toBeLessThanOrEqual(windows * 2_000);
    },
  );

  test("of one at a time lets one through at a time", async () => {
    const pace = standingPace();
    const rate = new RateWindow({ requests: 1, perSeconds: 5 }, pace);
    for (let n = 0; n < 3; n++) await rate.take(1);
    expect(pace.at).toBe(10_000);
  });

  test("gives the moments that a list of all that ever passed would give", async () => {
    const asks = fc.array(
      fc.record({ pause: fc.nat(3_000), count: fc.integer({ min: 1, max: 7 }) }),
      {
        maxLength: 60,
      },
    );
    const property = fc.asyncProperty(fc.integer({ min: 7, max: 12 }), asks, async (size, all) => {
      const pace = standingPace();
      const rate = new RateWindow({ requests: size, perSeconds: 1 }, pace);
      const naive = new NaiveWindow(size, 1_000);
      for (const { pause, count } of all) {
        pace.at += pause;
        const expected = naive.take(count, pace.at);
        expect(rate.waitFor(count)).toBe(expected - pace.at);
        const free = naive.passed.slice(0, -count).filter((at) => at + 1_000 > pace.at).length;
        expect(rate.free).toBe(size - free);
        await rate.take(count);
        expect(pace.at).toBe(expected);
      }
    });
    await fc.assert(property, { seed: 20_261_122, numRuns: 300 });
  });
});
