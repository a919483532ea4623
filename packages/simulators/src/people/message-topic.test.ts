import type { Agreement } from "@perennial/contract";
import { describe, expect, test } from "vitest";
import { topicOf } from "./message-topic.ts";

const AT = "2026-03-01T08:00:00.000Z";
const agreement = (changes: Partial<Agreement>): Agreement => ({
  id: "A1",
  customerId: "K1",
  party: "own",
  product: "Fast 1 år",
  kind: "fixed",
  status: "active",
  start: "2025-06-01",
  end: "2026-05-31",
  currency: "SEK",
  attributes: {},
  updatedAt: AT,
  ...changes,
});
const running = agreement({});
const order = agreement({ id: "A1-R1", status: "ordered", renewalOf: "A1", end: "2027-05-31" });

describe("what a message is about", () => {
  test.each([
    ["Ditt elavtal löper ut den 31 maj. Förläng nu!", "renewal"],
    ["Information om ditt elavtal", "renewal"],
    ["Your electricity agreement ends soon", "renewal"],
    ["Månadens erbjudanden från kundklubben", "other"],
    ["Tack för förtroendet! Ditt avtal börjar den 1 juni.", "other"],
  ])("“%s” while an agreement nears its end: %s", (words, about) => {
    expect(topicOf(words, [running], AT).about).toBe(about);
  });

  test("speaks of the order as long as that is not signed", () => {
    const words = "Glöm inte att skriva under ditt avtal";
    expect(topicOf(words, [running, order], AT)).toEqual({ about: "order", order });
    const signed = { ...order, signedAt: AT };
    expect(topicOf(words, [running, signed], AT).about).toBe("other");
  });

  test("speaks of the one that ends first, and of none that ends far ahead", () => {
    const sooner = agreement({ id: "A2", end: "2026-04-30" });
    const words = "Ditt elavtal löper ut";
    expect(topicOf(words, [running, sooner], AT)).toMatchObject({ agreement: { id: "A2" } });
    const later = agreement({ end: "2026-12-31" });
    expect(topicOf(words, [later], AT).about).toBe("other");
  });
});
