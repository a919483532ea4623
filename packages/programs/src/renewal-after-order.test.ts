import { describe, expect, test } from "vitest";
import { RenewalCase } from "./testing/renewal-case.ts";

// Anna's agreement ends on 2027-03-31: 90 days before is 2026-12-31, 85 is 2027-01-05, 60 is 2027-01-30.
const DAY_90 = "2026-12-31T05:00:00.000Z";
const ordered = (now: string) => ({ orderedAt: now, orderChannel: "web" });
const finished = (
  outcome: "renewed" | "declined" | "not-reached" | "do-not-call",
  endedAt: string,
) => ({ type: "call.finished", customerId: "c1", outcome, endedAt }) as const;

const about = { customerId: "c1", renewalOf: "a1" };

async function silentUntilCalled(): Promise<RenewalCase> {
  const anna = await RenewalCase.entered({ now: DAY_90 });
  anna.waitUntil("2027-02-06T12:00:00.000Z");
  return anna;
}

describe("a yes on the phone (product.md, 3.3)", () => {
  async function saidYes(): Promise<RenewalCase> {
    const anna = await silentUntilCalled();
    anna.waitUntil("2027-02-08T10:00:00.000Z");
    anna.tell(finished("renewed", "2027-02-08T09:58:00.000Z"));
    return anna;
  }

  test("is confirmed in writing, and the order that the agent registers changes nothing", async () => {
    const anna = await saidYes();
    anna.changeRenewal({ orderedAt: anna.now, orderChannel: "phone" });
    expect(anna.log.slice(-2)).toEqual([
      "2027-02-08 message confirm-email",
      "2027-02-08 message confirm-sms",
    ]);
    expect(anna.stage).toBe("confirming");
  });

  test("counts once it is accepted in writing after the call, and not before", async () => {
    const anna = await saidYes();
    anna.changeRenewal({ orderedAt: anna.now, orderChannel: "phone" });
    anna.changeRenewal({ acceptedAt: "2027-02-08T09:57:00.000Z" });
    expect(anna.stage).toBe("confirming");
    anna.waitUntil("2027-02-09T10:00:00.000Z");
    anna.changeRenewal({ acceptedAt: "2027-02-09T10:00:00.000Z" });
    expect(anna.log.at(-1)).toBe("2027-02-09 message thanks");
    expect(anna.stage).toBe("awaiting-signature");
  });

  test("is reminded of once, then a person takes over, then it is no renewal", async () => {
    const anna = await saidYes();
    anna.waitUntil("2027-03-20T10:00:00.000Z");
    expect(anna.log.slice(-3)).toEqual([
      "2027-02-11 message confirm-again-email",
      "2027-02-11 message confirm-again-sms",
      "2027-02-14 task acceptance-missing",
    ]);
    expect(anna.endReason).toBe("not-accepted");
  });

  test("given before the notice and never accepted, the notice still goes", async () => {
    const anna = await RenewalCase.entered({ now: DAY_90 });
    anna.changeRenewal({ orderedAt: anna.now, orderChannel: "phone" });
    expect(anna.stage).toBe("confirming");
    anna.waitUntil("2027-01-30T00:00:00.000Z");
    expect(anna.log.at(-1)).toBe("2027-01-20 message notice");
  });
});

