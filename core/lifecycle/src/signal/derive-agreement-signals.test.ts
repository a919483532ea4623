import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exampleAgreement } from "../condition/example-facts.ts";
import { deriveAgreementSignals } from "./derive-agreement-signals.ts";

const MONDAY = "2026-03-02T08:00:00.000Z";
const TUESDAY = "2026-03-03T08:00:00.000Z";
const WEDNESDAY = "2026-03-04T08:00:00.000Z";
const before = exampleAgreement({ updatedAt: MONDAY });
const about = { customerId: "K-1", agreementId: "A-1" };

const told = (change: Parameters<typeof exampleAgreement>[0], from = before) =>
  deriveAgreementSignals(from, exampleAgreement({ updatedAt: WEDNESDAY, ...change }));

describe("what a change of an agreement means", () => {
  it("nothing, where nothing of note has changed", () => {
    expect(told({})).toEqual([]);
    expect(told({ product: "Fast 2 år", yearlyValue: 1, attributes: { a: 1 } })).toEqual([]);
    expect(deriveAgreementSignals(undefined, before)).toEqual([]);
  });

  it("an order, with its channel and what it renews", () => {
    const order = { orderedAt: TUESDAY, orderChannel: "web", renewalOf: "A-0" };
    expect(told(order)).toEqual([
      {
        ...{ ...about, id: `A-1:ordered:${TUESDAY}`, at: TUESDAY, type: "agreement.ordered" },
        ...{ renewalOf: "A-0", channel: "web" },
      },
    ]);
  });

  it("an acceptance, a signature, a cancellation", () => {
    expect(told({ acceptedAt: TUESDAY })).toEqual([
      { ...about, id: `A-1:accepted:${TUESDAY}`, at: TUESDAY, type: "agreement.accepted" },
    ]);
    expect(told({ signedAt: TUESDAY })).toEqual([
      { ...about, id: `A-1:signed:${TUESDAY}`, at: TUESDAY, type: "agreement.signed" },
    ]);
    expect(told({ status: "cancelled", cancelledAt: TUESDAY })).toEqual([
      { ...about, id: `A-1:cancelled:${TUESDAY}`, at: TUESDAY, type: "agreement.cancelled" },
    ]);
  });

  it("a cancellation without its time happened when it was told", () => {
    expect(told({ status: "cancelled" })).toMatchObject([{ at: WEDNESDAY }]);
  });

  it("a moved end, from where and to where; also one that is set or taken away", () => {
    const [moved] = told({ end: "2026-12-31" });
    expect(moved).toEqual({
      ...{ ...about, id: `A-1:end-moved-2026-05-31-2026-12-31:${WEDNESDAY}`, at: WEDNESDAY },
      ...{ type: "agreement.end-moved", from: "2026-05-31", to: "2026-12-31" },
    });
    const { end: _end, ...open } = exampleAgreement({ updatedAt: WEDNESDAY });
    expect(deriveAgreementSignals(before, open)).toMatchObject([{ from: "2026-05-31" }]);
    expect(deriveAgreementSignals(open, before)).toMatchObject([{ to: "2026-05-31" }]);
  });

  it("of an agreement seen for the first time: what has been done with it, and no moved end", () => {
    const whole = exampleAgreement({ orderedAt: MONDAY, acceptedAt: TUESDAY, signedAt: TUESDAY });
    const types = deriveAgreementSignals(undefined, whole).map(({ type }) => type);
    expect(types).toEqual(["agreement.ordered", "agreement.accepted", "agreement.signed"]);
  });

  it("an order of another time is another order; one taken away is none", () => {
    const ordered = exampleAgreement({ orderedAt: MONDAY });
    expect(told({ orderedAt: TUESDAY }, ordered)).toHaveLength(1);
    expect(told({}, ordered)).toEqual([]);
  });
});

const moment = fc.constantFrom(undefined, MONDAY, TUESDAY);
const agreement = fc
  .record({
    orderedAt: moment,
    acceptedAt: moment,
    signedAt: moment,
    status: fc.constantFrom("active" as const, "cancelled" as const),
    end: fc.constantFrom(undefined, "2026-05-31", "2026-12-31"),
    updatedAt: fc.constantFrom(MONDAY, TUESDAY, WEDNESDAY),
  })
  .map((fields) => exampleAgreement(JSON.parse(JSON.stringify(fields))));

describe("a record that is told again", () => {
  it("means nothing new", () => {
    const property = fc.property(agreement, (record) => {
      expect(deriveAgreementSignals(record, record)).toEqual([]);
    });
    fc.assert(property, { seed: 20_261_122 });
  });

  it("by a webhook and by a poll means the same, under the same ids", () => {
    const property = fc.property(
      fc.option(agreement, { nil: undefined }),
      agreement,
      (old, now) => {
        const signals = deriveAgreementSignals(old, now);
        expect(deriveAgreementSignals(old, structuredClone(now))).toEqual(signals);
        expect(new Set(signals.map(({ id }) => id)).size).toBe(signals.length);
      },
    );
    fc.assert(property, { seed: 20_261_122 });
  });
});
