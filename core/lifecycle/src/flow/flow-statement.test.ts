import { FLOW_STATES } from "@perennial/contract";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  anyDay,
  anyHistory,
  exampleHistory,
  examplePurchase,
} from "../portfolio/testing/example-history.ts";
import { flowPairs } from "./flow-pairs.ts";
import { FlowRules } from "./flow-rules.ts";
import { flowStateAt, isInBase } from "./flow-state.ts";
import { flowStatement } from "./flow-statement.ts";

const year = { after: "2025-12-31", until: "2026-12-31" };

describe("the statement of a year", () => {
  test("is start and new less lost (D-06), with the churn and duration of it (D-05, D-07)", () => {
    const statement = flowStatement(
      [
        { from: "active", to: "active", customers: 1_500 },
        { from: "inactive", to: "lost", customers: 700 },
        { to: "starter", customers: 950 },
      ],
      year,
    );
    expect(statement).toMatchObject({ start: 2_200, new: 950, lost: 700, end: 2_450, wonBack: 0 });
    expect(statement.duration?.toFixed(1)).toBe("3.1");
    expect(statement.churn).toBeCloseTo(700 / 2_200, 12);
  });
  test("counts who came and was lost in the same period as both", () => {
    expect(flowStatement([{ to: "lost", customers: 3 }], year)).toMatchObject({
      ...{ start: 0, new: 3, lost: 3, end: 0 },
    });
  });
  test("tells of those won back and those reactivated, who were there all along", () => {
    const statement = flowStatement(
      [
        { from: "lost", to: "active", customers: 2 },
        { from: "inactive", to: "active", customers: 5 },
        { from: "inactive", to: "inactive", customers: 4 },
      ],
      year,
    );
    expect(statement).toMatchObject({ start: 9, wonBack: 2, reactivated: 5, lost: 0, end: 11 });
    expect(statement).not.toHaveProperty("duration");
  });
  test("counts who is gone from the records as lost", () => {
    expect(flowStatement([{ from: "active", customers: 1 }], year)).toMatchObject({
      ...{ start: 1, lost: 1, end: 0 },
    });
  });
  test("has no rates for no time", () => {
    const statement = flowStatement([{ from: "active", to: "active", customers: 1 }], {
      ...{ after: "2026-01-01", until: "2026-01-01" },
    });
    expect(statement).not.toHaveProperty("churn");
  });
  test("reckons the churn of a quarter by the year", () => {
    const statement = flowStatement(
      [
        { from: "active", to: "active", customers: 75 },
        { from: "inactive", to: "lost", customers: 25 },
      ],
      { after: "2026-03-31", until: "2026-06-30" },
    );
    expect(statement.churn).toBeCloseTo(0.25 * (365.2425 / 91), 12);
  });
});

describe("start + new + won back - lost is end", () => {
  test("for any moves", () => {
    const state = fc.option(fc.constantFrom(...FLOW_STATES), { nil: undefined });
    const pair = fc
      .record({ from: state, to: state, customers: fc.nat(1_000) })
      .map(({ from, to, customers }) => ({ ...(from && { from }), ...(to && { to }), customers }));
    fc.assert(
      fc.property(fc.array(pair), (pairs) => {
        const { start, new: came, wonBack, lost, end } = flowStatement(pairs, year);
        expect(start + came + wonBack - lost).toBe(end);
      }),
      { seed: 8 },
    );
  });

  test("for any histories, and both ends are the customers in the base on those days", () => {
    const basis = fc.constantFrom("purchases", "agreements");
    fc.assert(
      fc.property(
        fc.array(anyHistory, { maxLength: 20 }),
        anyDay,
        anyDay,
        basis,
        (histories, a, b, by) => {
          const rules = FlowRules.parse({ basis: by });
          const period = a < b ? { after: a, until: b } : { after: b, until: a };
          const statement = flowStatement(flowPairs(histories, rules, period), period);
          const inBase = (day: string) =>
            histories.filter((history) => isInBase(flowStateAt(history, rules, day))).length;
          expect(statement.start).toBe(inBase(period.after));
          expect(statement.end).toBe(inBase(period.until));
          expect(statement.start + statement.new + statement.wonBack - statement.lost).toBe(
            statement.end,
          );
        },
      ),
      { seed: 9, numRuns: 200 },
    );
  });
});

test("moves are counted once a customer, and those that are none on both days are left out", () => {
  const bought = (on: string) => exampleHistory({ purchases: [examplePurchase(on)] });
  const histories = [
    bought("2026-06-01"),
    bought("2026-06-02"),
    bought("2025-03-01"),
    exampleHistory(),
  ];
  expect(
    flowPairs(histories, FlowRules.parse({}), { after: "2025-12-31", until: "2026-09-30" }),
  ).toEqual([
    { to: "starter", customers: 2 },
    { from: "inactive", to: "lost", customers: 1 },
  ]);
});
