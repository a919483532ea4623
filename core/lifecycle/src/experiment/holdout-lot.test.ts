import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isHeldOut } from "../enrolment/entry.ts";
import { share } from "../enrolment/share.ts";
import { ExampleCase, exampleProgram, REST } from "../enrolment/testing/example-case.ts";
import { isGloballyHeldOut, partVariable } from "./holdout-lot.ts";

const COUNT = 20_000;
/** Ids as CRMs give them: numbers in a row, and texts. */
const BASES = [
  Array.from({ length: COUNT }, (_, i) => `K${100_000 + i}`),
  Array.from({ length: COUNT }, (_, i) => String(i)),
  Array.from(
    { length: COUNT },
    (_, i) => `0031N0000${(i * 7_919).toString(36).padStart(6, "0")}AAA`,
  ),
];
const program = (id: string, holdout: number) => exampleProgram({ id, holdout, steps: [REST] });

/** How far the number of customers that two lots both fall on is from independence, in standard deviations. */
function dependence(
  ids: readonly string[],
  one: (id: string) => boolean,
  two: (id: string) => boolean,
): number {
  const [a, b] = [ids.filter(one).length / ids.length, ids.filter(two).length / ids.length];
  const both = ids.filter((id) => one(id) && two(id)).length;
  return (both - ids.length * a * b) / Math.sqrt(ids.length * a * b * (1 - a) * (1 - b));
}

describe("the lot of all programs", () => {
  it("holds out as many as the plan says", () => {
    for (const ids of BASES) {
      const held = ids.filter((id) => isGloballyHeldOut(10, id)).length;
      expect(Math.abs(held - COUNT / 10)).toBeLessThan(5 * Math.sqrt(COUNT * 0.09));
      expect(ids.some((id) => isGloballyHeldOut(0, id))).toBe(false);
    }
  });

  it("has nothing to do with those of programs and of splits", () => {
    const global = (id: string) => isGloballyHeldOut(10, id);
    const programs = ["renewal", "club-monthly", "win-back"].map((id) => program(id, 10));
    for (const ids of BASES) {
      for (const each of programs) {
        const own = (id: string) => isHeldOut(each, id);
        const part = (id: string) => share(`split:${each.program.id}:texts:${id}`) < 0.5;
        expect(Math.abs(dependence(ids, global, own))).toBeLessThan(4.5);
        expect(Math.abs(dependence(ids, global, part))).toBeLessThan(4.5);
        expect(Math.abs(dependence(ids, own, part))).toBeLessThan(4.5);
      }
      const [one, two] = programs;
      if (!one || !two) continue;
      const both = dependence(
        ids,
        (id) => isHeldOut(one, id),
        (id) => isHeldOut(two, id),
      );
      expect(Math.abs(both)).toBeLessThan(4.5);
    }
  });
});

describe("whoever is held out", () => {
  it("is so by every larger share, in every version, and in every round", () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1 }),
        fc.double({ min: 0, max: 50, noNaN: true }),
        fc.double({ min: 0, max: 50, noNaN: true }),
        (id, a, b) => {
          const [small, large] = a < b ? [a, b] : [b, a];
          if (isGloballyHeldOut(small, id)) expect(isGloballyHeldOut(large, id)).toBe(true);
          const [one, other] = [program("renewal", small), program("renewal", large)];
          if (isHeldOut(one, id)) expect(isHeldOut(other, id)).toBe(true);
          const later = { ...one, version: 7, settings: { lead: "P10D" } };
          expect(isHeldOut(later, id)).toBe(isHeldOut(one, id));
        },
      ),
      { seed: 6, numRuns: 300 },
    );
  });
});

describe("the part of a split", () => {
  const steps = (next: string) => [
    {
      ...{ id: "texts", do: "split" },
      parts: [
        { name: "long", share: 50, goTo: next },
        { name: "short", share: 50, goTo: next },
      ],
    },
    { ...REST, id: next },
  ];

  it("is the same in another version of the program, and is noted", () => {
    const variable = partVariable("texts");
    const seen = new Set<unknown>();
    for (const customerId of ["K-1", "K-2", "K-3", "K-4", "K-5", "K-6"]) {
      const entered = (next: string) =>
        ExampleCase.entered(exampleProgram({ steps: steps(next) }), { customerId }).enrolment
          .variables[variable];
      expect(entered("rest")).toBe(entered("another"));
      seen.add(entered("rest"));
    }
    expect([...seen].sort()).toEqual(["long", "short"]);
  });
});
