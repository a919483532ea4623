import type { Agreement, Consent, Customer, Interaction, Purchase } from "@perennial/contract";
import { type ChurnModel, LifecyclePlan } from "@perennial/lifecycle";
import fc from "fast-check";
import {
  exampleAgreement,
  exampleConsent,
  exampleCustomer,
  exampleInteraction,
  examplePurchase,
} from "../../testing/example-records.ts";
import type { KnownBase } from "./reference-standing.ts";

const text = (of: string) => ({ sv: of, en: of });
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

/** A small base with everything that a review reads. */
export const arbitraryBase: fc.Arbitrary<KnownBase> = fc
  .record({
    since: fc.array(maybe(day), { minLength: customerIds.length, maxLength: customerIds.length }),
    purchases: fc.array(purchase, { maxLength: 30 }),
    agreements: fc.array(agreement, { maxLength: 6 }),
    interactions: fc.array(interaction, { maxLength: 6 }),
    consents: fc.array(consent, { maxLength: 4 }),
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
    consents: uniqueConsents(
      records.consents.map((each) => exampleConsent({ ...each, proof: "x" } as Partial<Consent>)),
    ),
  }));

function uniqueConsents(consents: readonly Consent[]): readonly Consent[] {
  const key = ({ customerId, purpose, at, state }: Consent) =>
    `${customerId} ${purpose} ${at} ${state}`;
  return [...new Map(consents.map((each) => [key(each), each])).values()];
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

const duration = fc.constantFrom("P1M", "P90D", "P6M", "P12M");
const condition = fc.constantFrom(
  { field: "customer.valueClass", is: "equals", value: "gold" },
  { field: "customer.phase", is: "equals", value: "develop" },
  { field: "customer.tier", is: "one-of", value: ["silver", "gold"] },
  { count: "purchases", within: "P6M", is: "at-least", value: 2 },
  { field: "customer.customerSince", is: "before", value: "today-P1Y" },
);
/** What only a group can ask about: it comes last. */
const ofStanding = fc.constantFrom(
  { field: "standing.flow", is: "one-of", value: ["active", "growing", "starter"] },
  { field: "standing.band", is: "equals", value: "top" },
  { field: "standing.tierReason", is: "not-equals", value: "joined" },
);
const qualification = fc.oneof(
  fc.constantFrom("P12M", "P6M").map((length) => ({ period: "rolling", length })),
  fc.constantFrom("01-01", "03-02", "07-01").map((starts) => ({ period: "calendar", starts })),
  fc.constant({ period: "anniversary" }),
  fc.constant({ period: "ever" }),
);
const tiers = fc.record({
  basis: fc.constantFrom("spend", "spend", "purchases", "tenure"),
  qualification,
  keep: fc.constantFrom("P12M", "P13M"),
  downgrade: fc.constantFrom("none", "one", "full"),
  grace: fc.constantFrom("P0D", "P10D"),
  members: maybe(condition),
  isProtected: fc.boolean(),
  steps: fc.constantFrom([2, 4], [3, 12], [5_000, 50_000]),
});

/** A model that weighs everything. */
export const CHURN_MODEL: ChurnModel = {
  ...{
    day: "2026-01-01",
    horizon: "P6M",
    constant: -2,
    customers: 1,
    lost: 1,
    logLikelihood: 0,
    steps: 1,
    ridge: 1,
  },
  weights: (
    [
      ...[
        ["silence", 0.21],
        ["rhythm", 0.33],
        ["once", 0.4],
        ["frequency", -0.12],
        ["trend", -0.7],
      ],
      ...[
        ["discounted", 0.3],
        ["complaints", 0.9],
        ["calls", 0.1],
        ["declined", 0.6],
        ["tenure", -0.2],
      ],
      ...[
        ["ending", 0.8],
        ["cancelled", 1.1],
      ],
    ] as const
  ).map(([feature, coefficient]) => ({ feature, coefficient, mean: 0 })) as ChurnModel["weights"],
};

/** A plan with any parts, by which any base can be reviewed. */
export const arbitraryPlan: fc.Arbitrary<LifecyclePlan> = fc
  .record({
    tiers: maybe(tiers),
    phases: maybe(
      fc.record({
        welcome: fc.constantFrom(
          { for: "P90D" },
          { for: "P1M" },
          { until: { count: "purchases", is: "at-least", value: 2 } },
        ),
        retain: fc.record({ risk: fc.constantFrom("medium", "high", "never"), actsFor: duration }),
      }),
    ),
    valueClasses: maybe(
      fc.record({
        by: fc.constantFrom("spend", "agreements"),
        within: duration,
        limits: fc.constantFrom(
          { share: { gold: 20, silver: 50 } },
          { share: { gold: 33.3, silver: 33.3 } },
          { atLeast: { gold: 50_000, silver: 2_500 } },
        ),
      }),
    ),
    flows: maybe(
      fc.record({
        basis: fc.constantFrom("purchases", "purchases", "agreements"),
        ...{ lostAfter: duration, inactiveAfter: duration, trend: duration },
        change: fc.constantFrom(20, 33.3),
      }),
    ),
    segment: maybe(condition),
    group: maybe(fc.oneof(condition, ofStanding)),
    open: fc.boolean(),
  })
  .map(({ tiers: club, segment, group, open, ...parts }) =>
    LifecyclePlan.parse({
      ...parts,
      churn: { medium: 0.3, high: 0.6 },
      ...(club && { tiers: clubOf(club) }),
      segments: segment
        ? [
            { id: "some", name: text("some"), when: segment },
            { id: "rest", name: text("rest") },
          ]
        : [],
      groups: group
        ? [
            {
              id: "heroes",
              name: text("heroes"),
              when: group,
              ...(!open && { until: "2026-03-02" }),
            },
          ]
        : [],
    }),
  );

function clubOf({
  steps: [second, third],
  isProtected,
  ...rest
}: {
  readonly steps: readonly number[];
  readonly isProtected: boolean;
}) {
  return {
    ...rest,
    tiers: [
      { id: "member", name: text("member"), from: 0 },
      { id: "silver", name: text("silver"), from: second, isProtected },
      { id: "gold", name: text("gold"), from: third },
    ],
  };
}
