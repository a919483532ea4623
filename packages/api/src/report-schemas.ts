import { LocalDate } from "@perennial/contract";
import { z } from "zod";
import { FlowStatementView, MoveView } from "./insight-schemas.ts";
import { COUNTED_KINDS } from "./plan-schemas.ts";
import { count, estimate, KeptView, number, perhaps, RefusalView } from "./report-parts.ts";

/** Agreements that end within one part of the time ahead. */
export const RenewalPartView = z
  .strictObject({
    from: count("The first day of the part, as days from today."),
    to: count("The last day of the part, as days from today."),
    agreements: count("Agreements of ours that end within these days."),
    value: count("What these agreements bring in a year, in minor units."),
    renewed: count("Of the agreements, those followed by one that is ordered or runs already."),
    escalated: count("Not renewed, and somebody is to ring the customer."),
    inProgram: count("Not renewed and nobody rings: a program is working on the agreement."),
    waiting: count("Nothing has been done about them: not renewed, no call, no program."),
    waitingValue: count("What those that nothing has been done about bring in a year."),
  })
  .meta({ id: "RenewalPart" });

/** Agreements that end soon, and what is being done about them. */
export const RenewalsView = z
  .strictObject({
    today: LocalDate,
    parts: z.array(RenewalPartView),
    total: RenewalPartView,
    currency: z.string(),
  })
  .meta({ id: "Renewals" });
export type RenewalsView = z.infer<typeof RenewalsView>;

/** The flow of one month or quarter. */
export const FlowPeriodView = z
  .strictObject({
    from: LocalDate,
    to: LocalDate,
    complete: z.boolean().meta({ description: "False for the one under way." }),
    counted: z.boolean().meta({
      description:
        "Whether the base was counted through the whole of it: false before the first night.",
    }),
    statement: FlowStatementView,
    wanted: count("Moves to a better state of the flow (D-15)."),
    unwanted: count("Moves to a worse state of the flow (D-15)."),
  })
  .meta({ id: "FlowPeriod" });
export type FlowPeriodView = z.infer<typeof FlowPeriodView>;

/** Who moved from where to where, period by period. */
export const MigrationView = z
  .strictObject({
    kind: z.enum(COUNTED_KINDS),
    places: z.array(z.strictObject({ id: z.string(), name: z.string() })).meta({
      description: "In order, from the best where there is one.",
    }),
    periods: z.array(z.strictObject({ from: LocalDate, to: LocalDate, moves: z.array(MoveView) })),
  })
  .meta({ id: "Migration" });
export type MigrationView = z.infer<typeof MigrationView>;

/** What customers can be expected to buy (BG/NBD and Gamma-Gamma). */
export const ForecastView = z
  .strictObject({
    kept: KeptView.nullable().meta({ description: "Null where the report was never made." }),
    currency: z.string(),
    refusal: RefusalView.nullable().meta({ description: "Why there is no forecast." }),
    forecast: z
      .strictObject({
        weeks: number("How many weeks ahead is looked."),
        customers: count("Customers who have ever bought."),
        purchases: estimate("Purchases to expect of all of them within the weeks ahead."),
        active: estimate("Customers to be counted as active: the sum of their probabilities."),
        value: perhaps(
          "Purchases to expect times average purchase to expect, at what it is worth today, in minor units.",
        ),
        valueRefusal: RefusalView.nullable().meta({ description: "Why there is no value." }),
        likelihoods: z
          .array(
            z.strictObject({
              from: perhaps("The least probability of being active; null for who bought once."),
              customers: count("Customers with that probability."),
              purchases: number("Purchases to expect of them."),
            }),
          )
          .meta({ description: "How likely it is that customers are still active." }),
        check: z
          .strictObject({
            learntUntil: LocalDate,
            expected: number("Purchases that a forecast half a year ago would have expected."),
            actual: count("Purchases that came."),
            deviation: perhaps(
              "How far it was off as a share of what came; -0.1 is a tenth too few.",
            ),
          })
          .nullable()
          .meta({
            description: "The forecast tried on what is known; null where that is too little.",
          }),
        parameters: z
          .array(
            z.strictObject({
              model: z.enum(["bg-nbd", "gamma-gamma"]),
              name: z.string(),
              value: z.number(),
              low: z.number(),
              high: z.number(),
            }),
          )
          .meta({ description: "The fitted models, with bounds at 95 %." }),
      })
      .nullable(),
  })
  .meta({ id: "Forecast" });
export type ForecastView = z.infer<typeof ForecastView>;

/** Customers by when they first bought. */
export const CohortsView = z
  .strictObject({
    kept: KeptView.nullable().meta({ description: "Null where the report was never made." }),
    currency: z.string(),
    by: z.enum(["month", "quarter"]),
    cohorts: z.array(
      z.strictObject({
        label: z.string(),
        customers: count("Customers who first bought in it."),
        revenue: count("What they have bought for since, less returns, in minor units."),
        cells: z.array(
          z.strictObject({
            period: count("0 is the period they first bought in."),
            active: count("Of them, those who bought in it."),
            activeShare: number("The same as a share of the cohort."),
            revenue: count("What they bought for in it, less returns, in minor units."),
            complete: z.boolean().meta({ description: "False for the one under way." }),
          }),
        ),
      }),
    ),
  })
  .meta({ id: "Cohorts" });
export type CohortsView = z.infer<typeof CohortsView>;

/** How much of the value the best customers stand for (M-14). */
export const ParetoView = z
  .strictObject({
    kept: KeptView.nullable().meta({ description: "Null where the report was never made." }),
    currency: z.string(),
    basis: z.enum(["plan", "purchases"]).nullable().meta({
      description:
        "plan: value by the plan's value classes; purchases: bought for in the last year, where no plan has been reviewed.",
    }),
    customers: count("Customers of the base that are compared."),
    totalValue: count("What they are worth together, in minor units."),
    topShare: perhaps("What the best fifth stands for, as a share of the value."),
    customersForFourFifths: perhaps("The smallest share of customers that stands for four fifths."),
    curve: z
      .array(
        z.strictObject({
          customers: number("The best so many customers, as a share of all."),
          value: number("What they stand for, as a share of the value."),
        }),
      )
      .meta({ description: "From the best customers on." }),
  })
  .meta({ id: "Pareto" });
export type ParetoView = z.infer<typeof ParetoView>;

const score = (of: string) => z.int().meta({ description: `${of}, 1 to 5 where 5 is best.` });

/** How recently, how often and for how much customers bought. */
export const RfmView = z
  .strictObject({
    kept: KeptView.nullable().meta({ description: "Null where the report was never made." }),
    currency: z.string(),
    customers: count("Customers who have ever bought."),
    cells: z.array(
      z.strictObject({
        recency: score("How recently they bought"),
        frequency: score("How often they bought"),
        monetary: score("For how much they bought"),
        customers: count("Customers with these scores."),
        amount: count("What they have bought for, less returns, in minor units."),
        recencyDays: number("Days since their last purchase, on average."),
      }),
    ),
  })
  .meta({ id: "Rfm" });
export type RfmView = z.infer<typeof RfmView>;

/** What comes while reports are made anew: how far it has come, and at the end that it is done. */
export const RefreshLine = z
  .union([
    z.strictObject({
      progress: z.strictObject({
        done: count("Customers read, or reports made."),
        total: count("How many there are."),
        phase: z.enum(["reading", "computing"]),
      }),
    }),
    z.strictObject({ result: KeptView }),
  ])
  .meta({ id: "RefreshLine" });
export type RefreshLine = z.infer<typeof RefreshLine>;
