import { describe, expect, test } from "vitest";
import { simulateDays } from "./simulate.ts";
import { SimulationError } from "./simulation-error.ts";
import {
  exampleAgreement,
  exampleCustomer,
  oneCustomer,
  SALES_POLICY,
} from "./testing/example-input.ts";
import { OFFERS_IN_SMALL, RENEWAL_IN_SMALL, starterInSmall } from "./testing/example-program.ts";
import { local } from "./testing/local-time.ts";
import { runWithEvents } from "./testing/run-with-events.ts";

describe("several programs", () => {
  test("share the caps: nobody gets more than the policy allows, whichever program asks", () => {
    const records = {
      customers: [exampleCustomer("c1")],
      agreements: [exampleAgreement("c1", "2027-03-31")],
    };
    const together = runWithEvents(
      oneCustomer({}, { records, programs: [RENEWAL_IN_SMALL, OFFERS_IN_SMALL] }),
    );
    expect(together.of("sent", "first")).toHaveLength(1);
    expect(together.of("sent", "second")).toHaveLength(1);
    // Two marketing messages in seven days are the most.
    expect(together.of("skipped", "reminder")).toMatchObject([{ reason: "expired" }]);
    expect(runWithEvents(oneCustomer({}, { records })).of("sent", "reminder")).toHaveLength(1);
    expect(together.result.programs.map(({ id, entered }) => [id, entered])).toEqual([
      ["renewal", 1],
      ["offers", 1],
    ]);
  });

  test("leave in the order of their priority, and what has no room left is not sent", () => {
    const caps = [{ limit: 1, window: { rolling: "P7D" }, classes: ["marketing" as const] }];
    const told = runWithEvents(
      oneCustomer({}, { policy: { ...SALES_POLICY, caps }, programs: [OFFERS_IN_SMALL] }),
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
    const told = runWithEvents(oneCustomer({}, { records, programs: [OFFERS_IN_SMALL] }));
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
      oneCustomer(
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
    const told = runWithEvents(oneCustomer({}, { programs, to: "2027-03-15" }));
    expect(told.of("entered").map(({ program, reason }) => [program, reason])).toEqual([
      ["starter", "agreement.end"],
      // Its own date comes up when that round is over, and nobody enters it twice.
      ["offers", "call-program"],
    ]);
    expect(told.of("webhook")).toHaveLength(2);
    expect(told.result.totals.byChannel.webhooks).toBe(2);
  });

  test("start none that is not part of the dry run, and tell so", () => {
    const told = runWithEvents(
      oneCustomer({}, { programs: [starterInSmall("P30D")], to: "2027-02-15" }),
    );
    expect(told.result.ignored).toEqual({ withoutCustomer: 0, programStarts: 1 });
  });

  test("that never let time pass are stopped with what to do", () => {
    const programs = [starterInSmall("PT0M")];
    expect(() => runWithEvents(oneCustomer({}, { programs }))).toThrow(
      'The program "starter" goes round the step "rest" at 2027-01-10T06:00:00.000Z without any time passing. Put a longer wait into the loop.',
    );
  });

  test("need ids of their own", () => {
    const twice = oneCustomer({}, { programs: [RENEWAL_IN_SMALL, RENEWAL_IN_SMALL] });
    expect(() => simulateDays(twice).next()).toThrow(
      new SimulationError('The program "renewal" is there twice. Name each of them once.'),
    );
  });
});
