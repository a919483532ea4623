import type { Agreement, Consent, Customer, Interaction, Purchase } from "@perennial/contract";
import fc from "fast-check";
import {
  exampleAgreement,
  exampleConsent,
  exampleCustomer,
  exampleInteraction,
  examplePurchase,
} from "../../testing/example-records.ts";
import type { KnownBase } from "./reference-standing.ts";

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
/** Moments about midnight in Stockholm, and about the days that limits fall on, among any others. */
const moment = fc.oneof(
  fc.constantFrom(
    ...[
      "2026-02-28T22:59:59.999Z",
      "2026-02-28T23:00:00.000Z",
      "2025-03-02T10:00:00.000Z",
      "2025-09-02T10:00:00.000Z",
    ],
    ...[
      "2024-02-29T11:00:00.000Z",
      "2025-12-31T23:30:00.000Z",
      "2026-03-02T08:00:00.000Z",
      "2026-03-03T08:00:00.000Z",
    ],
    ...["2026-08-31T22:00:00.000Z", "2027-02-28T10:00:00.000Z", "2028-02-28T23:30:00.000Z"],
  ),
  fc
    .date({ min: new Date("2024-01-01"), max: new Date("2026-03-20"), noInvalidDate: true })
    .map((at) => at.toISOString()),
);
const day = moment.map((at) => at.slice(0, 10));
const customerIds = ["c1", "c2", "c3", "å4", "c5", "Z6"];
const owner = fc.constantFrom(...customerIds);

const purchase = fc.record({
  ...{ customerId: owner, at: moment },
  amount: fc.constantFrom(0, 100, 100, 2_500, 10_000, 49_900, -2_500),
  currency: fc.constantFrom("SEK", "SEK", "SEK", "EUR"),
  margin: maybe(fc.constantFrom(-900, 0, 900, 30_000)),
  discount: fc.constantFrom(0, 500),
});
const agreement = fc.record({
  ...{
    customerId: owner,
    start: day,
    end: maybe(day),
    cancelledAt: maybe(moment),
    updatedAt: moment,
  },
  status: fc.constantFrom("active", "active", "ended", "cancelled", "ordered"),
  party: fc.constantFrom("own", "own", "competitor"),
  yearlyValue: maybe(fc.constantFrom(1_000, 120_000)),
  currency: fc.constantFrom("SEK", "EUR"),
});
const interaction = fc.record({
  ...{ customerId: owner, at: moment },
  kind: fc.constantFrom("call", "case", "message"),
  direction: fc.constantFrom("in", "out"),
  outcome: maybe(fc.constantFrom("declined", "complaint", "reached")),
});
const consent = fc.record({
  ...{ customerId: owner, at: moment },
  purpose: fc.constantFrom("marketing", "service"),
  state: fc.constantFrom("given", "withdrawn"),
});

const override = fc.record({
  customerId: owner,
  tier: fc.constantFrom("member", "silver", "gold", "gone"),
  until: maybe(fc.constantFrom("2026-03-01", "2026-03-02", "2026-09-01")),
  takenBackOn: maybe(fc.constantFrom("2026-03-02", "2026-09-01")),
});

/** A small base with everything that a review reads. */
export const arbitraryBase: fc.Arbitrary<KnownBase> = fc
  .record({
    since: fc.array(maybe(day), { minLength: customerIds.length, maxLength: customerIds.length }),
    purchases: fc.array(purchase, { maxLength: 30 }),
    agreements: fc.array(agreement, { maxLength: 6 }),
    interactions: fc.array(interaction, { maxLength: 6 }),
    consents: fc.array(consent, { maxLength: 4 }),
    overrides: fc.uniqueArray(override, { maxLength: 2, selector: (each) => each.customerId }),
  })
  .map(({ since, ...records }) => ({
    customers: customerIds.map((id, index) =>
      exampleCustomer({
        id,
        ...(since[index] !== undefined && { customerSince: since[index] }),
      } as Partial<Customer>),
    ),
    purchases: records.purchases.map((each, n) =>
      examplePurchase({ ...each, id: `p${n}` } as Partial<Purchase>),
    ),
    agreements: records.agreements.map((each, n) =>
      exampleAgreement({ ...each, id: `a${n}` } as Partial<Agreement>),
    ),
    interactions: records.interactions.map((each, n) =>
      exampleInteraction({ ...each, id: `i${n}` } as Partial<Interaction>),
    ),
    overrides: records.overrides,
    consents: uniqueConsents(
      records.consents.map((each) => exampleConsent({ ...each, proof: "x" } as Partial<Consent>)),
    ),
  }));

function uniqueConsents(consents: readonly Consent[]): readonly Consent[] {
  const key = ({ customerId, purpose, at, state }: Consent) =>
    `${customerId} ${purpose} ${at} ${state}`;
  return [...new Map(consents.map((each) => [key(each), each])).values()];
}

/** On which of so many days each customer of such a base is heard of first: most of them on the first. */
export function arbitraryArrivals(days: number): fc.Arbitrary<ReadonlyMap<string, number>> {
  const first = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat({ max: days - 1 }));
  const { length } = customerIds;
  return fc
    .array(first, { minLength: length, maxLength: length })
    .map((on) => new Map(customerIds.map((id, index) => [id, on[index] ?? 0])));
}

/** More purchases of the same customers, made on a day. */
export function arbitraryPurchases(at: string, name: string): fc.Arbitrary<readonly Purchase[]> {
  return fc
    .array(purchase, { maxLength: 4 })
    .map((all) =>
      all.map((each, n) =>
        examplePurchase({ ...each, at, id: `${name}-${n}` } as Partial<Purchase>),
      ),
    );
}
