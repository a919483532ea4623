import { describe, expect, test } from "vitest";
import { FaultSwitch, type Mishap, mishapOf, NO_FAULTS } from "./faults.ts";

const SOME = { tooMany: 0.1, serverError: 0.1, dropAfterAccept: 0.1, acceptLate: 0.1 };

function mishaps(faults: FaultSwitch, count: number): Mishap[] {
  return Array.from({ length: count }, () => faults.nextMishap());
}

describe("faults", () => {
  test("hit nothing unless switched on", () => {
    expect(new Set(mishaps(new FaultSwitch(), 1000))).toEqual(new Set(["none"]));
  });

  test("repeat with the same seed and differ with another", () => {
    const one = mishaps(new FaultSwitch({ ...SOME, seed: 3 }), 200);
    expect(mishaps(new FaultSwitch({ ...SOME, seed: 3 }), 200)).toEqual(one);
    expect(mishaps(new FaultSwitch({ ...SOME, seed: 4 }), 200)).not.toEqual(one);
  });

  test("come at their rates", () => {
    const all = mishaps(new FaultSwitch({ ...SOME, seed: 5 }), 10_000);
    for (const kind of ["too-many", "server-error", "drop-after-accept", "accept-late"]) {
      const count = all.filter((mishap) => mishap === kind).length;
      expect(Math.abs(count - 1000)).toBeLessThan(120);
    }
  });

  test("depend on the number of the request alone", () => {
    const faults = { ...NO_FAULTS, ...SOME };
    const forwards = [1, 2, 3, 4, 5].map((number) => mishapOf(faults, number));
    const backwards = [5, 4, 3, 2, 1].map((number) => mishapOf(faults, number)).reverse();
    expect(backwards).toEqual(forwards);
  });

  test("a new seed starts the count anew", async () => {
    const faults = new FaultSwitch({ ...SOME, seed: 8 });
    const first = mishaps(faults, 50);
    await faults.set({ seed: 8 });
    expect(mishaps(faults, 50)).toEqual(first);
  });

  test.each([
    [{ tooMany: 1.5 }, /"tooMany" must be from 0 to 1/],
    [{ serverError: Number.NaN }, /"serverError" must be from 0 to 1/],
    [{ delayMs: -1 }, /"delayMs" must be 0 or more/],
    [{ retryAfterSeconds: 1.5 }, /whole seconds or null/],
    [{ tooMany: 0.6, serverError: 0.6 }, /must not exceed 1 together/],
  ])("%j is refused", async (changes, message) => {
    await expect(new FaultSwitch().set(changes)).rejects.toThrow(message);
  });

  test("a name that does not exist is refused with those that do", async () => {
    const misspelt: object = { serverErrors: 0.1 };
    await expect(new FaultSwitch().set(misspelt)).rejects.toThrow(
      /"serverErrors" is unknown; seed/,
    );
  });
});
