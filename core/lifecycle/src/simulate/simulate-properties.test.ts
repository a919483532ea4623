import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { localDateOf } from "../schedule/calendar.ts";
import { isAllowed } from "../schedule/quiet-hours.ts";
import { type Assumptions, SILENT_PEOPLE } from "./assumptions.ts";
import type { SimulatedEvent } from "./simulated-event.ts";
import type { SimulationInput } from "./simulation-input.ts";
import type { PeriodCounts } from "./simulation-result.ts";
import { exampleBase, exampleInput, SALES_POLICY } from "./testing/example-input.ts";
import { OFFERS_IN_SMALL, RENEWAL_IN_SMALL } from "./testing/example-program.ts";
import { freeze } from "./testing/freeze.ts";
import { runWithEvents } from "./testing/run-with-events.ts";

// Each of them is dozens of dry runs over half a year.
vi.setConfig({ testTimeout: 60_000 });

const ZONE = "Europe/Stockholm";
const PLACE = { zone: ZONE, holidays: SALES_POLICY.holidays };
const HOW_OFTEN = { seed: 20_261_122, numRuns: 12 };

const share = fc.constantFrom(0, 0.2, 0.5, 1);
/** People of every kind; what excludes each other is drawn so that it fits. */
const assumptions: fc.Arbitrary<Partial<Assumptions>> = fc.record({
  ordersUnprompted: fc.constantFrom(0, 0.1, 0.5),
  ordersAfterNotice: share,
  ordersAfterSms: fc.constantFrom(0, 0.2, 0.3),
  repliesNo: fc.constantFrom(0, 0.05),
  repliesYes: fc.constantFrom(0, 0.2),
  repliesQuestion: fc.constantFrom(0, 0.2),
  repliesStop: fc.constantFrom(0, 0.2),
  unsubscribesAfterMail: fc.constantFrom(0, 0.2),
  reachedByPhone: share,
  renewsInCall: fc.constantFrom(0, 0.4),
  acceptsInWriting: share,
  signs: share,
  signsWhenReminded: share,
  callsPerDay: fc.constantFrom(null, 1, 3),
  unsignedCancelled: fc.boolean(),
  renewalMonths: fc.constantFrom(null, 3),
});
/** What an input is made from: small, so that a counterexample can be read. */
const choices = fc.record({
  assumptions,
  seed: fc.nat(1_000),
  customers: fc.integer({ min: 1, max: 12 }),
  both: fc.boolean(),
});

/** Holds something against dry runs of all kinds. */
function always(holds: (input: SimulationInput) => void): void {
  const property = fc.property(choices, ({ customers, both, ...rest }) =>
    holds(
      exampleInput({
        ...rest,
        records: exampleBase(customers, "2027-02-20"),
        programs: both ? [RENEWAL_IN_SMALL, OFFERS_IN_SMALL] : [RENEWAL_IN_SMALL],
      }),
    ),
  );
  fc.assert(property, HOW_OFTEN);
}

describe("the same input", () => {
  test("gives the same result, changes nothing in the records, and survives JSON", () => {
    always((input) => {
      const first = runWithEvents({ ...input, records: freeze(structuredClone(input.records)) });
      const again = runWithEvents(input);
      expect(again).toEqual(
        expect.objectContaining({ result: first.result, events: first.events }),
      );
      expect(JSON.parse(JSON.stringify(first.result))).toEqual(first.result);
    });
  });

  test("in another order gives the same result", () => {
    always((input) => {
      const { customers, agreements } = input.records;
      const turned = {
        customers: customers.toReversed(),
        agreements: [...agreements.slice(1), ...agreements.slice(0, 1)],
      };
      expect(runWithEvents({ ...input, records: turned }).events).toEqual(
        runWithEvents(input).events,
      );
    });
  });
});

test("what happens to a customer does not depend on who else is in the base", () => {
  always((input) => {
    // Only a limit on calls makes customers stand in each other's way.
    const alone = { ...input, assumptions: { ...input.assumptions, callsPerDay: null } };
    const half = Math.ceil(input.records.customers.length / 2);
    const ids = new Set(input.records.customers.slice(0, half).map(({ id }) => id));
    const part = (isIn: (id: string) => boolean) =>
      runWithEvents({
        ...alone,
        records: {
          customers: input.records.customers.filter(({ id }) => isIn(id)),
          agreements: input.records.agreements.filter(({ customerId }) => isIn(customerId)),
        },
      });
    const parts = [part((id) => ids.has(id)), part((id) => !ids.has(id))];
    const whole = runWithEvents(alone);
    expect(sorted(parts.flatMap(({ events }) => events))).toEqual(sorted(whole.events));
    expect(whole.result.totals.cost).toBe(
      parts.reduce((sum, { result }) => sum + result.totals.cost, 0),
    );
  });
});

