import { describe, expect, test } from "vitest";
import { type Assumptions, DEFAULT_ASSUMPTIONS, SILENT_PEOPLE } from "./assumptions.ts";
import { simulateDays } from "./simulate.ts";
import { SimulationError } from "./simulation-error.ts";
import type { SimulationInput } from "./simulation-input.ts";
import {
  exampleAgreement,
  exampleCustomer,
  exampleInput,
  SALES_POLICY,
} from "./testing/example-input.ts";
import { OFFERS_IN_SMALL, RENEWAL_IN_SMALL, starterInSmall } from "./testing/example-program.ts";
import { runWithEvents } from "./testing/run-with-events.ts";

/** One customer whose agreement ends on 2027-03-31, and what differs from silence. */
function one(assumptions: Partial<Assumptions> = {}, more: Partial<SimulationInput> = {}) {
  return exampleInput({
    records: {
      customers: [exampleCustomer("c1")],
      agreements: [exampleAgreement("c1", "2027-03-31")],
    },
    assumptions: { ...SILENT_PEOPLE, ...assumptions },
    ...more,
  });
}

const local = (at: string) =>
  new Intl.DateTimeFormat("sv", {
    dateStyle: "short",
    timeStyle: "short",
    timeZone: "Europe/Stockholm",
  }).format(new Date(at));

describe("a customer who stays silent", () => {
  test("gets the notice, the reminder and the calls on their days, and the case ends with the agreement", () => {
    const { events } = runWithEvents(one());
    expect(
      events
        .filter(({ what }) => what !== "called" && what !== "held")
        .map(({ at, what, step, reason }) => `${local(at)} ${what} ${step ?? reason}`),
    ).toEqual([
      "2026-12-31 07:00 entered agreement.end",
      "2027-01-05 09:00 sent notice",
      "2027-02-04 10:00 sent reminder",
      // The ninth is a Tuesday; the call waits for nothing.
      "2027-02-09 10:00 sent call",
      // Twelve days later is a Sunday, when nobody calls.
      "2027-02-22 09:00 sent call",
      "2027-04-01 00:00 left await-order",
    ]);
  });

  test("costs what the messages and calls cost", () => {
    const { result } = runWithEvents(
      one({ costPerSmsSegment: 60, costPerEmail: 2, costPerCall: 5_000 }),
    );
    expect(result.totals.byChannel).toMatchObject({ email: 1, sms: 1, calls: 2 });
    expect(result.totals.calls).toMatchObject({ made: 2, reached: 0, waiting: 0 });
    expect(result.costs).toEqual({ sms: 60, email: 2, calls: 10_000 });
    expect(result.totals.cost).toBe(10_062);
  });

  test("is noticed in time", () => {
    const { notice } = runWithEvents(one()).result;
    expect(notice).toEqual({
      counts: "statutory",
      ended: 1,
      inTime: 1,
      renewed: 0,
      unnoticed: { count: 0, groups: [] },
      outsideWindow: { count: 0, groups: [] },
    });
  });
});

describe("a customer who acts", () => {
  test("orders after the notice: is thanked at once, signs, and gets a club mail each month", () => {
    const told = runWithEvents(one({ ordersAfterNotice: 1, signs: 1 }));
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
    const told = runWithEvents(one({ repliesStop: 1 }));
    expect(told.of("replied")).toMatchObject([{ text: "STOP" }]);
    expect(told.of("sent", "call")).toEqual([]);
    expect(told.result.totals).toMatchObject({ replies: 1, stops: 1 });
  });

  test("asks: staff get a task, the customer orders, and nobody calls", () => {
    const told = runWithEvents(one({ repliesQuestion: 1, ordersAfterQuestion: 1 }));
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
    const told = runWithEvents(one({ ...slow, callsPerDay: 3 }, { records }));
    const off = told.of("call-withdrawn").map(({ customerId }) => customerId);
    expect(off.length).toBeGreaterThan(3);
    expect(told.result.totals.calls.withdrawn).toBe(off.length);
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
    const told = runWithEvents(one({ ordersAfterNotice: 1, noticeDelayDays: 60 }, { records }));
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
      one({ ...everyone, declinesInCall: 0, acceptsInWriting: 1, signs: 1 }),
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
    const told = runWithEvents(one({ ordersAfterNotice: 1 }, { to: "2027-04-30" }));
    expect(told.of("sent", "signature")).toHaveLength(2);
    expect(told.result.totals).toMatchObject({ orders: 1, signed: 0 });
    expect(told.result.totals.leftBy).toEqual({ unsigned: 1 });
  });

  test("signs when reminded", () => {
    const told = runWithEvents(one({ ordersAfterNotice: 1, signsWhenReminded: 1 }));
    const [reminded] = told.of("sent", "signature");
    const [signed] = told.of("signed");
    expect((signed?.at ?? "") > (reminded?.at ?? "z")).toBe(true);
    expect(told.of("sent", "signature")).toHaveLength(1);
  });

  test("renews unprompted, at a moment of their own", () => {
    const told = runWithEvents(one({ ordersUnprompted: 1 }));
    const [ordered, ...more] = told.of("ordered");
    expect(more).toEqual([]);
    expect(ordered?.at).toMatch(/^2027-0[123]/);
    expect(told.of("called").filter(({ at }) => at > (ordered?.at ?? ""))).toEqual([]);
  });

  test("shares a number: a STOP is everybody's to whom it was written", () => {
    const mobile = "+46701112233";
    const records = {
      customers: [exampleCustomer("c1", { mobile }), exampleCustomer("c2", { mobile })],
      agreements: [exampleAgreement("c1", "2027-03-31"), exampleAgreement("c2", "2027-03-31")],
    };
    const told = runWithEvents(one({ repliesStop: 1 }, { records }));
    // One of two marketing messages from one step to one number is a duplicate.
    expect(told.of("skipped", "reminder")).toMatchObject([{ reason: "duplicate" }]);
    expect(told.of("replied")).toHaveLength(1);
  });
});

