import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { share } from "../enrolment/share.ts";
import { FlowRules } from "../flow/flow-rules.ts";
import type { CustomerHistory } from "../portfolio/customer-history.ts";
import {
  anyDay,
  anyHistory,
  exampleHistory,
  examplePurchase,
} from "../portfolio/testing/example-history.ts";
import { addDays } from "../schedule/date.ts";
import { backTest } from "./back-test.ts";
import { churnAt } from "./churn-at.ts";
import { canBeLost, churnExamples } from "./churn-example.ts";
import { CHURN_FEATURES, churnFeatures } from "./churn-features.ts";
import { churnFigures } from "./churn-figures.ts";
import { churnOf } from "./churn-of.ts";
import { ChurnRules } from "./churn-rules.ts";
import { fitChurn } from "./fit-churn.ts";
import { trainChurn } from "./train-churn.ts";

const rules = ChurnRules.parse({});
const question = { flows: FlowRules.parse({}), horizon: "P12M" };

/** What of a history was known on a day: what came later is cut off, stops and cancellations too. */
function knownOn(
  { purchases, agreements, signs, ...rest }: CustomerHistory,
  day: string,
): CustomerHistory {
  return {
    ...rest,
    purchases: purchases.filter(({ on }) => on <= day),
    signs: signs.filter(({ on }) => on <= day),
    agreements: agreements
      .filter(({ from }) => from <= day)
      .map(({ stoppedOn, cancelledOn, ...agreement }) => ({
        ...agreement,
        ...(stoppedOn !== undefined && stoppedOn <= day && { stoppedOn }),
        ...(cancelledOn !== undefined && cancelledOn <= day && { cancelledOn }),
      })),
  };
}

/** Customers that buy every month, every other of whom stops for good in the spring of 2025. */
function monthlyBuyers(count: number): readonly CustomerHistory[] {
  return Array.from({ length: count }, (_, index) => {
    const isLeaving = share(`leaves-${index}`) < 0.5;
    const last = isLeaving ? Math.floor(share(`stops-${index}`) * 85) + 450 : 1_200;
    const purchases = [];
    for (let day = Math.floor(share(`starts-${index}`) * 30); day < last; day += 30) {
      purchases.push(examplePurchase(addDays("2024-01-01", day)));
    }
    return exampleHistory({ purchases });
  });
}

describe("what is known of a customer", () => {
  test("has nothing of what came after the day", () => {
    fc.assert(
      fc.property(anyHistory, anyDay, (history, day) => {
        expect(churnFigures(history, day)).toEqual(churnFigures(knownOn(history, day), day));
      }),
      { seed: 17, numRuns: 300 },
    );
  });
  test("makes features that are numbers, and limited", () => {
    fc.assert(
      fc.property(anyHistory, anyDay, (history, day) => {
        for (const feature of churnFeatures(churnFigures(history, day))) {
          expect(feature).toBeGreaterThanOrEqual(-1);
          expect(feature).toBeLessThanOrEqual(36);
        }
      }),
      { seed: 18, numRuns: 300 },
    );
  });
});

test("who bought too recently to be lost within the horizon cannot be", () => {
  const bought = (on: string) => exampleHistory({ purchases: [examplePurchase(on)] });
  const half = { ...question, horizon: "P6M" };
  expect(canBeLost(bought("2026-05-22"), half, "2026-11-22")).toBe(true);
  expect(canBeLost(bought("2026-05-23"), half, "2026-11-22")).toBe(false);
  expect(canBeLost(bought("2026-11-22"), question, "2026-11-22")).toBe(true);
  expect(canBeLost(bought("2025-11-22"), question, "2026-11-22")).toBe(false);
});

test("nobody that cannot be lost within the horizon is", () => {
  fc.assert(
    fc.property(
      anyHistory,
      anyDay,
      fc.constantFrom("P1M", "P6M", "P12M"),
      (history, day, horizon) => {
        const [example] = churnExamples([history], { ...question, horizon }, day);
        if (canBeLost(history, { ...question, horizon }, day)) expect(example).toBeDefined();
        else expect(example).toBeUndefined();
      },
    ),
    { seed: 20, numRuns: 200 },
  );
});

