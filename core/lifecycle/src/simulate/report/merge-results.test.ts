import type { Standing } from "@perennial/contract";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { simulate } from "../simulate.ts";
import type { SimulatedDecision } from "../simulated-event.ts";
import type { EarlierEnrolment, SimulationRecords } from "../simulation-input.ts";
import {
  exampleAgreement,
  exampleBase,
  exampleCustomer,
  exampleInput,
} from "../testing/example-input.ts";
import { RENEWAL_IN_SMALL } from "../testing/example-program.ts";
import { mergeResults } from "./merge-results.ts";

/** The part of a base whose customers' numbers leave a remainder. */
function part({ customers, agreements }: SimulationRecords, of: number, rest: number) {
  const own = new Set(customers.filter((_, index) => index % of === rest).map(({ id }) => id));
  return {
    customers: customers.filter(({ id }) => own.has(id)),
    agreements: agreements.filter(({ customerId }) => own.has(customerId)),
  };
}

test("a base gone through in parts comes to the same as at once", () => {
  const parts = fc.record({
    ...{ customers: fc.integer({ min: 1, max: 24 }), of: fc.integer({ min: 1, max: 4 }) },
    seed: fc.integer({ min: 1, max: 9 }),
  });
  fc.assert(
    fc.property(parts, ({ customers, of, seed }) => {
      const records = exampleBase(customers, "2027-02-10");
      const period = { from: "2026-12-01", to: "2027-04-15", seed };
      const runs = Array.from({ length: of }, (_, rest) =>
        simulate(exampleInput({ ...period, records: part(records, of, rest) })),
      );
      expect(runs.reduce(mergeResults)).toEqual(simulate(exampleInput({ ...period, records })));
    }),
    { seed: 7, numRuns: 12 },
  );
});

test("whoever has been in a program before enters again only where it lets them", () => {
  const run = (earlier: readonly EarlierEnrolment[]) =>
    simulate(exampleInput({ records: exampleBase(1, "2027-03-31"), earlier })).totals.entered;
  const before = {
    program: "renewal",
    customerId: "c1",
    key: "a-c1",
    enteredAt: "2026-01-01T00:00:00.000Z",
  };
  expect(run([])).toBe(1);
  expect(run([{ ...before, ended: false }])).toBe(0);
  expect(run([{ ...before, ended: true }])).toBe(1);
  expect(run([{ ...before, ended: false, key: "a-c2" }])).toBe(1);
});

test("whoever is held out of all marketing gets none, by the same lot as for real", () => {
  const records = exampleBase(30, "2027-03-31");
  const skippedBy = (globalHoldout: number) =>
    simulate(exampleInput({ records, globalHoldout })).totals.skipped.holdout ?? 0;
  expect([skippedBy(0) === 0, skippedBy(50) > 0]).toEqual([true, true]);
});

describe("somebody who is let in as if a trigger had come", () => {
  const records = {
    customers: [exampleCustomer("c1")],
    agreements: [exampleAgreement("c1", "2028-12-31")],
  };
  const starts = [
    { program: "renewal", customerId: "c1", agreementId: "a-c1", at: "2026-12-02T09:00:00.000Z" },
  ];

  test("goes through the program from that moment, and nobody else does", () => {
    const none = simulate(exampleInput({ records }));
    const { programs } = simulate(exampleInput({ records, starts }));
    expect([none.programs[0]?.entered, programs[0]?.entered]).toEqual([0, 1]);
  });

  test("is told with each decision and what was known then", () => {
    const told: SimulatedDecision[] = [];
    const standing: Standing = { flow: "active", asOf: "2026-12-01" };
    const known = { ...records, standings: new Map([["c1", standing]]) };
    simulate(exampleInput({ records: known, starts }), { onDecision: (each) => told.push(each) });
    expect(told[0]).toMatchObject({
      ...{
        decision: { kind: "entered" },
        customerId: "c1",
        program: RENEWAL_IN_SMALL.compiled.program.id,
      },
      facts: { now: "2026-12-02T09:00:00.000Z", standing, agreement: { id: "a-c1" } },
    });
  });
});
