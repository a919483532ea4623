import { describe, expect, test } from "vitest";
import {
  exampleAgreement,
  exampleCustomer,
  oneCustomer,
  SALES_POLICY,
} from "../testing/example-input.ts";
import { RENEWAL_IN_SMALL, URGENT_CALL } from "../testing/example-program.ts";
import { runWithEvents } from "../testing/run-with-events.ts";

describe("the call list", () => {
  const many = {
    customers: Array.from({ length: 12 }, (_, n) => exampleCustomer(`c${n}`)),
    agreements: Array.from({ length: 12 }, (_, n) => exampleAgreement(`c${n}`, "2027-03-31")),
  };

  test("makes no more calls in a day than there are, and tells how many wait", () => {
    const { result } = runWithEvents(oneCustomer({ callsPerDay: 2 }, { records: many }));
    const made = result.days.map(({ calls }) => calls.made);
    expect(Math.max(...made)).toBe(2);
    const first = result.days.find(({ date }) => date === "2027-02-09");
    expect(first?.calls).toMatchObject({ made: 2, waiting: 10 });
    expect(result.peak).toMatchObject({
      calls: { date: "2027-02-09", count: 12 },
      callsWaiting: { date: "2027-02-09", count: 10 },
    });
  });

  test("calls those first who matter most, then those who have waited longest", () => {
    const policy = { ...SALES_POLICY, caps: [] };
    const programs = [RENEWAL_IN_SMALL, URGENT_CALL];
    const told = runWithEvents(
      oneCustomer({ callsPerDay: 2 }, { records: many, policy, programs }),
    );
    const called = told.of("called").map(({ at, step, customerId }) => ({
      ...{ date: at.slice(0, 10), step, customerId },
    }));
    expect(called.slice(0, 6)).toMatchObject([
      { date: "2027-02-09", step: "call", customerId: "c0" },
      { date: "2027-02-09", step: "call", customerId: "c1" },
      // The day's own entries come at nine, when the first call is made already.
      { date: "2027-02-10", step: "call", customerId: "c10" },
      { date: "2027-02-10", step: "urgent", customerId: "c0" },
      { date: "2027-02-11", step: "urgent", customerId: "c1" },
      { date: "2027-02-11", step: "urgent", customerId: "c10" },
    ]);
  });

  test("drops those whose time is over before anyone has called", () => {
    const { result } = runWithEvents(oneCustomer({ callsPerDay: 1 }, { records: many }));
    const { made, expired, withdrawn, waiting } = result.totals.calls;
    expect(expired).toBeGreaterThan(0);
    expect(made + expired + withdrawn + waiting).toBe(result.totals.byChannel.calls);
  });
});
