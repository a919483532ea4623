import { LifecyclePlan } from "@perennial/lifecycle";
import { expect, test } from "vitest";
import { changedParts, clashes, mergePlans } from "./merge-plans.ts";

const base = LifecyclePlan.parse({ flows: {}, churn: {}, holdout: 5 });

test("one's own changes stand on top of somebody else's, and nothing else of theirs is lost", () => {
  const mine = LifecyclePlan.parse({ flows: { lostAfter: "P18M" }, churn: {}, holdout: 5 });
  const theirs = LifecyclePlan.parse({ flows: {}, churn: { high: 0.8 }, holdout: 10 });
  expect(clashes({ base, mine, theirs })).toEqual([]);
  expect(mergePlans({ base, mine, theirs })).toEqual({
    ...theirs,
    flows: { ...theirs.flows, lostAfter: "P18M" },
  });
});

test("of a part that both changed one's own holds, and it is told", () => {
  const mine = { ...base, holdout: 20 };
  const theirs = { ...base, holdout: 10 };
  expect(clashes({ base, mine, theirs })).toEqual(["holdout"]);
  expect(mergePlans({ base, mine, theirs }).holdout).toBe(20);
  expect(clashes({ base, mine: theirs, theirs })).toEqual([]);
});

test("a part that was taken away stays away", () => {
  const { churn: _, ...mine } = base;
  expect(changedParts(base, mine)).toEqual(["churn"]);
  expect(mergePlans({ base, mine, theirs: { ...base, holdout: 1 } })).toEqual({
    ...mine,
    holdout: 1,
  });
});

test("the order in which keys stand is no change", () => {
  const flows = Object.fromEntries(Object.entries(base.flows ?? {}).reverse());
  expect(changedParts(base, LifecyclePlan.parse({ ...base, flows }))).toEqual([]);
});
