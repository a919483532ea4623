import { describe, expect, test } from "vitest";
import { compilePredicate } from "./compile-predicate.ts";
import { Condition } from "./condition.ts";
import { exampleAgreement, exampleFacts, examplePurchase } from "./example-facts.ts";
import { createCatalogue } from "./fields.ts";
import { checkCondition } from "./resolve-condition.ts";
import { sentence } from "./sentence.ts";

describe("a setting in the place of a number is refused", () => {
  test.each([
    [{ setting: "mileston" }, "unknown-setting", /Did you mean "milestone"/],
    [{ setting: 3 }, "unknown-setting", /no setting "3"/],
    [{ setting: "wait" }, "wrong-setting-type", /is no number/],
  ])("a number that is %j", (value, code, says) => {
    const set = createCatalogue({ settings: { milestone: 100, wait: "P2D" } });
    const [problem, ...others] = checkCondition({ count: "purchases", is: "at-least", value }, set);
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ path: ["value", "setting"], code });
    expect(problem?.message.en).toMatch(says);
  });

  test("a setting is no text, no date and no part of a list", () => {
    const set = createCatalogue({ settings: { milestone: 100 } });
    for (const [field, is, value] of [
      ["customer.name", "equals", { setting: "milestone" }],
      ["agreement.end", "before", { setting: "milestone" }],
      ["agreement.noticeDays", "one-of", [{ setting: "milestone" }]],
    ] as const) {
      const problems = checkCondition({ field, is, value }, set);
      expect(problems).toMatchObject([{ code: "wrong-value" }]);
    }
  });
});

test("a setting that is named stands for its number, in the predicate and in the sentence", () => {
  const set = createCatalogue({ settings: { milestone: 2, notice: 30 } });
  const condition = Condition.parse({
    all: [
      { count: "purchases", is: "at-least", value: { setting: "milestone" } },
      { field: "agreement.noticeDays", is: "less-than", value: { setting: "notice" } },
    ],
  });
  const holds = compilePredicate(condition, set);
  const bought = [examplePurchase({ id: "1" }), examplePurchase({ id: "2" })];
  const agreement = exampleAgreement({ noticeDays: 29 });
  expect(holds(exampleFacts({ agreement, purchases: bought }))).toBe(true);
  expect(holds(exampleFacts({ agreement, purchases: bought.slice(1) }))).toBe(false);
  expect(sentence(condition, "en", set)).toMatch(/2\spurchases.*30\sdays/);
});
