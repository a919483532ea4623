import {
  type Condition,
  createCatalogue,
  explain,
  requiredFacts,
  sentence,
  startOfDay,
} from "@perennial/lifecycle";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { arbitraryCondition } from "./testing/arbitrary-condition.ts";
import { arbitraryBase, type Base } from "./testing/arbitrary-records.ts";
import {
  type Asking,
  answerInJavaScript,
  answerInSql,
  askedAt,
  type ConditionDatabase,
  factsOfBase,
  replaceBase,
  standingsOf,
  startConditionDatabase,
} from "./testing/condition-database.ts";
import { INSTANTS, ZONES } from "./testing/odd-values.ts";

const catalogue = createCatalogue({
  declared: {
    "customer.attributes.area": "text",
    "customer.attributes.score": "number",
    "customer.attributes.club": "boolean",
    "customer.attributes.birthday": "date",
    "customer.attributes.constructor": "text",
    "agreement.attributes.area": "text",
    "agreement.attributes.score": "number",
    "agreement.attributes.club": "boolean",
    "agreement.attributes.birthday": "date",
  },
});

const asking: fc.Arbitrary<Asking> = fc.record({
  conditions: fc.array(arbitraryCondition(catalogue), {
    minLength: 1,
    maxLength: 250,
    size: "max",
  }),
  catalogue: fc.constant(catalogue),
  at: fc
    .tuple(fc.constantFrom(...INSTANTS.slice(6)), fc.constantFrom(...ZONES))
    .map(([now, zone]) => askedAt(now, zone)),
});

let database: ConditionDatabase;
beforeAll(async () => {
  database = await startConditionDatabase();
}, 60_000);
afterAll(() => database.close());

test("SQL and JavaScript give the same answers for generated conditions and records", async () => {
  const asked = new Set<string>();
  let pairs = 0;
  let held = 0;
  await fc.assert(
    fc.asyncProperty(fc.noBias(arbitraryBase(60)), fc.noBias(asking), async (base, what) => {
      const inSql = await database.asTenant(async (tx) => {
        await replaceBase(tx, base);
        return answerInSql(tx, what);
      });
      const inJavaScript = answerInJavaScript(base, what);
      expect(new Set(inSql.keys())).toEqual(new Set(inJavaScript.keys()));
      for (const [id, answers] of inJavaScript) {
        answers.forEach((answer, index) => {
          if (inSql.get(id)?.[index] !== answer) throw disagreement(id, what.conditions[index]);
          pairs += 1;
          if (answer) held += 1;
        });
      }
      for (const condition of what.conditions) asked.add(JSON.stringify(condition));
    }),
    { seed: 20261122, numRuns: 100, interruptAfterTimeLimit: 150_000 },
  );
  // A generator that asks too little, or only what never holds, would prove nothing.
  expect(asked.size).toBeGreaterThan(10_000);
  expect(pairs).toBeGreaterThan(10_000);
  expect(held / pairs).toBeGreaterThan(0.2);
  expect(held / pairs).toBeLessThan(0.8);
}, 180_000);

test("what is computed of customers is read back as it was kept, with their groups", async () => {
  await fc.assert(
    fc.asyncProperty(fc.noBias(arbitraryBase(20)), async (base) => {
      const read = await database.asTenant(async (tx) => {
        await replaceBase(tx, base);
        return standingsOf(tx, base);
      });
      expect(new Set(read.keys())).toEqual(new Set(base.standings.keys()));
      for (const [id, { groups, ...standing }] of base.standings) {
        const { groups: held, ...rest } = read.get(id) ?? {};
        expect(rest).toEqual(JSON.parse(JSON.stringify(standing)));
        expect(new Set(held)).toEqual(new Set(groups));
      }
    }),
    { seed: 20261122, numRuns: 10 },
  );
}, 60_000);

function disagreement(id: string, condition: Condition | undefined): Error {
  return new Error(`they differ on ${id} for ${JSON.stringify(condition)}`);
}

test("explanations and partial facts give the answers of the predicate, and every condition can be said", () => {
  fc.assert(
    fc.property(arbitraryBase(2), asking, (base, { conditions, at }) => {
      const [condition] = conditions;
      if (condition === undefined) return;
      for (const locale of ["sv", "en"] as const) {
        expect(sentence(condition, locale, catalogue)).not.toMatch(/undefined|NaN/);
      }
      const needed = requiredFacts([condition], catalogue, at.today);
      const whole = factsOfBase(base, at);
      const part = factsOfBase(trimmed(base, needed, at.zone), at);
      for (const [id, facts] of whole) {
        const found = explain(condition, facts, "sv", catalogue);
        expect(found.because).not.toMatch(/undefined|NaN/);
        const known = part.get(id);
        const { renewal, ...unrenewed } = known ?? facts;
        const { standing: _standing, ...unjudged } = unrenewed;
        const enough = {
          ...(needed.standing ? unrenewed : unjudged),
          ...(needed.renewal && renewal && { renewal }),
        };
        expect(explain(condition, enough, "sv", catalogue).holds).toBe(found.holds);
        expect(
          answerInJavaScript(base, { conditions: [condition], catalogue, at }).get(id),
        ).toEqual([found.holds]);
      }
    }),
    { seed: 20261122, numRuns: 300 },
  );
});

/** A base without the history that is not needed. */
function trimmed(base: Base, needed: ReturnType<typeof requiredFacts>, zone: string): Base {
  const keep = (history: { since?: string } | undefined) => (record: { at: string }) => {
    if (history === undefined) return false;
    return history.since === undefined || record.at >= startOfDay(history.since, zone);
  };
  return {
    ...base,
    purchases: base.purchases.filter(keep(needed.purchases)),
    interactions: base.interactions.filter(keep(needed.interactions)),
  };
}