describe("several programs", () => {
  test("share the caps: nobody gets more than the policy allows, whichever program asks", () => {
    const records = {
      customers: [exampleCustomer("c1")],
      agreements: [exampleAgreement("c1", "2027-03-31")],
    };
    const together = runWithEvents(
      one({}, { records, programs: [RENEWAL_IN_SMALL, OFFERS_IN_SMALL] }),
    );
    expect(together.of("sent", "first")).toHaveLength(1);
    expect(together.of("sent", "second")).toHaveLength(1);
    // Two marketing messages in seven days are the most.
    expect(together.of("skipped", "reminder")).toMatchObject([{ reason: "expired" }]);
    expect(runWithEvents(one({}, { records })).of("sent", "reminder")).toHaveLength(1);
    expect(together.result.programs.map(({ id, entered }) => [id, entered])).toEqual([
      ["renewal", 1],
      ["offers", 1],
    ]);
  });

  test("leave in the order of their priority, and what has no room left is not sent", () => {
    const caps = [{ limit: 1, window: { rolling: "P7D" }, classes: ["marketing" as const] }];
    const told = runWithEvents(
      one({}, { policy: { ...SALES_POLICY, caps }, programs: [OFFERS_IN_SMALL] }),
    );
    expect(told.of("sent")).toMatchObject([{ step: "second" }]);
    expect(told.of("skipped")).toMatchObject([{ step: "first", reason: "expired" }]);
    expect(told.of("skipped")[0]?.at).toBe(told.of("sent")[0]?.at);
    expect(told.of("held").map(({ reason }) => reason)).not.toContain("superseded-by-priority");
  });

  test("drop what has been held back for longer than it is of use", () => {
    const pausedUntil = "2027-06-01T00:00:00.000Z";
    const records = {
      customers: [exampleCustomer("c1", { pausedUntil })],
      agreements: [exampleAgreement("c1", "2027-03-31")],
    };
    const told = runWithEvents(one({}, { records, programs: [OFFERS_IN_SMALL] }));
    expect(told.of("held", "first")).toMatchObject([{ reason: "paused" }]);
    // Asked for at seven in the morning, and of use for seven days.
    expect(told.of("skipped", "first").map(({ at, reason }) => `${local(at)} ${reason}`)).toEqual([
      "2027-02-10 07:00 expired",
    ]);
  });

  test("both heed a STOP to one of them, and so does every later message", () => {
    const records = {
      customers: [exampleCustomer("c1")],
      agreements: [
        exampleAgreement("c1", "2027-03-31"),
        exampleAgreement("c1", "2027-06-30", { id: "a-later" }),
      ],
    };
    const told = runWithEvents(
      one(
        { repliesStop: 1 },
        {
          records,
          policy: { ...SALES_POLICY, caps: [] },
          programs: [RENEWAL_IN_SMALL, OFFERS_IN_SMALL],
        },
      ),
    );
    expect(told.of("replied")).toHaveLength(1);
    // The renewal of the first agreement stands still, and the second one's messages find no consent.
    expect(told.of("sent", "reminder")).toEqual([]);
    expect(told.of("skipped").map(({ step, reason }) => [step, reason])).toEqual([
      ["first", "no-consent"],
      // Once per customer, however long ago.
      ["second", "duplicate"],
      ["reminder", "no-consent"],
    ]);
  });

  test("start one another, and call web hooks", () => {
    const programs = [starterInSmall("P30D"), OFFERS_IN_SMALL];
    const told = runWithEvents(one({}, { programs, to: "2027-03-15" }));
    expect(told.of("entered").map(({ program, reason }) => [program, reason])).toEqual([
      ["starter", "agreement.end"],
      // Its own date comes up when that round is over, and nobody enters it twice.
      ["offers", "call-program"],
    ]);
    expect(told.of("webhook")).toHaveLength(2);
    expect(told.result.totals.byChannel.webhooks).toBe(2);
  });

  test("that never let time pass are stopped with what to do", () => {
    const programs = [starterInSmall("PT0M")];
    expect(() => runWithEvents(one({}, { programs }))).toThrow(
      'The program "starter" goes round the step "rest" at 2027-01-10T06:00:00.000Z without any time passing. Put a longer wait into the loop.',
    );
  });

  test("need ids of their own", () => {
    const twice = one({}, { programs: [RENEWAL_IN_SMALL, RENEWAL_IN_SMALL] });
    expect(() => simulateDays(twice).next()).toThrow(
      new SimulationError('The program "renewal" is there twice. Name each of them once.'),
    );
  });
});

