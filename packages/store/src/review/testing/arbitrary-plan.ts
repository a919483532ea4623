import { type ChurnModel, LifecyclePlan } from "@perennial/lifecycle";
import fc from "fast-check";

const text = (of: string) => ({ sv: of, en: of });
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
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
  fc
    .constantFrom("01-01", "02-28", "03-02", "07-01")
    .map((starts) => ({ period: "calendar", starts })),
  fc.constant({ period: "anniversary" }),
  fc.constant({ period: "ever" }),
);
const tiers = fc.record({
  basis: fc.constantFrom("spend", "spend", "purchases", "points", "tenure"),
  qualification,
  keep: fc.constantFrom("P12M", "P13M", "P1M", "P5D"),
  downgrade: fc.constantFrom("none", "one", "full"),
  grace: fc.constantFrom("P0D", "P10D"),
  members: maybe(condition),
  isProtected: fc.boolean(),
  steps: fc.constantFrom([2, 4], [3, 12], [25, 500], [5_000, 50_000]),
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
        by: fc.constantFrom("spend", "margin", "agreements"),
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
      ...(club?.basis === "points" && { points: { pending: "P14D", life: "P6M" } }),
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
  members,
  ...rest
}: {
  readonly basis: string;
  readonly steps: readonly number[];
  readonly isProtected: boolean;
  readonly members: unknown;
}) {
  return {
    ...rest,
    // Only members earn points: who was one when would decide on what is in the ledger.
    ...(rest.basis !== "points" && { members }),
    tiers: [
      { id: "member", name: text("member"), from: 0 },
      { id: "silver", name: text("silver"), from: second, isProtected },
      { id: "gold", name: text("gold"), from: third },
    ],
  };
}
