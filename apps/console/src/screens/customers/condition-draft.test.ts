import { expect, test } from "vitest";
import { conditionOf, draftOf } from "./condition-draft.ts";
import { searchOf, stateOf } from "./filter-address.ts";

const CONDITION = {
  any: [
    { field: "customer.tier", is: "one-of", value: ["gold", "silver"] },
    { field: "customer.email", is: "is-empty" },
    { count: "purchases", is: "at-least", value: 3, within: "P90D" },
    { sum: "purchases.amount", is: "more-than", value: 100_000 },
  ],
};

test("a condition of one level is the same after it was rows", () => {
  const draft = draftOf(CONDITION);
  expect(draft?.rows).toHaveLength(4);
  expect(draft && conditionOf(draft)).toEqual(CONDITION);
});

test("rows that are not finished ask for nothing", () => {
  const row = { key: 1, what: "customer.name", is: "contains", value: "", within: "" };
  expect(conditionOf({ join: "all", rows: [row] })).toBeUndefined();
  expect(draftOf(undefined)).toEqual({ join: "all", rows: [] });
});

test("conditions within conditions are left as they are", () => {
  expect(draftOf({ all: [{ not: { field: "customer.name", is: "is-set" } }] })).toBeUndefined();
  const where = [{ field: "category", is: "equals", value: "shoes" }];
  expect(draftOf({ count: "purchases", is: "at-least", value: 1, where })).toBeUndefined();
});

test("what a list shows comes back from its address", () => {
  const filter = { search: "070", tiers: ["gold"], endsWithinDays: 60, hasCall: true };
  const state = { ...stateOf({}), filter, order: "value", descending: false } as const;
  expect(stateOf(searchOf(state))).toEqual(state);
  expect(searchOf(stateOf({}))).toEqual({});
  expect(stateOf({ phases: ["nowhere"], ends: "x" }).filter).toEqual({});
});
