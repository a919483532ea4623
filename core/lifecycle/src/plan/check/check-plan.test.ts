import { describe, expect, test } from "vitest";
import { LifecyclePlan } from "../lifecycle-plan.ts";
import { checkPlanFile, parsePlan } from "../parse-plan.ts";
import { checkPlan } from "./check-plan.ts";
import type { PlanContext } from "./plan-inspection.ts";

const name = { sv: "x", en: "x" };
const customer = { subject: "customer" } as const;
const context: PlanContext = {
  currency: "SEK",
  programs: { club: customer, rescue: customer, renewal: { subject: "agreement" } },
};
const codes = (plan: unknown, more: Partial<PlanContext> = {}) =>
  checkPlan(LifecyclePlan.parse(plan), { ...context, ...more }).map(
    ({ code, path, severity }) => `${severity} ${code} ${path.join(".")}`,
  );
const cells = (...list: readonly object[]) => ({
  matrix: {
    churnGoal: 20,
    cells: list.map((cell, index) => ({
      valueClass: ["gold", "silver", "bronze"][index] ?? "gold",
      strategy: "retain",
      ...cell,
    })),
  },
});

describe("conditions", () => {
  const group = (when: object) => ({ groups: [{ id: "g", name, when }] });
  test("ask about fields there are, and the plan's own", () => {
    const own = { field: "customer.attributes.area", is: "equals", value: "SE3" };
    expect(codes({ ...group(own), attributes: { area: "text" } })).toEqual([]);
    expect(codes(group(own))).toEqual(["error unknown-field groups.0.when.field"]);
    expect(codes(group(own), { declared: { "customer.attributes.area": "text" } })).toEqual([]);
  });
  test("are about the customer alone", () => {
    expect(codes(group({ field: "agreement.end", is: "before", value: "today" }))).toEqual([
      "error field-not-available groups.0.when.field",
    ]);
  });
  test("do not ask about what they decide", () => {
    const segment = { field: "customer.segment", is: "equals", value: "s" };
    expect(codes({ segments: [{ id: "s", name, when: segment }] })).toEqual([
      "warning circular-condition segments.0.when",
    ]);
  });
  test("of points are about purchases' fields", () => {
    const where = [{ field: "colour", is: "equals", value: "red" }];
    expect(codes({ points: { multiply: [{ where, times: 2 }] } })).toEqual([
      "error unknown-field points.multiply.0.where.0.field",
    ]);
  });
  test("are written with names that can be written", () => {
    expect(codes({ attributes: { "my area": "text" } })).toEqual([
      "error wrong-name attributes.my area",
    ]);
  });
});

describe("segments, groups and tiers", () => {
  const when = { field: "customer.kind", is: "equals", value: "company" };
  test("only the last segment is without a condition", () => {
    expect(
      codes({
        segments: [
          { id: "a", name },
          { id: "b", name, when },
        ],
      }),
    ).toEqual(["error segment-takes-all segments.0"]);
    expect(
      codes({
        segments: [
          { id: "a", name, when },
          { id: "b", name },
        ],
      }),
    ).toEqual([]);
  });
  test("ids stand once", () => {
    expect(
      codes({
        segments: [
          { id: "a", name, when },
          { id: "a", name },
        ],
      }),
    ).toEqual(["error duplicate-id segments.1.id"]);
  });
  test("a group does not end before it begins, and may be one day long", () => {
    const dates = (from: string, until: string) => ({
      groups: [{ id: "g", name, when, from, until }],
    });
    expect(codes(dates("2026-02-01", "2026-01-31"))).toEqual([
      "error reversed-dates groups.0.until",
    ]);
    expect(codes(dates("2026-02-01", "2026-02-01"))).toEqual([]);
  });
  test("tiers have members, and benefits have tiers", () => {
    const tiers = {
      benefits: [
        { id: "freight", name },
        { id: "lounge", name },
      ],
      tiers: [
        { id: "basic", name, from: 0, benefits: ["freight"] },
        { id: "top", name, from: 5 },
      ],
    };
    expect(codes({ tiers }, { tierMembers: { basic: 10 } })).toEqual([
      "warning tier-without-members tiers.tiers.1",
      "warning unused-benefit tiers.benefits.1",
    ]);
  });
});

