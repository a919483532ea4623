import { describe, expect, test } from "vitest";
import { DEFAULT_ASSUMPTIONS, SILENT_PEOPLE } from "./assumptions.ts";
import { simulateDays } from "./simulate.ts";
import { SimulationError } from "./simulation-error.ts";
import {
  exampleAgreement,
  exampleCustomer,
  exampleInput,
  oneCustomer,
  SALES_POLICY,
} from "./testing/example-input.ts";
import { local } from "./testing/local-time.ts";
import { runWithEvents } from "./testing/run-with-events.ts";

describe("a customer who stays silent", () => {
  test("gets the notice, the reminder and the calls on their days, and the case ends with the agreement", () => {
    const { events } = runWithEvents(oneCustomer());
    expect(
      events
        .filter(({ what }) => what !== "called" && what !== "held")
        .map(({ at, what, step, reason }) => `${local(at)} ${what} ${step ?? reason}`),
    ).toEqual([
      "2026-12-31 07:00 entered notice-day",
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
      oneCustomer({ costPerSmsSegment: 60, costPerEmail: 2, costPerCall: 5_000 }),
    );
    expect(result.totals.byChannel).toMatchObject({ email: 1, sms: 1, calls: 2 });
    expect(result.totals.calls).toMatchObject({ made: 2, reached: 0, waiting: 0 });
    expect(result.costs).toEqual({ sms: 60, email: 2, calls: 10_000 });
    expect(result.totals.cost).toBe(10_062);
  });

  test("is noticed in time", () => {
    const { notice } = runWithEvents(oneCustomer()).result;
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

describe("what a dry run is given back", () => {
  test("days come one by one, and the result last", () => {
    const days = simulateDays(oneCustomer({}, { to: "2026-12-03" }));
    expect(days.next()).toMatchObject({ done: false, value: { date: "2026-12-01" } });
    expect(days.next()).toMatchObject({ done: false, value: { date: "2026-12-02" } });
    expect(days.next()).toMatchObject({ done: false, value: { date: "2026-12-03" } });
    expect(days.next()).toMatchObject({
      done: true,
      value: { from: "2026-12-01", days: [{}, {}, {}] },
    });
  });

  test("states the assumptions as they were used", () => {
    const { result } = runWithEvents(oneCustomer({ ordersAfterSms: 0.5 }, { to: "2026-12-01" }));
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
      oneCustomer(
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
    expect(result).toMatchObject({
      customers: 1,
      agreements: 1,
      ignored: { withoutCustomer: 1, programStarts: 0 },
    });
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
    const { totals } = runWithEvents(oneCustomer({}, { policy })).result;
    expect(totals.skipped).toEqual({ "no-consent": 1 });
    expect(totals.byChannel.sms).toBe(0);
  });
});
