import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  anyDay,
  anyHistory,
  exampleHistory,
  examplePurchase,
} from "../portfolio/testing/example-history.ts";
import { FlowRules } from "./flow-rules.ts";
import { flowStateAt } from "./flow-state.ts";

const rules = FlowRules.parse({});
const byAgreements = FlowRules.parse({ basis: "agreements" });
const day = "2026-11-22";
const stateOf = (...bought: readonly (string | [string, number])[]) => {
  const purchases = bought.map((one) =>
    typeof one === "string"
      ? examplePurchase(one)
      : examplePurchase(one[0], { amount: one[1], isReturn: one[1] < 0 }),
  );
  return flowStateAt(exampleHistory({ purchases }), rules, day);
};

describe("a customer that buys", () => {
  test("is none before it has bought", () => expect(stateOf()).toBeUndefined());
  test("is none for what it buys later", () => expect(stateOf("2026-11-23")).toBeUndefined());
  test("is a starter after one purchase", () => expect(stateOf("2026-11-22")).toBe("starter"));
  test("is active when it has bought again, without a half-year to compare with", () =>
    expect(stateOf("2026-10-01", "2026-11-01")).toBe("active"));
  test("is growing at 20 per cent more and not at 19", () => {
    expect(stateOf("2025-11-22", ["2026-03-01", 10_000], ["2026-09-01", 12_000])).toBe("growing");
    expect(stateOf("2025-11-22", ["2026-03-01", 10_000], ["2026-09-01", 11_999])).toBe("active");
  });
  test("is decreasing at 20 per cent less and not at 19", () => {
    expect(stateOf("2025-11-22", ["2026-03-01", 10_000], ["2026-09-01", 8_000])).toBe("decreasing");
    expect(stateOf("2025-11-22", ["2026-03-01", 10_000], ["2026-09-01", 8_001])).toBe("active");
  });
  test("is decreasing when most of what it bought comes back", () =>
    expect(
      stateOf("2025-11-01", ["2026-03-01", 10_000], ["2026-09-01", 9_000], ["2026-09-02", -8_000]),
    ).toBe("decreasing"));
  test("is inactive after six months to the day", () => {
    expect(stateOf("2026-05-22")).toBe("inactive");
    expect(stateOf("2026-05-23")).toBe("starter");
  });
  test("is lost after twelve months to the day (D-16)", () => {
    expect(stateOf("2025-11-22")).toBe("lost");
    expect(stateOf("2025-11-23")).toBe("inactive");
  });
  test("is not kept by a return", () =>
    expect(stateOf("2025-10-01", ["2026-11-01", -5_000])).toBe("lost"));
});

describe("a customer with agreements", () => {
  const stateWith = (agreement: object) =>
    flowStateAt(
      exampleHistory({ agreements: [{ from: "2025-01-01", yearlyValue: 0, ...agreement }] }),
      byAgreements,
      day,
    );
  test("is active to the last day, and lost the day after", () => {
    expect(stateWith({ end: "2026-11-22" })).toBe("active");
    expect(stateWith({ end: "2026-11-21" })).toBe("lost");
  });
  test("is lost when it stopped before the end", () =>
    expect(stateWith({ end: "2027-01-01", stoppedOn: "2026-11-01" })).toBe("lost"));
  test("is none before its agreement begins", () =>
    expect(stateWith({ from: "2026-12-01" })).toBeUndefined());
});

test("nothing after the day changes the state of the day", () => {
  fc.assert(
    fc.property(anyHistory, anyDay, (history, on) => {
      const known = { ...history, purchases: history.purchases.filter((each) => each.on <= on) };
      expect(flowStateAt(history, rules, on)).toBe(flowStateAt(known, rules, on));
    }),
    { seed: 6, numRuns: 300 },
  );
});

test("a customer never goes from lost to active without buying", () => {
  fc.assert(
    fc.property(anyHistory, anyDay, anyDay, (history, a, b) => {
      const [from, to] = a < b ? [a, b] : [b, a];
      const hasBought = history.purchases.some(
        ({ on, isReturn }) => !isReturn && on > from && on <= to,
      );
      fc.pre(flowStateAt(history, rules, from) === "lost" && !hasBought);
      expect(flowStateAt(history, rules, to)).toBe("lost");
    }),
    { seed: 7, numRuns: 200 },
  );
});