describe("the matrix (M-07 to M-12)", () => {
  test("says something of every class and segment", () => {
    expect(codes(cells({}, {}))).toEqual(["warning empty-cell matrix.cells"]);
    const segments = [{ id: "house", name }];
    expect(codes({ segments, ...cells({}, {}, { segment: "flat" }) })).toEqual([
      "error unknown-segment matrix.cells.2.segment",
      "warning empty-cell matrix.cells",
    ]);
    expect(codes({ segments, ...cells({}, {}, {}) })).toEqual([]);
  });
  test("has one cell for each place", () => {
    const twice = cells({}, {}, {}, { program: "club" }, { program: "rescue" });
    expect(codes(twice)).toEqual([
      "error contradictory-cells matrix.cells.3",
      "error contradictory-cells matrix.cells.4",
    ]);
    const [, second] = checkPlan(LifecyclePlan.parse(twice), context);
    expect(second?.message.en).toContain("There is another cell for gold customers");
  });
  test("rejects a churn goal for gold that is not below the base's (M-10)", () => {
    expect(codes(cells({ churnGoal: 20 }, {}, {}))).toEqual([
      "error gold-churn-goal matrix.cells.0.churnGoal",
    ]);
    expect(codes(cells({ churnGoal: 19.9 }, {}, { churnGoal: 50 }))).toEqual([]);
  });
  test("spends nothing where all interaction is to be minimised (M-12)", () => {
    const minimise = { strategy: "minimise", program: "club", contactsPerYear: 2, yearlyCost: 100 };
    expect(codes(cells({}, {}, minimise))).toEqual([
      "error minimised-cell matrix.cells.2.program",
      "error minimised-cell matrix.cells.2.contactsPerYear",
      "error minimised-cell matrix.cells.2.yearlyCost",
    ]);
    expect(codes(cells({}, {}, { strategy: "minimise", contactsPerYear: 0 }))).toEqual([]);
  });
  test("gives bronze no more cost and no more contacts than gold", () => {
    const dear = { yearlyCost: 500, contactsPerYear: 13 };
    expect(codes(cells({ yearlyCost: 400, contactsPerYear: 12 }, {}, dear))).toEqual([
      "error bronze-above-gold matrix.cells.2.yearlyCost",
      "error bronze-above-gold matrix.cells.2.contactsPerYear",
    ]);
  });
  test("gives nobody more cost than they are worth", () => {
    const plan = cells({ yearlyCost: 900 }, {}, { yearlyCost: 500 });
    expect(codes(plan, { averageValue: { gold: 10_000, bronze: 499 } })).toEqual([
      "warning cost-above-value matrix.cells.2.yearlyCost",
    ]);
    const valueClasses = { limits: { atLeast: { gold: 1_000, silver: 500 } } };
    expect(codes({ ...plan, valueClasses })).toEqual([
      "warning cost-above-value matrix.cells.2.yearlyCost",
    ]);
  });
  test("lets customers into programs that exist and are about customers (M-08)", () => {
    expect(codes(cells({ program: "clup" }, { program: "renewal" }, {}))).toEqual([
      "error unknown-program matrix.cells.0.program",
      "error not-for-customers matrix.cells.1.program",
    ]);
    const [first] = checkPlan(LifecyclePlan.parse(cells({ program: "clup" }, {}, {})), context);
    expect(first?.message.en).toBe('There is no program "clup". Did you mean "club"?');
  });
});

describe("flows, phases and times", () => {
  test("a flow has one program, which exists, and leads somewhere (D-17)", () => {
    const programs = [
      { from: "active", to: "decreasing", program: "rescue" },
      { from: "active", to: "decreasing", program: "club" },
      { from: "lost", to: "lost", program: "win-back" },
    ];
    expect(codes({ flows: { programs } })).toEqual([
      "error duplicate-flow flows.programs.1",
      "error unknown-program flows.programs.2.program",
      "warning no-flow flows.programs.2",
    ]);
  });
  test("everything is counted in whole days", () => {
    expect(codes({ flows: { trend: "PT36H" } })).toEqual(["error wrong-duration flows.trend"]);
  });
  test("who is inactive is not lost already", () => {
    expect(codes({ flows: { inactiveAfter: "P12M" } })).toEqual([
      "warning nobody-inactive flows.inactiveAfter",
    ]);
  });
  test("a risk that looks less far than customers are lost by is told of", () => {
    expect(codes({ flows: {}, churn: {} })).toEqual(["warning late-churn churn.horizon"]);
    expect(codes({ flows: {}, churn: { horizon: "P12M" } })).toEqual([]);
    expect(codes({ flows: { basis: "agreements" }, churn: {} })).toEqual([]);
  });
  test("a risk that nothing computes retains nobody", () => {
    const retain = { acts: [] };
    expect(codes({ phases: { retain } })).toEqual(["warning nobody-retained phases.retain"]);
    expect(codes({ phases: { retain }, churn: { horizon: "P12M" } })).toEqual([]);
  });
});

describe("a plan's file", () => {
  test("is told of by line and column, in its order", () => {
    const text = [
      "groups:",
      "  - id: spring",
      "    name: { sv: Våren, en: Spring }",
      "    when: { field: customer.sex, is: equals, value: f }",
      "    from: 2026-02-01",
      "    until: 2026-01-01",
    ].join("\n");
    expect(
      checkPlanFile(text, context).map(({ file, line, column, code }) => ({
        file,
        line,
        column,
        code,
      })),
    ).toEqual([
      { file: "plan.yaml", line: 4, column: 20, code: "unknown-field" },
      { file: "plan.yaml", line: 6, column: 12, code: "reversed-dates" },
    ]);
  });
  test("with a misspelt key is told which was meant", () => {
    const [problem] = parsePlan("flows:\n  lostAftr: P12M\n").problems;
    expect(problem).toMatchObject({ line: 2, column: 3, code: "unknown-key", file: "plan.yaml" });
    expect(problem?.message.en).toContain('Did you mean "lostAfter"?');
  });
  test("that breaks a rule over a whole group is told at the value that breaks it", () => {
    const text =
      "tiers:\n  tiers:\n    - { id: member, name: { sv: Medlem, en: Member }, from: 10 }\n";
    const [problem] = parsePlan(text).problems;
    expect(problem).toMatchObject({
      line: 3,
      column: 61,
      remedy: { en: "The lowest tier begins at 0." },
    });
    expect(problem?.message.en).toContain('"from" cannot be 10.');
  });
  test("with broken YAML, or with nothing, is no plan", () => {
    expect(parsePlan("flows: [").plan).toBeUndefined();
    expect(parsePlan("").problems[0]?.code).toBe("no-plan");
    expect(parsePlan("- flows").problems[0]?.code).toBe("no-plan");
  });
  test("that fits is the plan with its defaults", () => {
    const { plan, problems } = parsePlan("flows: {}\n");
    expect(problems).toEqual([]);
    expect(plan?.flows?.lostAfter).toBe("P12M");
  });
});