describe("the call list", () => {
  const many = {
    customers: Array.from({ length: 12 }, (_, n) => exampleCustomer(`c${n}`)),
    agreements: Array.from({ length: 12 }, (_, n) => exampleAgreement(`c${n}`, "2027-03-31")),
  };

  test("makes no more calls in a day than there are, and tells how many wait", () => {
    const { result } = runWithEvents(one({ callsPerDay: 2 }, { records: many }));
    const made = result.days.map(({ calls }) => calls.made);
    expect(Math.max(...made)).toBe(2);
    const first = result.days.find(({ date }) => date === "2027-02-09");
    expect(first?.calls).toMatchObject({ made: 2, waiting: 10 });
    expect(result.peak).toMatchObject({
      calls: { date: "2027-02-09", count: 12 },
      callsWaiting: { date: "2027-02-09", count: 10 },
    });
  });

  test("drops those whose time is over before anyone has called", () => {
    const { result } = runWithEvents(one({ callsPerDay: 1 }, { records: many }));
    const { made, expired, withdrawn, waiting } = result.totals.calls;
    expect(expired).toBeGreaterThan(0);
    expect(made + expired + withdrawn + waiting).toBe(result.totals.byChannel.calls);
  });
});

describe("what a dry run is given back", () => {
  test("days come one by one, and the result last", () => {
    const days = simulateDays(one({}, { to: "2026-12-03" }));
    expect(days.next()).toMatchObject({ done: false, value: { date: "2026-12-01" } });
    expect(days.next()).toMatchObject({ done: false, value: { date: "2026-12-02" } });
    expect(days.next()).toMatchObject({ done: false, value: { date: "2026-12-03" } });
    expect(days.next()).toMatchObject({
      done: true,
      value: { from: "2026-12-01", days: [{}, {}, {}] },
    });
  });

  test("states the assumptions as they were used", () => {
    const { result } = runWithEvents(one({ ordersAfterSms: 0.5 }, { to: "2026-12-01" }));
    expect(result.assumptions).toEqual({
      ...DEFAULT_ASSUMPTIONS,
      ...SILENT_PEOPLE,
      ordersAfterSms: 0.5,
    });
  });

  test("months add up to the totals", () => {
    const { months, totals, days } = runWithEvents(exampleInput()).result;
    expect(months.map(({ month }) => month)).toEqual([
      "2026-12",
      "2027-01",
      "2027-02",
      "2027-03",
      "2027-04",
      "2027-05",
      "2027-06",
    ]);
    const sum = (of: (part: (typeof days)[number] | (typeof months)[number]) => number) => [
      days.reduce((total, part) => total + of(part), 0),
      months.reduce((total, part) => total + of(part), 0),
    ];
    expect(sum(({ cost }) => cost)).toEqual([totals.cost, totals.cost]);
    expect(sum(({ byChannel }) => byChannel.email)).toEqual([
      totals.byChannel.email,
      totals.byChannel.email,
    ]);
  });

  test("records of strangers are left out and counted", () => {
    const { result } = runWithEvents(
      one(
        {},
        {
          to: "2026-12-02",
          records: {
            customers: [exampleCustomer("c1")],
            agreements: [
              exampleAgreement("c1", "2027-03-31"),
              exampleAgreement("c9", "2027-03-31"),
            ],
          },
        },
      ),
    );
    expect(result).toMatchObject({ customers: 1, agreements: 1, ignored: { withoutCustomer: 1 } });
  });
});

describe("what cannot be simulated", () => {
  test.each([
    [{ to: "2026-11-30" }, "The last day, 2026-11-30, lies before the first, 2026-12-01."],
    [{ to: "2040-01-01" }, "Choose a last day within ten years of the first."],
    [{ zone: "Europa/Stockholm" }, '"Europa/Stockholm" is no time zone we know.'],
    [{ reviewAt: "7" }, '"7" is no time of day.'],
    [{ programs: [] }, "There is no program to try out."],
    [{ assumptions: { ordersAfterSms: 1.2 } }, "Correct ordersAfterSms:"],
    [
      { assumptions: { renewsInCall: 0.8, declinesInCall: 0.5 } },
      "renewsInCall, declinesInCall exclude each other",
    ],
  ])("%j is refused with what to do", (change, message) => {
    expect(() => simulateDays(exampleInput(change)).next()).toThrow(message);
    expect(() => simulateDays(exampleInput(change)).next()).toThrow(SimulationError);
  });

  test("a policy that needs proof of where addresses come from shows what is lost without it", () => {
    const policy = { ...SALES_POLICY, assumeAddressFromSale: false };
    const { totals } = runWithEvents(one({}, { policy })).result;
    expect(totals.skipped).toEqual({ "no-consent": 1 });
    expect(totals.byChannel.sms).toBe(0);
  });
});
