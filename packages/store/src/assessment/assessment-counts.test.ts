import type { Interaction, Purchase } from "@perennial/contract";
import { addDays, countCategories, countExitAnswers, instantAt } from "@perennial/lifecycle";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addRecords, upsertRecords } from "../record/record-table.ts";
import { CUSTOMERS, INTERACTIONS, PURCHASES } from "../record/tables.ts";
import {
  exampleCustomer,
  exampleInteraction,
  examplePurchase,
} from "../testing/example-records.ts";
import {
  MONDAY,
  startTestDatabase,
  type TestDatabase,
  type TestTenant,
} from "../testing/test-database.ts";
import {
  deleteAssessmentAnswer,
  readAssessmentAnswers,
  saveAssessmentAnswer,
} from "./assessment-answers.ts";
import { readCategoryCount, readExitAnswerCount } from "./assessment-counts.ts";

const zone = "Europe/Stockholm";
const days = { from: "2026-01-01", to: "2026-01-31", zone };
const span = {
  from: instantAt(days.from, "00:00", zone),
  until: instantAt(addDays(days.to, 1), "00:00", zone),
};
const IDS = Array.from({ length: 60 }, (_, index) => `c${index}`);
const CATEGORIES = ["shoes", "shirts", "", undefined];

const purchases: readonly Purchase[] = IDS.flatMap((customerId, index) =>
  Array.from({ length: index % 5 }, (_, round) => {
    const category = CATEGORIES[(index * round) % 4];
    return examplePurchase({
      ...{ id: `${customerId}-${round}`, customerId, at: `2026-01-${10 + round}T12:00:00.000Z` },
      ...{ amount: index % 7 === 0 && round === 1 ? -100 : 100 },
      ...(category !== undefined && { category }),
    });
  }),
);

const interactions: readonly Interaction[] = IDS.flatMap((customerId, index) =>
  Array.from({ length: index % 3 }, (_, round) =>
    exampleInteraction({
      ...{ id: `${customerId}-${round}`, customerId, direction: "in", channel: "other" },
      kind: index % 4 === 0 ? "case" : "survey-answer",
      text: index % 5 === 0 ? "nps: 9" : "exit: price",
      // Some of them in the last hour of the month by the clock in Stockholm, and some in the hour after.
      at: index % 2 === 0 ? "2026-01-31T22:30:00.000Z" : "2026-01-31T23:30:00.000Z",
      ...(index % 7 !== 0 && { outcome: "price" }),
    }),
  ),
);

let database: TestDatabase;
let tenant: TestTenant;
beforeAll(async () => {
  database = await startTestDatabase();
  tenant = await database.newTenant();
  await tenant.inTenant(async (tx) => {
    await upsertRecords(
      tx,
      CUSTOMERS,
      IDS.map((id) => exampleCustomer({ id })),
    );
    await addRecords(tx, PURCHASES, purchases);
    await addRecords(tx, INTERACTIONS, interactions);
  });
}, 60_000);
afterAll(() => database.close());

test("categories and reasons are counted as the pure functions count them", async () => {
  const [categories, reasons] = await tenant.inTenant(async (tx) => [
    await readCategoryCount(tx, span),
    await readExitAnswerCount(tx, span),
  ]);
  expect(categories).toEqual(countCategories(purchases));
  expect(categories.several).toBeGreaterThan(0);
  expect(reasons).toBe(countExitAnswers(interactions, days));
  expect(reasons).toBeGreaterThan(0);
});

test("an answer takes the place of the one before it, and can be taken away", async () => {
  const answer = { question: "churn", answer: "no", note: "", by: "Anna", at: MONDAY } as const;
  const later = { ...answer, answer: "partly", note: "Better.", by: "Bo" } as const;
  await tenant.inTenant(async (tx) => {
    await saveAssessmentAnswer(tx, answer);
    await saveAssessmentAnswer(tx, later);
    expect(await readAssessmentAnswers(tx)).toEqual([later]);
    expect(await deleteAssessmentAnswer(tx, "churn")).toBe(true);
    expect(await deleteAssessmentAnswer(tx, "churn")).toBe(false);
    expect(await readAssessmentAnswers(tx)).toEqual([]);
  });
});
