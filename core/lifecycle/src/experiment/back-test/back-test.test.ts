import type { Agreement, Consent, Purchase } from "@perennial/contract";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FlowRules } from "../../flow/flow-rules.ts";
import { addDays } from "../../schedule/date.ts";
import type { SimulatedEvent } from "../../simulate/simulated-event.ts";
import {
  exampleAgreement,
  exampleCustomer,
  exampleInput,
} from "../../simulate/testing/example-input.ts";
import { RENEWAL_IN_SMALL } from "../../simulate/testing/example-program.ts";
import { agreementAt, momentsOf } from "./agreement-history.ts";
import { backTestProgram, type ProgramBackTestInput } from "./back-test.ts";
import { programBackTestLines } from "./back-test-lines.ts";
import { splitHistory } from "./split-history.ts";

const ZONE = "Europe/Stockholm";
const PERIOD = { from: "2026-12-01", to: "2027-11-30" } as const;

/** The small renewal program over a year that has been. */
function over(
  records: ProgramBackTestInput["records"],
  changes: Partial<ProgramBackTestInput> = {},
) {
  const { programs: _programs, ...input } = exampleInput({ records, ...PERIOD });
  const events: SimulatedEvent[] = [];
  const result = backTestProgram(
    {
      ...{ ...input, program: RENEWAL_IN_SMALL, currency: "SEK" },
      ...{ flows: FlowRules.parse({ basis: "agreements" }), ...changes },
    },
    { onEvent: (event) => events.push(event) },
  );
  return { result, events };
}

const ENDS = "2027-03-31";
const renewed = (customerId: string): Agreement =>
  exampleAgreement(customerId, "2028-03-30", {
    ...{ id: `b-${customerId}`, start: "2027-04-01", renewalOf: `a-${customerId}` },
    orderedAt: "2027-01-20T10:00:00.000Z",
    signedAt: "2027-01-21T10:00:00.000Z",
  });

describe("a program on a year that has been", () => {
  it("is held against who really left and who renewed", () => {
    const records = {
      customers: ["c1", "c2", "c3", "c4"].map((id) => exampleCustomer(id)),
      agreements: [
        // Ran out.
        exampleAgreement("c1", ENDS, { status: "ended" }),
        // Renewed.
        exampleAgreement("c2", ENDS, { status: "ended" }),
        renewed("c2"),
        // Cancelled long before the program begins with it.
        exampleAgreement("c3", ENDS, {
          status: "cancelled",
          cancelledAt: "2026-12-05T10:00:00.000Z",
        }),
        // Goes on beyond the year.
        exampleAgreement("c4", "2028-03-31", { start: "2026-04-01" }),
      ],
    };
    const { result, events } = over(records);
    expect(result).toMatchObject({
      customers: 4,
      left: { customers: 2, inTime: 1, tooLate: 0, notReached: 1 },
      stayed: { customers: 2, cameBack: 1, reached: 1 },
    });
    const reached = events
      .filter(({ what }) => what === "sent")
      .map(({ customerId }) => customerId);
    expect(new Set(reached)).toEqual(new Set(["c1", "c2"]));
    expect(result.cost).toBeGreaterThan(0);
    expect(result.costPerLeaverInTime).toBe(result.cost);
    expect(result.caveats).toContainEqual({ what: "ends-foreseen", count: 1 });
    const [, second, third] = programBackTestLines(result, { locale: "sv", currency: "SEK" });
    expect(second).toBe(
      "Av 4 kunder vi hade när perioden började lämnade 2 (50 %) och stannade 2, varav 1 förnyade.",
    );
    expect(third).toBe(
      "Av dem som lämnade hade programmet nått 1 (50 %) i tid, 0 för sent och 1 inte alls.",
    );
    expect(programBackTestLines(result, { locale: "en", currency: "SEK" })[2]).toBe(
      "Of those who left, the program would have reached 1 (50%) in time, 0 too late and 1 not at all.",
    );
  });

  it("ends with a renewal on the day it really came, not earlier", () => {
    const customers = [exampleCustomer("c1")];
    const agreements = [exampleAgreement("c1", ENDS, { status: "ended" })];
    const alone = over({ customers, agreements }).events;
    const answered = over({ customers, agreements: [...agreements, renewed("c1")] }).events;
    const before = (events: readonly SimulatedEvent[]) =>
      events.filter(({ at }) => at < "2027-01-20T10:00:00.000Z");
    expect(before(answered)).toEqual(before(alone));
    expect(answered.length).not.toBe(alone.length);
  });

  it("by purchases counts as left who bought nothing for so long", () => {
    const buys = (customerId: string, ...on: readonly string[]): readonly Purchase[] =>
      on.map((at, index) => ({
        ...{ id: `${customerId}-${index}`, customerId, at: `${at}T10:00:00.000Z`, amount: 10_000 },
        ...{ currency: "SEK", quantity: 1, discount: 0 },
      }));
    const records = {
      customers: ["c1", "c2", "c3"].map((id) => exampleCustomer(id)),
      agreements: [],
      purchases: [
        ...buys("c1", "2026-10-01"),
        ...buys("c2", "2026-10-01", "2027-05-01"),
        // New in the year, so neither stayed nor left.
        ...buys("c3", "2027-02-01"),
      ],
    };
    const { result } = over(records, {
      flows: FlowRules.parse({ lostAfter: "P6M", inactiveAfter: "P3M" }),
    });
    expect(result).toMatchObject({ customers: 2 });
    expect(result.left.customers).toBe(2);
    const longer = over(records, { flows: FlowRules.parse({}) }).result;
    expect(longer).toMatchObject({ left: { customers: 1 }, stayed: { customers: 1, cameBack: 1 } });
  });
});

