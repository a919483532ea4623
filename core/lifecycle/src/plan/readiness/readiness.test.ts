import { describe, expect, test } from "vitest";
import type { Condition } from "../../condition/condition.ts";
import { EXAMPLE_FILES } from "../../program/check/example-program.ts";
import { parseProgram } from "../../program/parse-program.ts";
import { LifecyclePlan } from "../lifecycle-plan.ts";
import { FIELD_CRITERIA } from "./field-criteria.ts";
import { fieldReadiness } from "./field-readiness.ts";
import { prospectOf } from "./never-holds.ts";
import { readinessSentences } from "./readiness-words.ts";

describe("a condition where fields are empty at everybody (B-05)", () => {
  const of = (condition: Condition) =>
    prospectOf(condition, (field) => field.endsWith("empty") || field === "interactions");
  const empty = (is: "equals" | "is-empty") =>
    ({ field: "customer.empty", is, value: "x" }) as const;
  const open = { field: "customer.name", is: "equals", value: "x" } as const;
  test("can never hold where it asks for a value", () => {
    expect(of(empty("equals"))).toBe("never");
    expect(of({ all: [open, empty("equals")] })).toBe("never");
    expect(of({ not: empty("is-empty") })).toBe("never");
  });
  test("holds for everybody where it asks for none", () => {
    expect(of(empty("is-empty"))).toBe("always");
    expect(of({ any: [open, empty("is-empty")] })).toBe("always");
  });
  test("is open where something else decides", () => {
    expect(of({ any: [open, empty("equals")] })).toBe("open");
    expect(of({ all: [open, empty("is-empty")] })).toBe("open");
  });
  test("counts nothing where no record can fit", () => {
    const where = [{ field: "empty", is: "equals" as const, value: "x" }];
    expect(of({ count: "purchases", where, is: "at-least", value: 1 })).toBe("never");
    expect(of({ count: "purchases", where, is: "at-most", value: 0 })).toBe("always");
    expect(of({ count: "interactions", is: "equals", value: 0 })).toBe("always");
    expect(of({ count: "purchases", is: "more-than", value: 3 })).toBe("open");
    const set = { count: "interactions", is: "at-least", value: { setting: "few" } } as const;
    expect(of(set)).toBe("open");
    expect(prospectOf(set, (field) => field === "interactions", { few: 2 })).toBe("never");
  });
});

describe("the report of fields", () => {
  const plan = LifecyclePlan.parse({
    attributes: { area: "text", car: "text" },
    groups: [
      {
        id: "north",
        name: { sv: "Norr", en: "North" },
        when: { field: "customer.attributes.area", is: "equals", value: "SE1" },
      },
      {
        id: "drivers",
        name: { sv: "Bilister", en: "Drivers" },
        when: { field: "customer.attributes.car", is: "is-set" },
      },
    ],
    phases: {},
  });
  const report = fieldReadiness({
    plan,
    programs: [],
    fills: {
      "customer.id": { records: 10, filled: 10 },
      "customer.attributes.area": { records: 10, filled: 4 },
      "customer.attributes.car": { records: 10, filled: 0 },
      "customer.customerSince": { records: 10, filled: 10 },
      "customer.attributes.shoeSize": { records: 10, filled: 7 },
      "customer.attributes.hat": { records: 10, filled: 0 },
    },
    justifications: {
      "customer.attributes.area": FIELD_CRITERIA,
      "customer.customerSince": ["lawful"],
    },
  });
  test("tells which are needed, by what, and how they are filled", () => {
    expect(report.needed.map(({ field, status, filled }) => [field, status, filled])).toEqual([
      ["customer.attributes.area", "partly", 0.4],
      ["customer.attributes.car", "missing", 0],
      ["customer.customerSince", "filled", 1],
    ]);
    expect(report.needed[0]?.usedBy).toMatchObject([{ owner: "plan", place: "groups.0.when" }]);
  });
  test("tells which criteria cannot fire, and what is stored for nothing (M-23)", () => {
    expect(report.idle).toEqual([
      {
        owner: "plan",
        place: "groups.1.when",
        prospect: "never",
        fields: ["customer.attributes.car"],
      },
    ]);
    expect(report.unused).toEqual(["customer.attributes.shoeSize"]);
  });
  test("tells which fields nobody has justified (M-22)", () => {
    expect(report.unjustified.map(({ field, missing }) => [field, missing.length])).toEqual([
      ["customer.attributes.shoeSize", 5],
      ["customer.customerSince", 4],
    ]);
  });
  test("is told in sentences", () => {
    expect(readinessSentences(report, "sv")).toEqual([
      "Planen och programmen behöver 3 uppgifter.",
      "1 saknas: customer.attributes.car.",
      "customer.attributes.area är ifylld till 40 %.",
      "Villkoret i plan: groups.1.when kan aldrig uppfyllas, eftersom inget är ifyllt i customer.attributes.car.",
      "1 sparad uppgift används inte av något: customer.attributes.shoeSize.",
    ]);
    expect(readinessSentences(report, "en")).toHaveLength(5);
  });
});

test("what the plan computes needs no filling", () => {
  const plan = LifecyclePlan.parse({
    valueClasses: {},
    groups: [
      {
        ...{ id: "best", name: { sv: "Bäst", en: "Best" } },
        when: { field: "customer.valueClass", is: "equals", value: "gold" },
      },
    ],
  });
  const fill = { records: 5, filled: 5 };
  const fills = { purchases: fill, "purchases.at": fill, "purchases.amount": fill };
  const { needed, idle } = fieldReadiness({ plan, programs: [], fills });
  expect(needed.map(({ status }) => status)).toEqual(["filled", "filled", "filled"]);
  expect(idle).toEqual([]);
});

test("a program needs the fields of its conditions, dates and texts, and a way to reach people", () => {
  const { program, templates } = parseProgram(EXAMPLE_FILES);
  if (program === undefined) throw new Error("the example program has errors");
  const { needed } = fieldReadiness({ programs: [{ program, templates }], fills: {} });
  const fields = needed.map(({ field }) => field);
  expect(fields).toContain("agreement.end");
  expect(
    fields.some((field) => field.startsWith("signal.") || field.startsWith("enrolment.")),
  ).toBe(false);
  expect(needed.every(({ status }) => status === "missing")).toBe(true);
});
