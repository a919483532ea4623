import { describe, expect, test } from "vitest";
import { compilePredicate } from "./compile-predicate.ts";
import { Condition } from "./condition.ts";
import { ConditionError } from "./condition-error.ts";
import { createCatalogue } from "./fields.ts";
import { type CheckOptions, checkCondition } from "./resolve-condition.ts";

const catalogue = createCatalogue({
  declared: { "customer.attributes.area": "text", "agreement.attributes.installed": "date" },
});

function check(condition: unknown, options?: CheckOptions) {
  return checkCondition(condition, catalogue, options);
}

describe("a condition is refused with its place and what to do", () => {
  test.each([
    [
      { field: "agreement.ends", is: "is-set" },
      ["field"],
      "unknown-field",
      'Did you mean "agreement.end"?',
    ],
    [
      { field: "customer.attributes.aera", is: "is-set" },
      ["field"],
      "unknown-field",
      'Declare "customer.attributes.aera" with its type (text, number, boolean or date), or write "customer.attributes.area".',
    ],
    [
      { field: "agreement.end", is: "contains", value: "2" },
      ["is"],
      "operator-does-not-fit",
      "Use is-set, is-empty, equals, not-equals, before, on-or-before, on-or-after or after.",
    ],
    [
      { field: "agreement.end", is: "befor", value: "today" },
      ["is"],
      "unknown-operator",
      'Did you mean "before"?',
    ],
    [
      { field: "agreement.end" },
      ["is"],
      "unknown-operator",
      "Write is-set, is-empty, equals, not-equals, before, on-or-before, on-or-after or after.",
    ],
    [{ field: "agreement.end", is: "before" }, ["value"], "value-missing", undefined],
    [
      { field: "agreement.end", is: "before", value: "2026-02-30" },
      ["value"],
      "wrong-value",
      undefined,
    ],
    [
      { field: "agreement.end", is: "before", value: "0000-12-31" },
      ["value"],
      "wrong-value",
      undefined,
    ],
    [
      { field: "agreement.end", is: "before", value: "today+P101Y" },
      ["value"],
      "wrong-value",
      undefined,
    ],
    [
      { field: "agreement.end", is: "before", value: "today+P1M1Y" },
      ["value"],
      "wrong-value",
      undefined,
    ],
    [
      { field: "agreement.end", is: "is-set", value: "today" },
      ["value"],
      "value-not-needed",
      'Remove "value".',
    ],
    [
      { field: "customer.valueClass", is: "equals", value: "golden" },
      ["value"],
      "unknown-choice",
      'Did you mean "gold"?',
    ],
    [
      { field: "customer.phase", is: "one-of", value: ["welcome", "zzz"] },
      ["value", 1],
      "unknown-choice",
      "Write welcome, develop or retain.",
    ],
    [{ field: "customer.name", is: "equals", value: 7 }, ["value"], "wrong-value", undefined],
    [{ field: "customer.name", is: "equals", value: "" }, ["value"], "wrong-value", undefined],
    [
      { field: "customer.name", is: "equals", value: "a\u0000" },
      ["value"],
      "wrong-value",
      undefined,
    ],
    [
      { field: "customer.name", is: "equals", value: "\ud83d" },
      ["value"],
      "wrong-value",
      undefined,
    ],
    [{ field: "customer.name", is: "equals", value: ["a"] }, ["value"], "wrong-value", undefined],
    [{ field: "customer.name", is: "one-of", value: "a" }, ["value"], "wrong-value", undefined],
    [
      { field: "customer.doNotCall", is: "equals", value: "true" },
      ["value"],
      "wrong-value",
      "Write true or false, without quotes.",
    ],
    [
      { field: "agreement.yearlyValue", is: "at-least", value: 12.5 },
      ["value"],
      "wrong-value",
      undefined,
    ],
    [
      { field: "agreement.noticeDays", is: "at-least", value: Number.POSITIVE_INFINITY },
      ["value"],
      "wrong-value",
      undefined,
    ],
    [
      { count: "purchase", is: "at-least", value: 1 },
      ["count"],
      "unknown-operator",
      'Did you mean "purchases"?',
    ],
    [{ count: "purchases", is: "at-least", value: 1.5 }, ["value"], "wrong-value", undefined],
    [
      { count: "purchases", is: "at-least", value: 1, within: "PT36H" },
      ["within"],
      "wrong-window",
      undefined,
    ],
    [
      { count: "purchases", is: "at-least", value: 1, within: 90 },
      ["within"],
      "wrong-window",
      undefined,
    ],
    [
      {
        count: "purchases",
        is: "at-least",
        value: 1,
        where: [{ field: "kategory", is: "is-set" }],
      },
      ["where", 0, "field"],
      "unknown-field",
      'Did you mean "category"?',
    ],
    [
      {
        count: "interactions",
        is: "at-least",
        value: 1,
        where: [{ field: "kind", is: "equals", value: "replay" }],
      },
      ["where", 0, "value"],
      "unknown-choice",
      'Did you mean "reply"?',
    ],
    [
      { count: "interactions", is: "at-least", value: 1, where: ["kind"] },
      ["where", 0],
      "not-a-condition",
      undefined,
    ],
    [{ sum: "purchases.amount", is: "contains", value: 1 }, ["is"], "unknown-operator", undefined],
    [{ any: [] }, ["any"], "not-a-condition", undefined],
    [{ all: [{ not: 3 }] }, ["all", 0, "not"], "not-a-condition", undefined],
    [{ all: [{ not: 3 }], any: [] }, [], "not-a-condition", undefined],
    [{ feild: "customer.name", is: "is-set" }, ["feild"], "unknown-key", 'Did you mean "field"?'],
    [{ field: "customer.name", is: "is-set", within: "P1D" }, ["within"], "unknown-key", undefined],
  ])("%j", (condition, path, code, remedy) => {
    const [problem, ...others] = check(condition);
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ path, code });
    if (remedy !== undefined) expect(problem?.remedy.en).toBe(remedy);
    expect(problem?.remedy.en).toMatch(/[.?]$/);
  });

  test("every problem is found, not only the first", () => {
    const paths = check({
      all: [{ field: "x.y", is: "is-set" }, { any: [{ field: "agreement.end", is: "after" }] }],
    });
    expect(paths.map(({ path }) => path)).toEqual([
      ["all", 0, "field"],
      ["all", 1, "any", 0, "value"],
    ]);
  });

  test("a field is refused where there is nothing of its kind", () => {
    const condition = { field: "renewal.end", is: "is-set" };
    expect(check(condition)).toEqual([]);
    const unavailable = ["standing", "agreement", "renewal", "invitation", "enrolment"] as const;
    const [problem] = check(condition, { unavailable });
    expect(problem).toMatchObject({
      path: ["field"],
      code: "field-not-available",
      remedy: { en: "Use a field of customer or signal." },
    });
  });

  test("a condition too deep or too large to evaluate safely is refused, not attempted", () => {
    let deep: unknown = { field: "customer.name", is: "is-set" };
    for (let level = 0; level < 100_000; level++) deep = { not: deep };
    expect(check(deep).map(({ code }) => code)).toEqual(["too-large"]);
    const wide = {
      all: Array.from({ length: 5_000 }, () => ({ field: "customer.name", is: "is-set" })),
    };
    expect(check(wide).map(({ code }) => code)).toEqual(["too-large"]);
  });

  test("a compiler refuses what the checker refuses, and says the first reason", () => {
    const condition = { field: "agreement.ends", is: "is-set" } as const;
    expect(() => compilePredicate(condition, catalogue)).toThrow(ConditionError);
    expect(() => compilePredicate({ not: condition }, catalogue)).toThrow(
      'The condition cannot be used at not.field: There is no field "agreement.ends". Did you mean "agreement.end"?',
    );
  });

  test("a path that cannot be declared is refused", () => {
    expect(() => createCatalogue({ declared: { "customer.colour": "text" } })).toThrow(
      ConditionError,
    );
  });
});

test("a field declared for the agreement is there for its renewal", () => {
  expect(check({ field: "renewal.attributes.installed", is: "before", value: "today" })).toEqual(
    [],
  );
});

test("the schema takes what the checker takes and names the possible forms otherwise", () => {
  const condition: Condition = {
    all: [
      { not: { field: "agreement.end", is: "is-empty" } },
      { sum: "purchases.quantity", is: "at-least", value: 1, within: "P1Y" },
    ],
  };
  expect(Condition.parse(condition)).toEqual(condition);
  const both = { count: "purchases", sum: "purchases.amount", is: "equals", value: 1 };
  expect(Condition.safeParse(both).error?.issues[0]?.message).toContain('write a condition: "all"');
});
