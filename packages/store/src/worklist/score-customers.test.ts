import { createCatalogue, type VisitCriterion, worklist } from "@perennial/lifecycle";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { arbitraryCondition } from "../condition/testing/arbitrary-condition.ts";
import { arbitraryBase } from "../condition/testing/arbitrary-records.ts";
import {
  askedAt,
  type ConditionDatabase,
  factsOfBase,
  replaceBase,
  startConditionDatabase,
} from "../condition/testing/condition-database.ts";
import { INSTANTS, ZONES } from "../condition/testing/odd-values.ts";
import { scoreCustomers } from "./score-customers.ts";

const catalogue = createCatalogue({
  declared: { "customer.attributes.area": "text", "agreement.attributes.score": "number" },
});
const words = { sv: "-", en: "-" };
const criteria = fc
  .array(arbitraryCondition(catalogue), { minLength: 1, maxLength: 6 })
  .map((conditions): readonly VisitCriterion[] =>
    conditions.map((when, index) => ({
      ...{ id: `c-${index}`, name: words, when, points: 2 ** index / 2 },
      ...{ whyNow: words, bring: words },
    })),
  );
const moment = fc
  .tuple(fc.constantFrom(...INSTANTS.slice(6)), fc.constantFrom(...ZONES))
  .map(([now, zone]) => askedAt(now, zone));

let database: ConditionDatabase;
beforeAll(async () => {
  database = await startConditionDatabase();
}, 60_000);
afterAll(() => database.close());

test("the database finds whom the pure worklist finds, with the same scores, whatever the page", async () => {
  const scores = new Set<number>();
  await fc.assert(
    fc.asyncProperty(
      fc.noBias(arbitraryBase(40)),
      fc.array(fc.noBias(criteria), { minLength: 8, maxLength: 8 }),
      moment,
      async (base, lists, at) => {
        const facts = factsOfBase(base, at);
        const candidates = base.customers.flatMap(({ id }) => {
          const known = facts.get(id);
          const agreements = base.agreements.filter(({ customerId }) => customerId === id);
          return known ? [{ facts: known, agreements }] : [];
        });
        await database.asTenant(async (tx) => {
          await replaceBase(tx, base);
          for (const list of lists) {
            const query = { criteria: list, catalogue, at, filter: {} };
            const found = await scoreCustomers(tx, { ...query, limit: 1_000 });
            const lines = worklist(candidates, { criteria: list, catalogue });
            const pure = new Map(lines.map(({ customerId, score }) => [customerId, score]));
            expect(new Map(found.items.map(({ id, score }) => [id, score]))).toEqual(pure);
            const first = await scoreCustomers(tx, { ...query, limit: 7 });
            const after = first.next ?? undefined;
            const rest = await scoreCustomers(tx, { ...query, after, limit: 1_000 });
            if (after !== undefined)
              expect([...first.items, ...rest.items]).toEqual([...found.items]);
            for (const { score } of found.items) scores.add(score);
          }
        });
      },
    ),
    { seed: 20261123, numRuns: 25, interruptAfterTimeLimit: 100_000 },
  );
  // A generator that finds nobody would prove nothing.
  expect(scores.size).toBeGreaterThan(10);
}, 120_000);