const day = fc.integer({ min: 0, max: 720 }).map((days) => addDays("2026-01-01", days));
const moment = fc
  .date({ min: new Date("2026-01-01"), max: new Date("2027-12-31"), noInvalidDate: true })
  .map((at) => at.toISOString());
const agreement = fc
  .record({
    start: day,
    end: fc.option(day, { nil: undefined }),
    status: fc.constantFrom("ordered", "active", "ended", "cancelled"),
    orderedAt: fc.option(moment, { nil: undefined }),
    acceptedAt: fc.option(moment, { nil: undefined }),
    signedAt: fc.option(moment, { nil: undefined }),
    cancelledAt: fc.option(moment, { nil: undefined }),
  })
  .map((changes) => exampleAgreement("c1", "2027-03-31", changes as Partial<Agreement>));

describe("nothing is known before its date", () => {
  it("of an agreement", () => {
    fc.assert(
      fc.property(agreement, moment, (record, at) => {
        const seen = agreementAt(record, at, ZONE);
        for (const of of [seen.orderedAt, seen.acceptedAt, seen.signedAt, seen.cancelledAt]) {
          if (of !== undefined) expect(of <= at).toBe(true);
        }
        const [first = ""] = momentsOf(record, ZONE);
        const { known } = splitHistory(
          { customers: [], agreements: [record] },
          at.slice(0, 10),
          ZONE,
        );
        if (first > at) expect(known.agreements).toEqual([]);
      }),
      { seed: 6, numRuns: 500 },
    );
  });

  it("of anything: what differs only later gives the same days before", () => {
    const cut = "2027-02-01";
    const customers = ["c1", "c2"].map((id) => exampleCustomer(id));
    const agreements = customers.map(({ id }, index) =>
      exampleAgreement(id, addDays(ENDS, index * 9), { status: "ended" }),
    );
    const purchase: Purchase = {
      ...{ id: "p1", customerId: "c1", at: `${cut}T12:00:00.000Z`, amount: 5_000 },
      ...{ currency: "SEK", quantity: 1, discount: 0 },
    };
    const consent: Consent = {
      ...{ customerId: "c2", channel: "sms", purpose: "marketing", state: "withdrawn" },
      ...{ at: `${cut}T12:00:00.000Z`, source: "web", legalBasis: "consent" },
    };
    const late = exampleAgreement("c1", "2029-01-01", {
      id: "late",
      start: "2027-02-02",
      orderedAt: `${cut}T12:00:00.000Z`,
    });
    const newcomer = exampleCustomer("c9", { customerSince: "2027-02-02" });
    const plain = over({ customers, agreements }).events;
    const fuller = over({
      customers: [...customers, newcomer],
      agreements: [
        ...agreements,
        late,
        exampleAgreement("c9", "2027-05-01", { start: "2027-02-02" }),
      ],
      ...{ purchases: [purchase], consents: [consent] },
    }).events;
    const before = (events: readonly SimulatedEvent[]) => events.filter(({ at }) => at < cut);
    expect(before(plain).length).toBeGreaterThan(3);
    expect(before(fuller)).toEqual(before(plain));
    expect(fuller).not.toEqual(plain);
  });

  it("and all of it is known in the end, in the order in which it came", () => {
    fc.assert(
      fc.property(fc.array(agreement, { minLength: 1, maxLength: 5 }), (records) => {
        const own = records.map((record, index) => ({ ...record, id: `a${index}` }));
        const { known, later } = splitHistory(
          { customers: [], agreements: own },
          "2026-12-01",
          ZONE,
        );
        const ids = [
          ...known.agreements,
          ...later.flatMap((each) => (each.kind === "agreement" ? [each.agreement] : [])),
        ];
        expect(new Set(ids.map(({ id }) => id)).size).toBe(own.length);
        expect(later.map(({ at }) => at)).toEqual(later.map(({ at }) => at).toSorted());
      }),
      { seed: 6, numRuns: 200 },
    );
  });
});
