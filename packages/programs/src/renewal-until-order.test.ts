import { describe, expect, test } from "vitest";
import { RenewalCase } from "./testing/renewal-case.ts";

// Anna's agreement ends on 2027-03-31: 90 days before is 2026-12-31, 85 is 2027-01-05, 60 is 2027-01-30.
const DAY_90 = "2026-12-31T05:00:00.000Z";
const ordered = (now: string) => ({ orderedAt: now, orderChannel: "web" });
const replied = (text: string) =>
  ({ type: "message.replied", channel: "sms", from: "+46701234567", text }) as const;
const finished = (
  outcome: "renewed" | "declined" | "not-reached" | "do-not-call",
  endedAt: string,
) => ({ type: "call.finished", customerId: "c1", outcome, endedAt }) as const;

async function silentUntilCalled(): Promise<RenewalCase> {
  const anna = await RenewalCase.entered({ now: DAY_90 });
  anna.waitUntil("2027-02-06T12:00:00.000Z");
  return anna;
}

describe("the way to the call list (A-02 to A-06)", () => {
  test("notice, reminder and call come on their days when the customer is silent", async () => {
    const anna = await silentUntilCalled();
    expect(anna.log).toEqual([
      "2027-01-05 message notice",
      // The thirtieth is a Saturday.
      "2027-02-01 message reminder",
      "2027-02-06 call call",
    ]);
    expect(anna.stage).toBe("escalated");
    expect(anna.enrolment.variables).toMatchObject({ offer: "fixed-12" });
  });

  test("a notice that cannot be mailed becomes a task to post it, and the program goes on", async () => {
    const anna = await RenewalCase.entered({ now: DAY_90 });
    anna.unsendable.add("notice");
    anna.waitUntil("2027-02-02T00:00:00.000Z");
    expect(anna.log).toEqual([
      "2027-01-05 message notice",
      "2027-01-05 task notice-by-post",
      "2027-02-01 message reminder",
    ]);
  });

  test("a customer who comes in late is told at once, and a person learns that it was late", async () => {
    const anna = await RenewalCase.entered({ now: "2027-02-20T08:00:00.000Z" });
    anna.waitUntil("2027-02-24T12:00:00.000Z");
    expect(anna.log).toEqual([
      "2027-02-20 task notice-late",
      "2027-02-20 message notice",
      "2027-02-23 message reminder",
    ]);
  });

  test("a reply before the wait ends stops the escalation and gives a person a task", async () => {
    const anna = await RenewalCase.entered({ now: DAY_90 });
    anna.waitUntil("2027-02-02T00:00:00.000Z");
    anna.tell(replied("Vad kostar det?"));
    anna.waitUntil("2027-03-30T00:00:00.000Z");
    expect(anna.effectsOf("answered")).toHaveLength(1);
    expect(anna.effectsOf("call")).toHaveLength(0);
  });

  test("a reply takes the customer off the call list", async () => {
    const anna = await silentUntilCalled();
    anna.tell(replied("Ring mig inte, jag mejlar er"));
    expect(anna.effects.at(-2)).toMatchObject({ kind: "withdraw-call" });
    expect(anna.step).toBe("await-order");
  });

  test("a reminder that cannot be sent gives time to order, then the customer is called", async () => {
    const anna = await RenewalCase.entered({ now: DAY_90 });
    anna.unsendable.add("reminder");
    anna.waitUntil("2027-02-03T00:00:00.000Z");
    expect(anna.stage).toBe("renewal-due");
    anna.waitUntil("2027-02-07T00:00:00.000Z");
    expect(anna.log.at(-1)).toBe("2027-02-06 call call");
  });

  test("where no call is lawful, the customer is left in peace", async () => {
    const anna = await RenewalCase.entered({ now: DAY_90 });
    anna.unsendable.add("call");
    anna.waitUntil("2027-03-30T00:00:00.000Z");
    expect(anna.effectsOf("call")).toHaveLength(1);
    expect(anna.stage).toBe("sms-sent");
  });

  test("STOP before the notice stops the offer and the call, never the notice", async () => {
    const anna = await RenewalCase.entered({ now: DAY_90 });
    anna.tell(replied("STOPP"));
    anna.waitUntil("2027-03-30T00:00:00.000Z");
    expect(anna.log).toEqual(["2027-01-05 message notice"]);
  });

  test("STOP after the reminder means no call", async () => {
    const anna = await RenewalCase.entered({ now: DAY_90 });
    anna.waitUntil("2027-02-02T00:00:00.000Z");
    anna.tell(replied("stopp tack"));
    anna.waitUntil("2027-03-30T00:00:00.000Z");
    expect(anna.log.at(-1)).toBe("2027-02-01 message reminder");
  });

  test("nobody answers: three tries two days apart, then peace", async () => {
    const anna = await silentUntilCalled();
    for (const day of ["06", "08", "10"]) {
      anna.waitUntil(`2027-02-${day}T13:00:00.000Z`);
      anna.tell(finished("not-reached", anna.now));
    }
    anna.waitUntil("2027-03-30T00:00:00.000Z");
    expect(anna.effectsOf("call")).toHaveLength(3);
    expect(anna.step).toBe("await-order");
  });

  test("who does not want to be called is marked so in the CRM", async () => {
    const anna = await silentUntilCalled();
    anna.tell(finished("do-not-call", anna.now));
    expect(anna.effects.at(-1)).toMatchObject({ kind: "update", values: { doNotCall: true } });
    expect(anna.step).toBe("await-order");
  });

  test("a no on the phone ends the case, and silence ends it when the agreement has ended", async () => {
    const declined = await silentUntilCalled();
    declined.tell(finished("declined", declined.now));
    expect(declined.endReason).toBe("declined");
    const silent = await silentUntilCalled();
    silent.waitUntil("2027-04-01T12:00:00.000Z");
    expect(silent.endReason).toBe("lapsed");
  });
});

