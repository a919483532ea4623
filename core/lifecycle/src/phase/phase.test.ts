import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FlowRules } from "../flow/flow-rules.ts";
import { flowStateAt } from "../flow/flow-state.ts";
import { beganOn } from "../portfolio/customer-history.ts";
import { isActive } from "../portfolio/is-active.ts";
import { anyDay, anyHistory } from "../portfolio/testing/example-history.ts";
import { type PhaseFigures, phaseOf } from "./phase-of.ts";
import { phaseReport } from "./phase-report.ts";
import { PhaseRules } from "./phase-rules.ts";

const today = "2026-11-22";
const rules = PhaseRules.parse({});
const figures = (changes: Partial<PhaseFigures>): PhaseFigures => ({
  began: "2020-01-01",
  isLost: false,
  isWelcomeOver: false,
  acts: {},
  isToRetain: false,
  ...changes,
});
const phase = (changes: Partial<PhaseFigures>, by: unknown = {}) =>
  phaseOf(figures(changes), PhaseRules.parse(by), today).phase;

describe("the welcome (M-02)", () => {
  test("lasts its time and ends on the day it is over", () => {
    expect(phase({ began: "2026-08-25" })).toBe("welcome");
    expect(phase({ began: "2026-08-24" })).toBe("develop");
  });
  test("ends by an event, however long that takes (M-06)", () => {
    const byEvent = { welcome: { until: { count: "purchases", is: "at-least", value: 2 } } };
    expect(phase({ began: "2010-01-01" }, byEvent)).toBe("welcome");
    expect(phase({ isWelcomeOver: true }, byEvent)).toBe("develop");
  });
  test("ends by whichever comes first when both are given", () => {
    const both = {
      welcome: { for: "P1M", until: { count: "purchases", is: "at-least", value: 2 } },
    };
    expect(phase({ began: "2026-11-01", isWelcomeOver: true }, both)).toBe("develop");
    expect(phase({ began: "2026-10-01" }, both)).toBe("develop");
    expect(phase({ began: "2026-11-01" }, both)).toBe("welcome");
  });
  test("of a month from 31 January ends on 28 February", () => {
    const month = PhaseRules.parse({ welcome: { for: "P1M" } });
    const on = (day: string) => phaseOf(figures({ began: "2026-01-31" }), month, day).phase;
    expect([on("2026-02-27"), on("2026-02-28")]).toEqual(["welcome", "develop"]);
  });
});

describe("a customer is retained", () => {
  test("for an act of leaving, while it counts, in the welcome too (M-18)", () => {
    const acts = (on: string) => ({ acts: { "agreement-cancelled": on }, began: "2026-11-01" });
    expect(phase(acts("2026-08-25"))).toBe("retain");
    expect(phase(acts("2026-08-24"))).toBe("welcome");
    expect(phase(acts("2026-11-23"))).toBe("welcome");
    expect(phase(acts("2026-11-22"), { retain: { acts: [] } })).toBe("welcome");
  });
  test("for its risk from the level on that the plan says (M-17)", () => {
    expect(phase({ risk: "high" })).toBe("retain");
    expect(phase({ risk: "medium" })).toBe("develop");
    expect(phase({ risk: "high" }, { retain: { risk: "medium" } })).toBe("retain");
    expect(phase({ risk: "high" }, { retain: { risk: "never" } })).toBe("develop");
  });
  test("for the plan's own condition", () => expect(phase({ isToRetain: true })).toBe("retain"));
});

test("one that is lost, or has not begun, has no phase", () => {
  expect(phaseOf(figures({ isLost: true }), rules, today)).toEqual({ reason: "lost" });
  expect(phaseOf(figures({ began: "2026-11-23" }), rules, today)).toEqual({ reason: "not-begun" });
});

test("every active customer has exactly one phase, and no other has any (M-01)", () => {
  const rest = fc.record({
    isWelcomeOver: fc.boolean(),
    isToRetain: fc.boolean(),
    risk: fc.constantFrom("low", "medium", "high"),
    acts: fc.record(
      { "agreement-cancelled": anyDay, "marketing-withdrawn": anyDay },
      { requiredKeys: [] },
    ),
  });
  fc.assert(
    fc.property(anyHistory, rest, anyDay, (history, others, day) => {
      const began = beganOn(history, day);
      const flow = flowStateAt(history, FlowRules.parse({}), day);
      const verdict = phaseOf(
        { ...others, isLost: flow === "lost", ...(began && { began }) },
        rules,
        day,
      );
      expect(verdict.phase !== undefined).toBe(isActive(began, flow));
    }),
    { seed: 15, numRuns: 300 },
  );
});

describe("the report of phases (M-05)", () => {
  test("warns when few develop", () => {
    const report = phaseReport({ welcome: 200, develop: 795, retain: 5 }, rules);
    expect(report.phases.map(({ percent }) => percent)).toEqual([20, 79.5, 0.5]);
    expect(report.warning?.sv).toContain(
      "79,5 % av de aktiva kunderna är i förädlafasen; väntat är 80–90 %.",
    );
  });
  test("warns when many do", () =>
    expect(phaseReport({ welcome: 0, develop: 10, retain: 0 }, rules).warning?.en).toContain(
      "100 %",
    ));
  test("is content from 80 to 90 per cent, and with nobody", () => {
    expect(phaseReport({ welcome: 15, develop: 80, retain: 5 }, rules)).not.toHaveProperty(
      "warning",
    );
    expect(phaseReport({ welcome: 5, develop: 90, retain: 5 }, rules)).not.toHaveProperty(
      "warning",
    );
    expect(phaseReport({ welcome: 0, develop: 0, retain: 0 }, rules)).toMatchObject({ active: 0 });
  });
});
