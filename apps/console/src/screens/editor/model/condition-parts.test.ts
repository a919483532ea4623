import { expect, test } from "vitest";
import { dateText, dateValue, firstValue, shapeOf, withField } from "./condition-parts.ts";

test.each(["today", "today+P90D", "today-P1Y", "2026-03-31"])(
  "the date %s is read and written alike",
  (text) => {
    expect(dateText(dateValue(text))).toBe(text);
  },
);

test("a question's shape is what it has, and nothing where it is no question", () => {
  expect(shapeOf({ all: [] })).toBe("all");
  expect(shapeOf({ count: "purchases", is: "at-least", value: 1 })).toBe("count");
  expect(shapeOf("all")).toBe("other");
});

test("a question about another field keeps the comparison where it fits", () => {
  const number = { type: "number" as const };
  expect(withField("customer.x", number, ["equals", "at-least"], "at-least")).toEqual({
    ...{ field: "customer.x", is: "at-least", value: 0 },
  });
  expect(withField("customer.x", number, ["equals", "at-least"], "contains")).toEqual({
    ...{ field: "customer.x", is: "equals", value: 0 },
  });
});

test("a question begins with a value of the field's kind", () => {
  expect(firstValue({ type: "choice", values: ["gold"] }, "one-of")).toEqual(["gold"]);
  expect(firstValue({ type: "boolean" }, "equals")).toBe(true);
  expect(firstValue({ type: "date" }, "is-set")).toBeUndefined();
});
