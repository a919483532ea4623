import { describe, expect, test } from "vitest";
import type { Condition } from "./condition.ts";
import { exampleAgreement } from "./example-facts.ts";
import { createCatalogue } from "./fields.ts";
import { newestRenewal } from "./newest-renewal.ts";
import { requiredFacts } from "./required-facts.ts";

const catalogue = createCatalogue();
const gold: Condition = { field: "customer.valueClass", is: "equals", value: "gold" };

const NOTHING = { agreement: false, renewal: false, standing: false, invitation: false };

function required(...conditions: Condition[]) {
  return requiredFacts(conditions, catalogue, "2026-03-31");
}

describe("required facts", () => {
  test("a condition about the customer needs nothing else", () => {
    expect(required(gold)).toEqual(NOTHING);
  });

  test("a renewal is found however deep it is asked about", () => {
    const deep: Condition = {
      all: [gold, { not: { any: [{ field: "renewal.id", is: "is-set" }] } }],
    };
    expect(required(deep)).toEqual({ ...NOTHING, renewal: true });
  });

  test("what is computed of the customer, and the invitation, are found too", () => {
    const flow: Condition = { field: "standing.flow", is: "equals", value: "decreasing" };
    const group: Condition = { field: "standing.groups", is: "contains", value: "superheroes" };
    const answer: Condition = { field: "invitation.answer", is: "is-empty" };
    expect(required(flow)).toEqual({ ...NOTHING, standing: true });
    expect(required({ not: group })).toEqual({ ...NOTHING, standing: true });
    expect(required(answer)).toEqual({ ...NOTHING, invitation: true });
  });

  test("the longest window of all conditions is what is loaded", () => {
    const month: Condition = { count: "purchases", is: "at-least", value: 1, within: "P1M" };
    const days: Condition = { sum: "purchases.amount", is: "at-least", value: 1, within: "P30D" };
    const ever: Condition = { count: "purchases", is: "at-least", value: 1 };
    const contact: Condition = { count: "interactions", is: "equals", value: 0, within: "P1W" };
    // A month before 31 March is the last of February, 30 days before it the first of March.
    expect(required({ any: [days, month] })).toMatchObject({ purchases: { since: "2026-02-28" } });
    expect(required(days, contact)).toMatchObject({
      purchases: { since: "2026-03-01" },
      interactions: { since: "2026-03-24" },
    });
    expect(required(days, ever).purchases).toEqual({});
  });
});

describe("the newest renewal", () => {
  const renewal = (id: string, orderedAt?: string) => {
    return exampleAgreement({ id, orderedAt, renewalOf: "A-1" });
  };

  test("is the one ordered last, and one never ordered only if there is no other", () => {
    const older = renewal("A-3", "2026-02-01T00:00:00.000Z");
    const newer = renewal("A-2", "2026-02-02T00:00:00.000Z");
    const unordered = renewal("A-4");
    expect(newestRenewal([older, newer, unordered], "A-1")).toBe(newer);
    expect(newestRenewal([unordered], "A-1")).toBe(unordered);
    expect(newestRenewal([exampleAgreement({})], "A-1")).toBeUndefined();
  });

  test("is the one with the greatest id by code point when the orders do not decide", () => {
    const emoji = renewal("A-😀");
    expect(newestRenewal([emoji, renewal("A-ﬀ"), renewal("A-z")], "A-1")).toBe(emoji);
    expect(newestRenewal([renewal("A-😁"), emoji], "A-1")?.id).toBe("A-😁");
    expect(newestRenewal([renewal("A-1"), renewal("A-10")], "A-1")?.id).toBe("A-10");
  });
});