describe("a model of who leaves", () => {
  const histories = monthlyBuyers(600);
  const day = "2025-06-30";
  const fit = fitChurn({ examples: churnExamples(histories, question, day), day, horizon: "P12M" });
  if (!("model" in fit)) throw new Error(fit.words.en);
  const { model } = fit;

  test("tells those that have fallen silent from those that buy every month, also among others", () => {
    const others = monthlyBuyers(1_000).slice(600);
    const result = backTest(model, churnExamples(others, question, day), rules);
    expect(result.customers).toBe(400);
    expect(result.auc).toBeGreaterThan(0.9);
    expect(result.deciles).toHaveLength(10);
    expect(result.deciles.reduce((sum, { customers }) => sum + customers, 0)).toBe(400);
  });
  test("says of one customer what speaks for its leaving", () => {
    const days = Array.from({ length: 8 }, (_, index) => addDays("2024-01-05", index * 42));
    const silent = exampleHistory({ purchases: days.map((on) => examplePurchase(on)) });
    const verdict = churnOf(churnFigures(silent, addDays("2024-10-25", 215)), model, rules);
    expect(verdict.risk).toBe("high");
    expect(verdict.factors.map(({ words }) => words.sv)).toContain(
      "har inte köpt på 7 månader, annars var 6:e vecka",
    );
    expect(verdict.factors.every(({ contribution }) => contribution > 0)).toBe(true);
  });
  test("is asked of those alone that are in the base and can be lost", () => {
    const judge = { model: { ...model, horizon: "P6M" }, flows: question.flows, rules };
    const bought = (on: string) => exampleHistory({ purchases: [examplePurchase(on)] });
    expect(churnAt(bought("2026-11-01"), judge, "2026-11-22")).toEqual({
      ...{ probability: 0, risk: "low", factors: [] },
    });
    expect(churnAt(bought("2026-01-01"), judge, "2026-11-22")?.probability).toBeGreaterThan(0);
    expect(churnAt(bought("2025-01-01"), judge, "2026-11-22")).toBeUndefined();
  });
  test("gives no reason that nobody would take for one, and none twice", () => {
    const weight = (
      feature: (typeof CHURN_FEATURES)[number],
      coefficient: number,
      mean: number,
    ) => ({
      ...{ feature, coefficient, mean },
    });
    const odd = {
      ...model,
      weights: [
        weight("silence", 1, 0),
        weight("rhythm", 1, 0),
        weight("trend", -1, 0),
        weight("frequency", 1, 0),
        weight("complaints", -1, 1),
      ],
    };
    const purchases = ["2025-01-01", "2025-02-01", "2025-03-01"].map((on) => examplePurchase(on));
    const figures = churnFigures(exampleHistory({ purchases }), "2025-12-01");
    expect(churnOf(figures, odd, rules).factors.map(({ feature }) => feature)).toEqual(["rhythm"]);
  });
  test("is plain data, the same when read back", () => {
    expect(JSON.parse(JSON.stringify(model))).toEqual(model);
  });
  test("does not weigh what is the same for everybody", () => {
    expect(model.weights.map(({ feature }) => feature)).not.toContain("complaints");
  });
});

describe("training", () => {
  const histories = monthlyBuyers(600);
  const quarter = {
    flows: FlowRules.parse({ lostAfter: "P3M", inactiveAfter: "P1M" }),
    rules: ChurnRules.parse({ horizon: "P3M" }),
  };
  test("takes the newest day whose horizon has passed, and is tested on it by an earlier model", () => {
    const { fit, test: result } = trainChurn(histories, { ...quarter, today: "2025-11-15" });
    expect("model" in fit && fit.model.day).toBe("2025-08-15");
    expect("model" in fit && fit.model.customers).toBe(result?.customers);
    expect(result?.auc).toBeGreaterThan(0.9);
  });
  test("says why it is untested where the history is too short", () => {
    const {
      fit,
      test: result,
      untested,
    } = trainChurn(histories, { ...quarter, today: "2025-08-30" });
    expect(fit).toHaveProperty("model");
    expect(result).toBeUndefined();
    expect(untested?.en).toMatch(/^Not enough data yet: \d+ customers were lost/);
  });
});

describe("no model is made", () => {
  const example = (isLost: boolean, silence: number) => ({
    isLost,
    features: CHURN_FEATURES.map((feature) => (feature === "silence" ? silence : 0)),
  });
  const from = (lost: number, kept: number, silence = (_: number) => 1) =>
    fitChurn({
      examples: Array.from({ length: lost + kept }, (_, index) =>
        example(index < lost, silence(index)),
      ),
      day: "2025-01-01",
      horizon: "P6M",
    });
  test("of too few that were lost or kept", () => {
    expect(from(49, 500)).toMatchObject({ refusal: "too-few-lost" });
    expect(from(500, 49)).toMatchObject({ refusal: "too-few-kept" });
  });
  test("of customers that nothing tells apart", () => {
    expect(from(60, 60)).toMatchObject({ refusal: "no-variation" });
    expect(from(60, 60, (index) => index % 7)).toHaveProperty("model");
  });
  test("without saying why in both languages", () => {
    const fit = from(3, 500);
    expect("words" in fit && fit.words.sv).toBe(
      "Det finns ännu inte underlag: 3 kunder gick förlorade i perioden, och det behövs minst 50.",
    );
  });
});
