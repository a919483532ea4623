import type { Consent } from "@perennial/contract";
import { describe, expect, it } from "vitest";
import { consentInForce } from "./consent-in-force.ts";

const NOW = "2026-03-01T00:00:00.000Z";
const record = (state: Consent["state"], at: string, topic?: string): Consent => ({
  customerId: "c-1",
  channel: "sms",
  purpose: "marketing",
  state,
  at: `${at}T00:00:00.000Z`,
  source: "web-form",
  legalBasis: "consent",
  ...(topic !== undefined && { topic }),
});
const inForce = (records: Consent[], topic?: string) =>
  consentInForce(records, { channel: "sms", purpose: "marketing", topic }, NOW);

describe("the consent in force", () => {
  it("is the latest, in whatever order the records come", () => {
    const [given, withdrawn] = [record("given", "2025-01-01"), record("withdrawn", "2025-06-01")];
    expect(inForce([given, withdrawn])).toBe(withdrawn);
    expect(inForce([withdrawn, given])).toBe(withdrawn);
    expect(inForce([withdrawn, record("given", "2025-07-01")])?.state).toBe("given");
  });

  it("is the withdrawal where both are of the same moment", () => {
    const [given, withdrawn] = [record("given", "2025-01-01"), record("withdrawn", "2025-01-01")];
    expect(inForce([given, withdrawn])).toBe(withdrawn);
    expect(inForce([withdrawn, given])).toBe(withdrawn);
  });

  it("is the topic's own where it has one, and the purpose's where it has none", () => {
    const [whole, club] = [
      record("given", "2025-01-01"),
      record("withdrawn", "2024-01-01", "club"),
    ];
    expect(inForce([whole, club], "club")).toBe(club);
    expect(inForce([whole, club], "energy-tips")).toBe(whole);
    expect(inForce([whole, club])).toBe(whole);
    expect(inForce([club], "energy-tips")).toBeUndefined();
  });

  it("to a topic ends with a later withdrawal of everything, and may be given again", () => {
    const stop = record("withdrawn", "2025-06-01");
    expect(inForce([record("given", "2025-01-01", "club"), stop], "club")).toBe(stop);
    expect(inForce([record("given", "2025-06-01", "club"), stop], "club")).toBe(stop);
    expect(inForce([record("given", "2025-07-01", "club"), stop], "club")?.state).toBe("given");
  });

  it("is still the withdrawal after an order that a basis other than consent came with", () => {
    const stop = record("withdrawn", "2025-06-01");
    const order = { ...record("given", "2025-09-01"), legalBasis: "existing-customer" as const };
    const club = { ...order, topic: "club" };
    expect(inForce([stop, order])).toBe(stop);
    expect(inForce([stop, club], "club")).toBe(stop);
    expect(inForce([stop, order, record("given", "2025-08-01")])?.at).toContain("2025-08-01");
    expect(inForce([order])).toBe(order);
    expect(inForce([record("given", "2025-01-01"), order])?.legalBasis).toBe("consent");
  });

  it("does not come from the future, but a withdrawal may", () => {
    expect(inForce([record("given", "2026-04-01")])).toBeUndefined();
    expect(inForce([record("given", "2025-01-01"), record("withdrawn", "2026-04-01")])?.state).toBe(
      "withdrawn",
    );
  });

  it("is of the channel and the purpose it was given for", () => {
    const other = { ...record("given", "2025-01-01"), channel: "email" as const };
    const service = { ...record("given", "2025-01-01"), purpose: "service" as const };
    expect(inForce([other, service])).toBeUndefined();
  });
});