describe("whatever people do", () => {
  test("the books balance: all that was asked for was done, skipped, withdrawn or waits", () => {
    always((input) => {
      const { result, of } = runWithEvents(input);
      const { asked, done, skipped, withdrawn, waiting } = result.effects;
      expect(done + skipped + withdrawn + waiting).toBe(asked);
      expect(waiting).toBe(sum(Object.values(result.atEnd.held)));
      expect(withdrawn).toBe(of("withdrawn").length);
      expect(result.totals).toMatchObject(countsOf(of));
      const steps = result.programs.flatMap((program) => Object.values(program.steps));
      const { alarms, byChannel } = result.totals;
      expect(sum(steps.map((step) => step.done))).toBe(sum(Object.values(byChannel)) - alarms);
      const { made, expired, withdrawn: off, waiting: listed } = result.totals.calls;
      expect(made + expired + off + listed).toBe(result.totals.byChannel.calls);
    });
  });

  test("nothing is sent and nobody is called in quiet hours", () => {
    always((input) => {
      const { of } = runWithEvents(input);
      const { quietHours } = SALES_POLICY.rulePack;
      for (const event of of("sent")) {
        const { channel = "email", class: kind = "marketing" } = event;
        const exempt = quietHours.exempt.some(
          (each) => each.class === kind && each.channel === channel,
        );
        const windows = channel === "phone" ? quietHours.calls : quietHours[kind];
        expect(exempt || isAllowed(event.at, windows, PLACE), JSON.stringify(event)).toBe(true);
      }
      for (const { at } of of("called")) {
        expect(isAllowed(at, quietHours.calls, PLACE), at).toBe(true);
      }
    });
  });

  test("there is one club mail a month, one thanks an order, and no more marketing than the caps allow", () => {
    always((input) => {
      const { of } = runWithEvents(input);
      const months = of("sent", "club-mail").map(
        ({ customerId, at }) => `${customerId} ${localDateOf(at, ZONE).slice(0, 7)}`,
      );
      expect(new Set(months).size).toBe(months.length);
      const thanked = of("sent", "thanks").map(({ agreementId }) => agreementId);
      expect(new Set(thanked).size).toBe(thanked.length);
      for (const at of Map.groupBy(
        marketing(of("sent")),
        ({ customerId }) => customerId,
      ).values()) {
        for (const [index, event] of at.entries()) {
          const third = at[index + 2];
          if (!third) continue;
          expect(Date.parse(third.at) - Date.parse(event.at)).toBeGreaterThanOrEqual(
            7 * 86_400_000 - 3_600_000,
          );
        }
      }
    });
  });

  test("an answer means no call, and a STOP no more marketing by SMS", () => {
    always((input) => {
      const { of } = runWithEvents({ ...input, programs: [RENEWAL_IN_SMALL] });
      for (const reply of of("replied")) {
        const later = (event: SimulatedEvent) =>
          event.customerId === reply.customerId && event.at > reply.at;
        expect(of("called").filter(later)).toEqual([]);
        if (reply.text !== "STOP") continue;
        const texted = marketing(of("sent")).filter(({ channel }) => channel === "sms");
        expect(texted.filter(later)).toEqual([]);
      }
    });
  });

  test("everybody who can be mailed and has not renewed is noticed in time", () => {
    always((input) => {
      const { notice } = runWithEvents(input).result;
      const { inTime, renewed, unnoticed, outsideWindow, ended } = notice;
      expect(inTime + renewed + unnoticed.count + outsideWindow.count).toBe(ended);
      const unreachable = new Set(
        input.records.customers
          .filter(({ email }) => email === undefined)
          .map(({ id }) => `a-${id}`),
      );
      for (const { reason, agreementIds, count, handedOver } of unnoticed.groups) {
        expect(reason).toBe("missing-address");
        expect(handedOver).toBe(count);
        for (const id of agreementIds) expect(unreachable, id).toContain(id.replace(/-R\d+$/, ""));
      }
      // The dry run begins less than 90 days before the first ones end, and before the last day for all of them.
      expect(outsideWindow.count).toBe(0);
    });
  });

  test("another seed gives other people, and a share of one everybody", () => {
    const draw = (seed: number) =>
      runWithEvents(exampleInput({ seed, assumptions: { ordersAfterNotice: 0.5 } })).of("ordered");
    expect(draw(1)).not.toEqual(draw(2));
    const all = { ...SILENT_PEOPLE, ordersAfterNotice: 1 };
    const told = runWithEvents(exampleInput({ assumptions: all, to: "2027-09-30" }));
    const mailed = new Set(told.of("sent", "notice").map(({ agreementId }) => agreementId));
    expect(new Set(told.of("ordered").map(({ agreementId }) => agreementId))).toEqual(mailed);
  });
});

function countsOf(of: (what: SimulatedEvent["what"]) => readonly SimulatedEvent[]) {
  const sent = (channel: string) => of("sent").filter((event) => event.channel === channel).length;
  return {
    entered: of("entered").length,
    left: of("left").length,
    goals: of("goal-met").length,
    orders: of("ordered").length,
    signed: of("signed").length,
    replies: of("replied").length,
    withdrawn: of("withdrawn").length,
    byChannel: {
      email: sent("email"),
      sms: sent("sms"),
      calls: sent("phone"),
      tasks: of("task").length + of("alarm").length,
      updates: of("updated").length,
      webhooks: 0,
    },
  } satisfies Partial<PeriodCounts>;
}

function marketing(events: readonly SimulatedEvent[]): readonly SimulatedEvent[] {
  return events.filter((event) => event.class === "marketing");
}

function sorted(events: readonly SimulatedEvent[]): readonly string[] {
  return events.map((event) => JSON.stringify(event)).sort();
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