describe("the order (A-04, A-07, A-08)", () => {
  test.each([
    ["renewal-due", "2027-01-10T08:00:00.000Z"],
    ["sms-sent", "2027-02-02T08:00:00.000Z"],
    ["escalated", "2027-02-07T08:00:00.000Z"],
  ])("an order in %s is thanked for and watched in one go", async (stage, now) => {
    const anna = await RenewalCase.entered({ now: DAY_90 });
    anna.waitUntil(now);
    expect(anna.stage).toBe(stage);
    anna.changeRenewal(ordered(now));
    expect(anna.effects.at(-1)).toMatchObject({
      ...{ kind: "message", step: "thanks", class: "service", keep: true, oncePer: "renewal" },
    });
    expect(anna.stage).toBe("awaiting-signature");
    expect(anna.step).toBe("await-signature");
  });

  test("an order nobody asked for is thanked for and watched too", async () => {
    const anna = await RenewalCase.outside({ now: "2026-10-01T08:00:00.000Z" });
    anna.changeRenewal(ordered(anna.now));
    expect(anna.log).toEqual(["2026-10-01 message thanks"]);
    expect(anna.stage).toBe("awaiting-signature");
  });

  test("an old order that is read in late is not thanked for", async () => {
    const anna = await RenewalCase.outside({ now: "2026-10-01T08:00:00.000Z" });
    anna.changeRenewal(ordered("2026-08-01T08:00:00.000Z"));
    expect(anna.log).toEqual([]);
    expect(anna.step).toBeUndefined();
  });

  test("a customer without a mobile is thanked by e-mail", async () => {
    const anna = await RenewalCase.entered({ now: DAY_90, customer: { mobile: undefined } });
    anna.changeRenewal(ordered(anna.now));
    expect(anna.log).toEqual(["2026-12-31 message thanks-email"]);
  });

  test("an order on the day after the end is still an order", async () => {
    const anna = await silentUntilCalled();
    anna.waitUntil("2027-04-01T03:00:00.000Z");
    anna.changeRenewal(ordered(anna.now));
    expect(anna.stage).toBe("awaiting-signature");
  });
});
