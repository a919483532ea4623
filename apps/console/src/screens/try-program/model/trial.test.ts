import { expect, test } from "vitest";
import { trialOf } from "./trial.ts";

test("an address without anything tries the draft from today for a year", () => {
  expect(trialOf({})).toEqual({
    ...{ customer: "", from: "", days: 365, letIn: true, behaves: "silent", source: "draft" },
  });
});

test("an address says who is tried, from when and how; nonsense counts as nothing", () => {
  const trial = trialOf({
    customer: 17,
    from: "2026-03-01",
    days: 90,
    letIn: false,
    source: "published",
  });
  expect(trial).toMatchObject({
    customer: "17",
    from: "2026-03-01",
    days: 90,
    letIn: false,
    source: "published",
  });
  expect(trialOf({ from: "soon", days: 7 })).toMatchObject({ from: "", days: 365 });
});
