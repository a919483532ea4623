import type { Agreement } from "@perennial/contract";
import { describe, expect, test } from "vitest";
import { chance } from "../chance/chance.ts";
import { wallClock } from "../time/zone.ts";
import { type Habits, NO_HABITS } from "./habits.ts";
import { afterOrder, type Reading, reactToReminder, reactToRenewal } from "./reactions.ts";
import { ZONE } from "./timing.ts";

const AT = "2026-03-06T20:30:00.000Z";
const reply = { from: "+46700000001", to: "+46766861004", locale: "sv" };
const agreement: Agreement = {
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
};
const byPhone: Agreement = { ...agreement, id: "A1-R1", status: "ordered", orderChannel: "phone" };

const reading = (habits: Partial<Habits>, changes: Partial<Reading> = {}): Reading => ({
  at: AT,
  draw: (question) => chance(1, question),
  habits: { ...NO_HABITS, ...habits },
  customerId: "K1",
  reply,
  ...changes,
});

describe("what people do about a message", () => {
  test("whoever says yes answers by SMS, and staff register the order in office hours", () => {
    const [answer, order, ...more] = reactToRenewal(reading({ answersYes: 1 }), agreement);
    expect(more).toEqual([]);
    expect(answer?.deed).toMatchObject({
      kind: "text",
      from: reply.from,
      to: reply.to,
      about: "A1",
    });
    expect(order?.deed).toMatchObject({ kind: "order", agreementId: "A1", channel: "sms" });
    const { weekday, minutes } = wallClock(order?.due ?? "", ZONE);
    expect(weekday).toBe(1);
    expect(minutes).toBeGreaterThanOrEqual(9 * 60);
  });

  test("nobody answers a sender that cannot be answered", () => {
    const { reply: _, ...unanswerable } = reading({ answersYes: 1, asks: 0, stops: 0 });
    expect(reactToRenewal(unanswerable, agreement)).toEqual([]);
  });

  test("nobody does anything in the middle of the night", () => {
    for (let seed = 0; seed < 200; seed += 1) {
      const draw = (question: string) => chance(seed, question);
      for (const { due } of reactToRenewal(reading({ stops: 1 }, { draw }), agreement)) {
        const { minutes } = wallClock(due, ZONE);
        expect(minutes).toBeGreaterThanOrEqual(8 * 60);
        expect(minutes).toBeLessThanOrEqual(21 * 60 + 5);
        expect(due > AT).toBe(true);
      }
    }
  });

  test("what was renewed in a call is accepted first, by SMS where an SMS asks, and then signed", () => {
    const plans = reactToReminder(reading({ acceptsWhenAsked: 1, signs: 1 }), byPhone);
    expect(plans.map(({ deed }) => deed.kind)).toEqual(["text", "accept", "sign"]);
    const dues = plans.map(({ due }) => due);
    expect(dues).toEqual(dues.toSorted());
  });

  test("a mail is accepted on the web", () => {
    const { reply: _, ...mail } = reading({ acceptsWhenAsked: 1 });
    expect(reactToReminder(mail, byPhone).map(({ deed }) => deed.kind)).toEqual(["accept"]);
  });

  test("whoever does not accept does not sign either", () => {
    const habits = { ...NO_HABITS, signs: 1 };
    expect(afterOrder(byPhone, AT, (question) => chance(1, question), habits)).toEqual([]);
  });
});
