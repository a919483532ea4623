import { Agreement } from "@perennial/contract";
import { describe, expect, it } from "vitest";
import { relationshipOf } from "./person.ts";

const agreement = (changes: Partial<Agreement>) =>
  Agreement.parse({
    id: "a-1",
    customerId: "c-1",
    product: "fixed-1y",
    kind: "fixed",
    start: "2024-01-01",
    end: "2024-12-31",
    updatedAt: "2024-01-01T00:00:00.000Z",
    ...changes,
  });

describe("the relation that agreements amount to", () => {
  it("spans from the first start to the last end", () => {
    const agreements = [agreement({ start: "2025-01-01", end: "2025-12-31" }), agreement({})];
    expect(relationshipOf(agreements)).toEqual({ since: "2024-01-01", endedOn: "2025-12-31" });
  });

  it("has no end while one runs until further notice", () => {
    expect(relationshipOf([agreement({}), agreement({ end: undefined })])).toEqual({
      since: "2024-01-01",
    });
  });

  it("ends on the day of a cancellation", () => {
    const cancelled = agreement({ status: "cancelled", cancelledAt: "2024-06-15T10:00:00.000Z" });
    expect(relationshipOf([cancelled])).toEqual({ since: "2024-01-01", endedOn: "2024-06-15" });
  });

  it("is none for an order cancelled before its start, a competitor's agreement, or nothing", () => {
    const order = agreement({ status: "cancelled", cancelledAt: "2023-12-01T10:00:00.000Z" });
    expect(relationshipOf([order, agreement({ party: "competitor" })])).toBeUndefined();
    expect(relationshipOf([])).toBeUndefined();
  });
});
