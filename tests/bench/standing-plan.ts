import { type ChurnModel, LifecyclePlan } from "@perennial/lifecycle";

const text = (of: string) => ({ sv: of, en: of });

/** What the tiers take, for those who do the same by hand. */
export const TIER_LIMITS = { silver: 100_000, gold: 300_000 } as const;

/** A plan with every part that a night computes. */
export const STANDING_PLAN: LifecyclePlan = LifecyclePlan.parse({
  tiers: {
    tiers: [
      { id: "member", name: text("Member"), from: 0 },
      { id: "silver", name: text("Silver"), from: TIER_LIMITS.silver },
      { id: "gold", name: text("Gold"), from: TIER_LIMITS.gold },
    ],
    grace: "P30D",
  },
  phases: {},
  valueClasses: {},
  flows: {},
  churn: {},
  segments: [
    {
      id: "best",
      name: text("Best"),
      when: { field: "customer.valueClass", is: "equals", value: "gold" },
    },
    {
      id: "house",
      name: text("House"),
      when: { field: "customer.mobile", is: "is-set" },
    },
    { id: "rest", name: text("Rest") },
  ],
  groups: [
    {
      id: "stars",
      name: text("Stars"),
      when: {
        all: [
          { field: "customer.tier", is: "equals", value: "gold" },
          { field: "customer.phase", is: "equals", value: "develop" },
        ],
      },
    },
  ],
});

/** A model of who leaves, with the features that purchases give. */
export const CHURN_MODEL: ChurnModel = {
  ...{ day: "2025-08-01", horizon: "P6M", constant: -3 },
  weights: [
    { feature: "silence", coefficient: 0.3, mean: 3 },
    { feature: "rhythm", coefficient: 0.5, mean: 1 },
    { feature: "frequency", coefficient: -0.1, mean: 4 },
    { feature: "trend", coefficient: -0.8, mean: 0 },
    { feature: "tenure", coefficient: -0.1, mean: 1 },
  ],
  ...{ customers: 10_000, lost: 1_000, logLikelihood: -3_000, steps: 6, ridge: 1 },
};

const HEADER = ["name", "objective", "target", "targetGroup", "responsible", "doneBy"];

/** Programs that are entered so many days before an agreement's end, by id. */
export const DATE_PROGRAMS: Readonly<Record<string, Readonly<Record<string, string>>>> =
  Object.fromEntries(
    [90, 60, 45, 30, 14].map((days) => {
      const id = `before-${days}`;
      const lines = HEADER.map((key) => `${key}: { sv: ${id}, en: ${id} }`);
      const trigger = `triggers: [{ date: agreement.end, before: P${days}D, late: P1D }]`;
      const steps = "steps:\n  - { id: rest, do: wait, for: P1D }";
      const head = [`id: ${id}`, ...lines, "updated: 2026-01-01", "subject: agreement"];
      return [id, { "program.yaml": [...head, trigger, steps, ""].join("\n") }];
    }),
  );
