import type { Interaction } from "@perennial/contract";
import { describe, expect, test } from "vitest";
import { acquisitionTest } from "../value/arithmetic/net-present-value.ts";
import { assess } from "./assess.ts";
import type { AssessmentFigures } from "./assessment-figures.ts";
import { countCategories } from "./count-categories.ts";
import { countExitAnswers } from "./exit-answers.ts";
import { QUESTION_IDS, type QuestionId } from "./questions.ts";

const period = { from: "2026-01-01", to: "2026-12-31" };
/** The document's own year: 2 200 customers of whom 700 were lost and 950 came (D-05, D-06). */
const flow = {
  statement: {
    ...{ start: 2200, new: 950, wonBack: 0, lost: 700, end: 2450, reactivated: 0 },
    ...{ churn: 700 / 2200, duration: 2200 / 700 },
  },
  seesLost: true,
  ...{ growing: 300, decreasing: 100, inactive: 245 },
};
const acquisition = {
  ...acquisitionTest({ yearlyValue: 100_000, durationYears: 2, acquisitionCost: 50_000 }),
  cost: 50_000,
};

function answer(id: QuestionId, figures: Partial<AssessmentFigures> = {}) {
  const found = assess({ period, programs: [], ...figures }).find((each) => each.id === id);
  if (!found) throw new Error(`The question ${id} is not asked.`);
  return found;
}

test("asks ten questions, and answers none without data", () => {
  const questions = assess({ period, programs: [] });
  expect(questions.map(({ id }) => id)).toEqual(QUESTION_IDS);
  expect(questions).toHaveLength(10);
  for (const question of questions) {
    expect(question.verdict).toBe("unknown");
    expect(question.threshold).toBeUndefined();
    expect(question.says.sv).toMatch(/^Data svarar inte på detta: /);
    expect(question.says.en).toMatch(/^The data do not answer this: /);
  }
});

describe("the document's year", () => {
  test("has an inflow to be satisfied with, and churn that is a threat", () => {
    expect(answer("inflow", { flow })).toMatchObject({ verdict: "yes", figure: 950 / 700 });
    const churn = answer("churn", { flow });
    expect(churn).toMatchObject({ verdict: "no", figure: 700 / 2200, unit: "share", period });
    expect(churn.says.en).toBe("700 of 2,200 customers were lost: 31.8% a year.");
    expect(churn.threshold?.en).toBe("Yes up to 15%, partly up to 30%.");
  });

  test("is judged by the plan's goal where it has one", () => {
    expect(answer("churn", { flow, churnGoal: 32 }).verdict).toBe("yes");
    expect(answer("churn", { flow, churnGoal: 16 }).verdict).toBe("partly");
    expect(answer("churn", { flow, churnGoal: 16 }).threshold?.sv).toContain("planens mål");
  });

  test("sees nobody come back", () => {
    expect(answer("return", { flow })).toMatchObject({ verdict: "no", figure: 0 });
  });

  test("identifies the passive, and asks for a program that acts on them", () => {
    expect(answer("passive", { flow })).toMatchObject({ verdict: "partly", programs: [] });
    const programs = [{ id: "decreasing", family: "reduce-churn" } as const, { id: "own" }];
    expect(answer("passive", { flow, programs })).toMatchObject({
      ...{ verdict: "yes", figure: 345 / 2450, programs: ["decreasing"] },
    });
  });
});

test("losses that cannot be seen are no losses", () => {
  const blind = { ...flow, seesLost: false };
  for (const id of ["inflow", "churn", "return"] as const) {
    expect(answer(id, { flow: blind }).verdict).toBe("unknown");
  }
});

test("what customers need is never in the data: growth is only a help", () => {
  const found = answer("all-they-can", { flow });
  expect(found).toMatchObject({ verdict: "unknown", figure: 0.75 });
  expect(found.says.en).toContain("300 customers grow and 100 decrease");
});

test("recruits are profitable by the investment test, with a cost that was given", () => {
  expect(answer("recruits", { acquisition }).verdict).toBe("yes");
  const dear = acquisitionTest({ yearlyValue: 1000, durationYears: 1, acquisitionCost: 50_000 });
  expect(answer("recruits", { acquisition: { ...dear, cost: 50_000 } }).verdict).toBe("no");
});

test.each([
  [2, 30, "yes"],
  [9, 30, "partly"],
  [12, 30, "no"],
] as const)("of 100 of the best %i leave and of 100 others %i: %s", (best, others, verdict) => {
  const rightLeave = {
    basis: "lost" as const,
    best: { customers: 100, leaving: best * 3 },
    others: { customers: 100, leaving: others },
  };
  expect(answer("right-leave", { rightLeave }).verdict).toBe(verdict);
});

test("a share of few customers is not judged", () => {
  const few = { customers: 29, leaving: 3 };
  const rightLeave = { basis: "lost" as const, best: few, others: { ...few, customers: 500 } };
  expect(answer("right-leave", { rightLeave }).verdict).toBe("unknown");
  expect(answer("cross-sell", { categories: { buyers: 29, several: 29 } }).verdict).toBe("unknown");
  expect(answer("cross-sell", { categories: { buyers: 30, several: 15 } }).verdict).toBe("yes");
});

test("reasons are held against those who were lost, contacts against all contacts", () => {
  expect(answer("why", { flow, reasons: 350 }).verdict).toBe("yes");
  expect(answer("why", { flow, reasons: 139 }).verdict).toBe("no");
  const initiative = { proactive: 1, reactive: 2, share: 1 / 3 };
  expect(answer("initiative", { initiative })).toMatchObject({ verdict: "partly", figure: 1 / 3 });
});

test("counts customers who bought of several categories, without returns", () => {
  const bought = (customerId: string, category: string | undefined, amount = 100) => ({
    ...{ customerId, amount, category },
  });
  const purchases = [
    ...[bought("a", "shoes"), bought("a", "shirts"), bought("b", "shoes"), bought("b", "shoes")],
    ...[bought("b", "shirts", -100), bought("c", undefined), bought("d", "")],
  ];
  expect(countCategories(purchases)).toEqual({ buyers: 2, several: 1 });
});

test("counts each customer who gave a reason once, on the days that count", () => {
  const said = (customerId: string, changes: Partial<Interaction> = {}): Interaction => ({
    ...{ id: `${customerId}-${changes.at}`, customerId, at: "2026-05-01T10:00:00.000Z" },
    ...{ kind: "survey-answer", direction: "in", channel: "other" },
    ...{ text: "exit: price", outcome: "price" },
    ...changes,
  });
  const { outcome: _none, ...silent } = said("e");
  const interactions = [
    ...[said("a"), said("a", { at: "2026-06-01T10:00:00.000Z" })],
    ...[said("b", { text: "nps: 9", outcome: "9" }), said("c", { kind: "call" }), silent],
    said("d", { at: "2026-12-31T23:30:00.000Z" }),
  ];
  expect(countExitAnswers(interactions, { ...period, zone: "Europe/Stockholm" })).toBe(1);
  expect(countExitAnswers(interactions, { ...period, zone: "UTC" })).toBe(2);
});
