import { BANDS, FLOW_STATES, LocalDate, PHASES, VALUE_CLASSES } from "@perennial/contract";
import { z } from "zod";
import { COUNTED_KINDS } from "./plan-schemas.ts";

/** The days a report is about, both of which belong to it. */
export const ReportedDays = z.strictObject({
  from: LocalDate,
  to: LocalDate.meta({ description: "At most today." }),
});

const count = (description: string) => z.int().meta({ description });

/** The statement of a base over some days (D-06). */
export const FlowStatementView = z
  .strictObject({
    start: count("Customers of the base before the first day: known, and not lost."),
    new: count("Came into the base for the first time."),
    wonBack: count("Were lost and bought again."),
    lost: count("Left the base: lost by the plan's time without a purchase, or gone."),
    end: count("Customers of the base now, or after the last day: start + new + won back - lost."),
    reactivated: count("Were inactive and bought again; they were in the base all along."),
    churn: z.number().nullable().meta({
      description: "Lost a year as a share of those at the start (D-07).",
    }),
    duration: z.number().nullable().meta({
      description: "How many years a customer stays at that rate: start by lost a year (D-05).",
    }),
  })
  .meta({ id: "FlowStatement" });

/** The customers that went from one place to another in some days. */
export const MoveView = z
  .strictObject({
    from: z.string().nullable().meta({ description: "Null for who came." }),
    to: z.string().nullable().meta({ description: "Null for who is gone." }),
    customers: count("Moves; who went, came back and went again is in it twice."),
    mark: z.enum(["wanted", "unwanted"]).nullable().meta({
      description: "Of flows and bands: up is wanted, down is not (D-15).",
    }),
    program: z.string().nullable().meta({
      description: "The program that the plan means for it (D-17).",
    }),
    sentence: z.string().nullable(),
  })
  .meta({ id: "Move" });
export type MoveView = z.infer<typeof MoveView>;

/** How customers flowed over some days (D-13 to D-17). */
export const FlowsView = z
  .strictObject({
    from: LocalDate,
    to: LocalDate,
    statement: FlowStatementView,
    states: z.array(
      z.strictObject({
        state: z.enum(FLOW_STATES),
        name: z.string(),
        start: count("Customers in it before the first day."),
        end: count("Customers in it after the last day."),
      }),
    ),
    bands: z.array(
      z.strictObject({ band: z.enum(BANDS), name: z.string(), start: z.int(), end: z.int() }),
    ),
    flows: z.array(MoveView).meta({ description: "Moves between states." }),
    bandFlows: z.array(MoveView).meta({ description: "Moves between bands." }),
    planChanges: z.array(LocalDate).meta({
      description:
        "Nights that were the first by a plan: what changed because of the plan is no move, and the start is told as if the newest plan had been in force.",
    }),
  })
  .meta({ id: "Flows" });
export type FlowsView = z.infer<typeof FlowsView>;

/** Moves of one kind. */
export const MovesView = z
  .strictObject({
    kind: z.enum(COUNTED_KINDS),
    from: LocalDate,
    to: LocalDate,
    moves: z.array(MoveView),
  })
  .meta({ id: "Moves" });
export type MovesView = z.infer<typeof MovesView>;

/** One cell of the customer matrix with those in it (M-07 to M-12). */
export const MatrixCellView = z
  .strictObject({
    valueClass: z.enum(VALUE_CLASSES),
    segment: z.string().nullable().meta({ description: "Null for who is in no segment." }),
    segmentName: z.string().nullable(),
    customers: count("Customers of this class and segment today."),
    percent: z.number().meta({ description: "Of all that have a class." }),
    value: count("What they are worth together within the value classes' window, minor units."),
    valuePercent: z.number().meta({ description: "Of what all are worth together." }),
    averageValue: z.int().nullable().meta({ description: "Value by customers, minor units." }),
    highRisk: count("Of them, those with a high risk of leaving."),
    strategy: z.string().nullable().meta({ description: "Null where the plan leaves it empty." }),
    program: z.string().nullable(),
    serviceLevel: z.string().nullable(),
    churnGoal: z.number().nullable().meta({
      description: "Per cent of the cell's customers that may be lost in a year (M-10).",
    }),
    contactsPerYear: z.int().nullable(),
  })
  .meta({ id: "MatrixCell" });
export type MatrixCellView = z.infer<typeof MatrixCellView>;

/** How active customers are spread over the phases (M-05). */
export const PhaseReportView = z
  .strictObject({
    active: count("Customers in any phase: those that are not lost."),
    phases: z.array(
      z.strictObject({
        phase: z.enum(PHASES),
        name: z.string(),
        customers: z.int(),
        percent: z.number().meta({ description: "Of the active customers." }),
      }),
    ),
    expectedDevelop: z.tuple([z.number(), z.number()]).meta({
      description: "Per cent of the active customers that the plan expects in the develop phase.",
    }),
    warning: z.string().nullable().meta({
      description: "Where the develop phase's share is outside of that (M-05).",
    }),
  })
  .meta({ id: "PhaseReport" });
export type PhaseReportView = z.infer<typeof PhaseReportView>;

/** How the user's own group developed (V-15). */
export const GroupReportView = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    isOpen: z.boolean().meta({ description: "Whether it has members today by its dates." }),
    members: count("Members now."),
    value: count("What they are worth together within the value classes' window, minor units."),
    joined: count("Came in on these days."),
    left: count("Left on these days."),
    days: z
      .array(
        z.strictObject({
          on: LocalDate,
          members: z.int(),
          value: z.int(),
          averageValue: z.int().nullable(),
        }),
      )
      .meta({ description: "At the end of each night." }),
  })
  .meta({ id: "GroupReport" });
export type GroupReportView = z.infer<typeof GroupReportView>;

/** How many customers are in one place. */
export const PlaceView = z
  .strictObject({
    kind: z.enum([...COUNTED_KINDS.filter((kind) => kind !== "group"), "all"]),
    state: z.string(),
    customers: z.int(),
    value: count("What they are worth together within the value classes' window, minor units."),
  })
  .meta({ id: "Place" });
