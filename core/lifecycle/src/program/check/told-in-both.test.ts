import type { LocalizedText } from "@perennial/contract";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { checkPlanFile } from "../../plan/parse-plan.ts";
import { parseProgram } from "../parse-program.ts";
import { checkParsedProgram } from "./check-program.ts";
import { EXAMPLE_PROGRAM } from "./example-program.ts";

/** A plan with a part of each kind. */
const PLAN = `
attributes: { vip: boolean }
tiers:
  tiers:
    - { id: member, name: { sv: Medlem, en: Member }, from: 0, benefits: [gift] }
    - { id: gold, name: { sv: Guld, en: Gold }, from: 1000 }
  benefits: [{ id: gift, name: { sv: Gåva, en: Gift } }]
points: { perUnit: 1 }
phases: { welcome: { for: P90D, until: { count: purchases, is: at-least, value: 3 } } }
valueClasses: { limits: { share: { gold: 20, silver: 50 } } }
segments: [{ id: vip, name: { sv: VIP, en: VIP }, when: { field: customer.attributes.vip, is: equals, value: true } }]
groups:
  - id: spring
    name: { sv: Vår, en: Spring }
    from: 2027-03-01
    until: 2027-05-31
    when: { field: customer.valueClass, is: one-of, value: [gold] }
matrix: { cells: [{ valueClass: gold, strategy: retain, churnGoal: 3 }] }
flows: { bands: [20, 50, 30], programs: [{ from: active, to: lost, program: renewal }] }
churn: { medium: 0.3, high: 0.6 }
costSignals: { calls: 6 }
holdout: 5
`;

/** A value of a file and how to change it. */
interface Spot {
  readonly holder: Record<string | number, unknown>;
  readonly key: string | number;
}

function spotsOf(value: unknown): readonly Spot[] {
  if (typeof value !== "object" || value === null) return [];
  const holder = value as Record<string | number, unknown>;
  const keys = Array.isArray(value) ? value.map((_, index) => index) : Object.keys(value);
  return keys.flatMap((key) => [{ holder, key }, ...spotsOf(holder[key])]);
}

/** What somebody may do to a file: take a part away, misspell it, or write something else there. */
interface Harm {
  /** Where, from the beginning (0) to the end (1). */
  readonly at: number;
  readonly kind: "remove" | "misspell" | "replace";
  readonly value: unknown;
}

const harm: fc.Arbitrary<Harm> = fc.record({
  at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  kind: fc.constantFrom("remove", "misspell", "replace"),
  value: fc.constantFrom(null, 3, -1, 1e9, "", "x y", "P1X", "2026-13-01", true, [], {}, [1]),
});

function harmed(text: string, { at, kind, value }: Harm): string {
  const file: unknown = parse(text);
  const spots = spotsOf(file);
  const spot = spots[Math.floor(at * spots.length)];
  if (spot === undefined) return text;
  const { holder, key } = spot;
  if (kind === "replace") holder[key] = value;
  else {
    if (kind === "misspell") holder[`${key}x`] = holder[key];
    delete holder[key];
  }
  return stringify(file);
}

/** Words that begin English sentences or stand in them, and are keys of no file. */
const ENGLISH = /\b(?:the|cannot|there|must|expected|invalid|received|should|missing|such)\b/i;

function expectBoth(said: LocalizedText): void {
  expect(said.sv).not.toBe(said.en);
  expect(said.sv.replace(/”[^”]*”/g, "")).not.toMatch(ENGLISH);
}

test("whatever is done to a program, what is wrong is told in both languages", () => {
  fc.assert(
    fc.property(harm, (how) => {
      const parsed = parseProgram({ "program.yaml": harmed(EXAMPLE_PROGRAM, how) });
      for (const found of checkParsedProgram(parsed, { rulePacks: {}, programs: [] })) {
        expectBoth(found.message);
        expectBoth(found.remedy);
      }
    }),
    { seed: 11, numRuns: 150 },
  );
});

test("whatever is done to a plan, what is wrong is told in both languages", () => {
  fc.assert(
    fc.property(harm, (how) => {
      for (const found of checkPlanFile(harmed(PLAN, how), { currency: "SEK", programs: {} })) {
        expectBoth(found.message);
        expectBoth(found.remedy);
      }
    }),
    { seed: 12, numRuns: 400 },
  );
});

test("a file that is no YAML is told to be none in both languages", () => {
  const marks = fc.constantFrom(
    "\t",
    "[",
    "'",
    '"',
    ": x: ",
    "&a *b ",
    "!t ",
    "\n%x\n",
    "}",
    "*a: ",
    "&a &b ",
    "@",
    "\n---\n",
  );
  fc.assert(
    fc.property(fc.nat(PLAN.length), marks, (at, mark) => {
      const text = PLAN.slice(0, at) + mark + PLAN.slice(at);
      for (const found of checkPlanFile(text, { currency: "SEK" })) expectBoth(found.message);
    }),
    { seed: 13, numRuns: 600 },
  );
});
