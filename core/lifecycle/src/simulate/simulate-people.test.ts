import { describe, expect, test } from "vitest";
import { exampleAgreement, exampleCustomer, oneCustomer } from "./testing/example-input.ts";
import { runWithEvents } from "./testing/run-with-events.ts";

describe("a customer who acts", () => {
  test("orders after the notice: is thanked at once, signs, and gets a club mail each month", () => {
    const told = runWithEvents(oneCustomer({ ordersAfterNotice: 1, signs: 1 }));
    const [order] = told.of("ordered");
    const [thanks] = told.of("sent", "thanks");
    expect(order).toMatchObject({ agreementId: "a-c1", reason: "web" });
    expect(thanks?.at).toBe(order?.at);
    expect(told.of("sent", "reminder")).toEqual([]);
    expect(told.of("signed")).toHaveLength(1);
    expect(told.of("goal-met")).toHaveLength(1);
    const months = told.of("sent", "club-mail").map(({ at }) => at.slice(0, 7));
    expect(months).toEqual(["2027-02", "2027-03", "2027-04", "2027-05", "2027-06"]);
  });

  test("says STOP: gets no call and no marketing by SMS, and the case goes on to its end", () => {
    const told = runWithEvents(oneCustomer({ repliesStop: 1 }));
    expect(told.of("replied")).toMatchObject([{ text: "STOP" }]);
    expect(told.of("sent", "call")).toEqual([]);
    expect(told.result.totals).toMatchObject({ replies: 1, stops: 1 });
  });

  test("asks: staff get a task, the customer orders, and nobody calls", () => {
    const told = runWithEvents(oneCustomer({ repliesQuestion: 1, ordersAfterQuestion: 1 }));
    expect(told.of("task", "answered")).toHaveLength(1);
    expect(told.of("ordered")).toMatchObject([{ reason: "customer-service" }]);
    expect(told.of("called")).toEqual([]);
  });

  test("answers while on the call list: the entry is taken off before anyone has called", () => {
    const slow = { repliesQuestion: 1, replyDelayMinutes: 10_080, ordersAfterQuestion: 0 };
    const records = {
      customers: Array.from({ length: 40 }, (_, n) => exampleCustomer(`c${n}`)),
      agreements: Array.from({ length: 40 }, (_, n) => exampleAgreement(`c${n}`, "2027-03-31")),
    };
    const told = runWithEvents(oneCustomer({ ...slow, callsPerDay: 3 }, { records }));
    const off = told.of("call-withdrawn").map(({ customerId }) => customerId);
    expect(off.length).toBeGreaterThan(3);
    expect(told.result.totals.calls.withdrawn).toBe(off.length);
    // Taking a call back is not counted as a deed of the step that waited for it.
    expect(told.result.programs[0]?.steps).not.toHaveProperty("await-call");
    for (const id of off) {
      const answered = told.of("replied").find(({ customerId }) => customerId === id);
      const called = told.of("called").find(({ customerId }) => customerId === id);
      expect(called, id).toBeUndefined();
      expect(answered, id).toBeDefined();
    }
  });

  test("orders while the reminder is held back: it is withdrawn and never sent", () => {
    const ids = Array.from({ length: 60 }, (_, n) => `c${n}`);
    const pausedUntil = "2027-06-01T00:00:00.000Z";
    const records = {
      customers: ids.map((id) => exampleCustomer(id, { pausedUntil })),
      agreements: ids.map((id) => exampleAgreement(id, "2027-03-31")),
    };
    const told = runWithEvents(
      oneCustomer({ ordersAfterNotice: 1, noticeDelayDays: 60 }, { records }),
    );
    const withdrawn = told.of("withdrawn", "reminder");
    expect(withdrawn.length).toBeGreaterThan(0);
    for (const { customerId, at } of withdrawn) {
      expect(told.of("ordered").find((order) => order.customerId === customerId)?.at).toBe(at);
    }
    const { held, skipped } = told.result.programs[0]?.steps.reminder ?? { held: 0, skipped: 0 };
    expect(told.of("sent", "reminder")).toEqual([]);
    expect(withdrawn.length + skipped).toBe(held);
  });

  test("renews in a call: the order counts once it is accepted in writing, and is signed", () => {
    const everyone = { reachedByPhone: 1, renewsInCall: 1, wrongNumber: 0, wantsNoCalls: 0 };
    const told = runWithEvents(
      oneCustomer({ ...everyone, declinesInCall: 0, acceptsInWriting: 1, signs: 1 }),
    );
    const [called] = told.of("called");
    const [ordered] = told.of("ordered");
    const [accepted] = told.of("accepted");
    const [signed] = told.of("signed");
    expect(called).toMatchObject({ reason: "renewed" });
    expect(ordered).toMatchObject({ reason: "phone" });
    const moments = [called, ordered, accepted, signed].map((event) => event?.at ?? "");
    expect(moments).toEqual(moments.toSorted());
  });

  test("does not sign: is reminded twice, and the CRM cancels the order when it would begin", () => {
    const told = runWithEvents(oneCustomer({ ordersAfterNotice: 1 }, { to: "2027-04-30" }));
    expect(told.of("sent", "signature")).toHaveLength(2);
    expect(told.result.totals).toMatchObject({ orders: 1, signed: 0 });
    expect(told.result.totals.leftBy).toEqual({ unsigned: 1 });
  });

  test("signs when reminded", () => {
    const told = runWithEvents(oneCustomer({ ordersAfterNotice: 1, signsWhenReminded: 1 }));
    const [reminded] = told.of("sent", "signature");
    const [signed] = told.of("signed");
    expect((signed?.at ?? "") > (reminded?.at ?? "z")).toBe(true);
    expect(told.of("sent", "signature")).toHaveLength(1);
  });

  test("renews unprompted, at a moment of their own", () => {
    const told = runWithEvents(oneCustomer({ ordersUnprompted: 1 }));
    const [ordered, ...more] = told.of("ordered");
    expect(more).toEqual([]);
    expect(ordered?.at).toMatch(/^2027-0[123]/);
    expect(told.of("called").filter(({ at }) => at > (ordered?.at ?? ""))).toEqual([]);
  });

  test("shares a number with another: an answer is for the case that has written to it", () => {
    const mobile = "+46701112233";
    const records = {
      customers: [exampleCustomer("c1", { mobile }), exampleCustomer("c2", { mobile })],
      agreements: [exampleAgreement("c1", "2027-03-31"), exampleAgreement("c2", "2027-03-31")],
    };
    const told = runWithEvents(
      oneCustomer({ repliesQuestion: 1, ordersAfterQuestion: 0 }, { records }),
    );
    // The same advertising twice to one number is a duplicate.
    expect(told.of("skipped", "reminder")).toMatchObject([
      { customerId: "c2", reason: "duplicate" },
    ]);
    expect(told.of("replied")).toHaveLength(1);
    expect(told.of("task", "answered")).toMatchObject([{ customerId: "c1" }]);
  });
});
