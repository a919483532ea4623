import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { seededRandom } from "../value/testing/seeded-random.ts";
import { ERROR_RATE, twinProfile, type ValueCount } from "./twin-profile.ts";

const VALUES = ["a", "b", "c", "d"] as const;

/** People of whom each has one of four values of each of ten attributes, drawn; of the best more have "a" of the first. */
function drawn(seed: number, { best, others, more }: Record<"best" | "others" | "more", number>) {
  const random = seededRandom(seed);
  const counts = new Map<string, ValueCount>();
  const add = (name: string, isBest: boolean, extra: number) => {
    const value = random() < extra ? "a" : (VALUES[Math.floor(random() * 4)] ?? "d");
    const key = `${name}:${value}`;
    const known = counts.get(key) ?? { name, value, best: 0, others: 0 };
    const side = isBest ? { best: known.best + 1 } : { others: known.others + 1 };
    counts.set(key, { ...known, ...side });
  };
  for (let person = 0; person < best + others; person++) {
    const isBest = person < best;
    for (let attribute = 0; attribute < 10; attribute++) {
      add(`attributes.x${attribute}`, isBest, isBest && attribute === 0 ? more : 0);
    }
  }
  return twinProfile({ best, others }, [...counts.values()]);
}

function traitsOf(profile: ReturnType<typeof twinProfile>) {
  if (!("traits" in profile)) throw new Error(`refused: ${profile.refused}`);
  return profile.traits;
}

describe("where there is no difference", () => {
  test("hardly one profile in twenty finds anything at all", () => {
    const runs = 400;
    let found = 0;
    for (let seed = 1; seed <= runs; seed++) {
      if (traitsOf(drawn(seed, { best: 200, others: 800, more: 0 })).length > 0) found += 1;
    }
    // Of 400 at a rate of 5 % there are more than 33 in one of a hundred tries; the seeds are always the same.
    expect(found).toBeLessThanOrEqual(33);
    expect(ERROR_RATE).toBe(0.05);
  });
});

test("a planted attribute is found, with the lift that was planted within its bounds", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000 }), (seed) => {
      const [first] = traitsOf(drawn(seed, { best: 300, others: 1200, more: 0.5 }));
      expect(first).toMatchObject({ name: "attributes.x0", value: "a" });
      expect(first?.low).toBeGreaterThan(1);
      expect(first?.points).toBeGreaterThan(0);
      expect(first?.low).toBeLessThan(first?.lift ?? 0);
      expect(first?.high).toBeGreaterThan(first?.lift ?? 0);
    }),
    { numRuns: 60 },
  );
});

test("the order of the counts makes no difference", () => {
  const count = (value: string, best: number, others: number) => ({
    ...{ name: "region", value, best, others },
  });
  const counts = [count("11", 80, 100), count("22", 10, 200), count("41", 10, 300)];
  const groups = { best: 100, others: 600 };
  expect(twinProfile(groups, counts.toReversed())).toEqual(twinProfile(groups, counts));
});

test("points are shrunken towards none: less than the logarithm of the lift, and of its sign", () => {
  const share = fc.record({
    best: fc.integer({ min: 0, max: 200 }),
    others: fc.integer({ min: 0, max: 800 }),
  });
  fc.assert(
    fc.property(share, ({ best, others }) => {
      const counts = [
        { name: "country", value: "SE", best, others },
        { name: "country", value: "NO", best: 200 - best, others: 800 - others },
      ];
      for (const trait of traitsOf(twinProfile({ best: 200, others: 800 }, counts))) {
        const log = 1000 * Math.log(trait.lift);
        expect(Math.abs(trait.points)).toBeLessThanOrEqual(Math.abs(log) + 1);
        expect(trait.points * log).toBeGreaterThanOrEqual(0);
      }
    }),
    // Nobody of the best has it, and few of the others.
    { examples: [[{ best: 0, others: 25 }], [{ best: 0, others: 40 }], [{ best: 20, others: 0 }]] },
  );
});

describe("leaves out", () => {
  const groups = { best: 100, others: 400 };
  test.each([
    ["text", "19850101-1234"],
    ["text", "anna@example.se"],
    ["text", "A customer since long ago, who likes to talk of it."],
  ] as const)("an attribute that is %s: %s", (because, odd) => {
    const counts = [
      { name: "attributes.x", value: "a", best: 90, others: 40 },
      { name: "attributes.x", value: odd, best: 1, others: 0 },
    ];
    const profile = twinProfile(groups, counts);
    expect(profile).toMatchObject({ traits: [], leftOut: [{ name: "attributes.x", because }] });
  });

  test("attributes with very many values, and those known of few", () => {
    const many = Array.from({ length: 61 }, (_, index) => ({
      ...{ name: "attributes.city", value: `c${index}`, best: 1, others: 6 },
    }));
    const few = [{ name: "attributes.car", value: "yes", best: 40, others: 390 }];
    expect(twinProfile(groups, [...many, ...few])).toMatchObject({
      traits: [],
      leftOut: [
        { name: "attributes.car", because: "few-known" },
        { name: "attributes.city", because: "many-values" },
      ],
    });
  });
});

test("too few of the best, or of the others, say nothing", () => {
  expect(twinProfile({ best: 49, others: 400 }, [])).toEqual({
    refused: "too-few-best",
    needed: 50,
  });
  expect(twinProfile({ best: 50, others: 49 }, [])).toEqual({
    ...{ refused: "too-few-others", needed: 50 },
  });
});