describe("the signature and customer care (A-09 to A-12)", () => {
  async function orderedOnWeb(): Promise<RenewalCase> {
    const anna = await RenewalCase.entered({ now: DAY_90 });
    anna.waitUntil("2027-02-02T08:00:00.000Z");
    anna.changeRenewal(ordered(anna.now));
    return anna;
  }

  test("a missing signature is reminded of twice, then a person takes over", async () => {
    const anna = await orderedOnWeb();
    anna.waitUntil("2027-04-30T08:00:00.000Z");
    expect(anna.log.slice(-5)).toEqual([
      "2027-02-12 message signature-email",
      "2027-02-12 message signature-sms",
      "2027-02-22 message signature-email",
      "2027-02-22 message signature-sms",
      "2027-03-04 task signature-missing",
    ]);
    expect(anna.endReason).toBe("unsigned");
  });

  test("the signature updates the CRM and starts the club mail, once in every calendar month", async () => {
    const anna = await orderedOnWeb();
    anna.waitUntil("2027-02-15T08:00:00.000Z");
    anna.changeRenewal({ signedAt: anna.now });
    expect(anna.effects.slice(-2)).toMatchObject([
      { kind: "update", object: "agreement", recordId: "r1", values: { contractStatus: "signed" } },
      {
        ...{ kind: "update", object: "customer", recordId: "c1" },
        values: { lifecycleStatus: "customer-care", renewedUntil: "2028-03-31" },
      },
    ]);
    anna.waitUntil("2027-06-30T08:00:00.000Z");
    expect(anna.effectsOf("club-mail")).toHaveLength(4);
    expect(anna.log.slice(-4)).toEqual(
      ["03", "04", "05", "06"].map((month) => `2027-${month}-10 message club-mail`),
    );
    expect(anna.effects.at(-1)).toMatchObject({ topic: "club", oncePer: "calendar-month" });
  });

  test("a signature that comes after the watch was given up still updates the CRM and starts the club", async () => {
    const anna = await orderedOnWeb();
    anna.waitUntil("2027-04-30T08:00:00.000Z");
    expect(anna.endReason).toBe("unsigned");
    anna.enterAgain();
    anna.changeRenewal({ signedAt: anna.now });
    expect(anna.stage).toBe("customer-care");
    expect(anna.effectsOf("signed")).toHaveLength(1);
  });

  test("an order that is signed already goes straight to customer care", async () => {
    const anna = await RenewalCase.entered({ now: DAY_90 });
    anna.changeRenewal({ ...ordered(anna.now), signedAt: anna.now });
    expect(anna.stage).toBe("customer-care");
    expect(anna.effectsOf("signature-email")).toHaveLength(0);
  });

  test("customer care hands over when the renewed agreement has ended, and stops when it is cancelled", async () => {
    const ended = await orderedOnWeb();
    ended.changeRenewal({ signedAt: ended.now, status: "active" });
    ended.waitUntil("2028-05-01T08:00:00.000Z");
    expect(ended.endReason).toBe("handed-over");
    expect(ended.log.at(-1)).toBe("2028-03-10 message club-mail");
    const cancelled = await orderedOnWeb();
    cancelled.changeRenewal({ signedAt: cancelled.now });
    cancelled.changeRenewal({ status: "cancelled" });
    expect(cancelled.endReason).toBe("agreement-over");
  });
});

describe("what changes on the way", () => {
  test("an agreement that is cancelled ends the case", async () => {
    const anna = await silentUntilCalled();
    anna.changeAgreement({ status: "cancelled" });
    expect(anna.endReason).toBe("agreement-cancelled");
    expect(anna.effects.at(-1)).toMatchObject({ kind: "withdraw-call" });
  });

  test("an end that moves far away ends the case, so that it comes again in time", async () => {
    const anna = await silentUntilCalled();
    anna.changeAgreement({ end: "2028-03-31" });
    expect(anna.endReason).toBe("end-moved");
  });

  test("an end that moves a little means a new notice with the new date", async () => {
    const anna = await silentUntilCalled();
    anna.changeAgreement({ end: "2027-04-30" });
    anna.waitUntil("2027-03-02T12:00:00.000Z");
    expect(anna.log.slice(-3)).toEqual([
      "2027-02-06 withdraw-call await-call",
      "2027-02-06 message notice",
      "2027-03-01 message reminder",
    ]);
  });

  test("a renewal that the customer cancels goes to a person, and the next order is thanked for", async () => {
    const anna = await silentUntilCalled();
    anna.changeRenewal(ordered(anna.now));
    anna.changeRenewal({ status: "cancelled" });
    expect(anna.log.at(-1)).toBe("2027-02-06 task renewal-cancelled");
    expect(anna.step).toBe("await-order");
    anna.waitUntil("2027-02-20T08:00:00.000Z");
    anna.changeRenewal({ id: "r2", status: "ordered", orderedAt: anna.now });
    expect(anna.stage).toBe("awaiting-signature");
  });

  test("another order before the first is cancelled is thanked for too, and the watch goes on", async () => {
    const anna = await silentUntilCalled();
    anna.changeRenewal(ordered(anna.now));
    const first = anna.renewal;
    anna.waitUntil("2027-02-08T08:00:00.000Z");
    anna.changeRenewal({ id: "r2", orderedAt: anna.now });
    expect(anna.effectsOf("thanks")).toHaveLength(2);
    anna.tell({ type: "agreement.cancelled", ...about, agreementId: first?.id ?? "" });
    expect(anna.stage).toBe("awaiting-signature");
  });

  test("a customer who is gone leaves", async () => {
    const anna = await silentUntilCalled();
    anna.tell({ type: "customer.deleted", customerId: "c1" });
    expect(anna.endReason).toBe("customer-gone");
  });
});
