import {
  FLOW_STATES,
  Instant,
  LocalDate,
  PHASES,
  RecordId,
  RISK_LEVELS,
  VALUE_CLASSES,
} from "@perennial/contract";
import { z } from "zod";
import { PlacedProblem } from "./schemas.ts";

const some = <T extends z.ZodType>(value: T, description: string) =>
  z.array(value).max(100).optional().meta({ description });

/** A condition as it is written in programs and plans: a tree of `all`, `any`, `not`, `field`, `count` and `sum`. */
export const ConditionInput = z.record(z.string(), z.unknown()).meta({
  id: "ConditionInput",
  description:
    "A condition as it stands in a program: `all`, `any` or `not`, or a `field`, `count` or `sum` with `is` and `value`.",
});

/** What customers are looked for by: all of it must hold. */
export const CustomerFilterView = z
  .strictObject({
    search: z.string().max(200).optional().meta({
      description:
        "Words of a name, part of an e-mail address or of a phone number in any form, or a whole id.",
    }),
    condition: ConditionInput.optional(),
    tiers: some(z.string(), "Loyalty tiers, one of which the customer has."),
    phases: some(z.enum(PHASES), "Phases, in one of which the customer is."),
    valueClasses: some(
      z.enum(VALUE_CLASSES),
      "Value classes, to one of which the customer belongs.",
    ),
    segments: some(z.string(), "Segments, to one of which the customer belongs."),
    flows: some(z.enum(FLOW_STATES), "Places in the flow of customers."),
    risks: some(z.enum(RISK_LEVELS), "How likely the customer is to leave."),
    programs: some(z.string(), "Programs, in one of which the customer is now."),
    endsWithinDays: z.int().min(0).max(3_650).optional().meta({
      description: "An agreement of ours ends within so many days from today.",
    }),
    hasCall: z.boolean().optional().meta({ description: "Whether somebody is to ring." }),
  })
  .meta({ id: "CustomerFilter" });
export type CustomerFilterView = z.infer<typeof CustomerFilterView>;

/** What customers that are found may be put in order by. */
export const CUSTOMER_SORTS = ["name", "value", "next-end", "last-contact", "risk"] as const;

const named = z.strictObject({ id: z.string(), name: z.string() });

/** A customer in a list. */
export const FoundCustomerView = z
  .strictObject({
    id: RecordId,
    name: z.string(),
    kind: z.string(),
    email: z.string().nullable(),
    mobile: z.string().nullable(),
    tier: named.nullable(),
    phase: z.enum(PHASES).nullable(),
    valueClass: z.enum(VALUE_CLASSES).nullable(),
    segment: named.nullable(),
    flow: z.enum(FLOW_STATES).nullable(),
    value: z.int().nullable().meta({
      description:
        "What the customer is worth by the plan's value classes, in minor units: bought for less returned, margin, or agreements a year, within their window.",
    }),
    risk: z.enum(RISK_LEVELS).nullable(),
    probability: z.number().nullable().meta({
      description: "Of being lost within the plan's horizon, 0 to 1, in steps (M-17).",
    }),
    nextEnd: LocalDate.nullable().meta({
      description: "The last day of the agreement with us that ends first, from today on.",
    }),
    programs: z.array(named).meta({ description: "Programs the customer is in now." }),
    lastContact: Instant.nullable().meta({
      description: "The latest contact either way, automated or by hand.",
    }),
    hasCall: z.boolean().meta({ description: "Whether somebody is to ring." }),
    pausedUntil: Instant.nullable().meta({ description: "No marketing before this moment." }),
  })
  .meta({ id: "FoundCustomer" });
export type FoundCustomerView = z.infer<typeof FoundCustomerView>;

/** How many customers a filter finds. */
export const CustomerCountView = z
  .strictObject({
    count: z.int().meta({
      description: "Customers that the filter finds now; where there are more, how many at least.",
    }),
    isMore: z.boolean().meta({ description: "Whether there are more than were counted." }),
  })
  .meta({ id: "CustomerCount" });

/** A field that a filter may ask about. */
export const ConditionFieldView = z
  .strictObject({
    id: z.string().meta({ description: "Such as `customer.tier`; stands as `field`." }),
    over: z.enum(["customer", "standing", "purchases", "interactions"]).meta({
      description:
        "What it belongs to; a field of purchases or of contacts is asked about in `where` of a count or a sum.",
    }),
    name: z.strictObject({ sv: z.string(), en: z.string() }),
    type: z.enum(["text", "number", "money", "boolean", "date", "instant", "choice", "set"]),
    operators: z.array(z.string()),
    values: z
      .array(
        z.strictObject({
          id: z.string(),
          name: z.strictObject({ sv: z.string(), en: z.string() }),
        }),
      )
      .nullable()
      .meta({
        description: "What there is to choose from here; null where anything may be written.",
      }),
  })
  .meta({ id: "ConditionField" });
export type ConditionFieldView = z.infer<typeof ConditionFieldView>;

/** A condition in words, or what is wrong with it. */
export const ConditionDescriptionView = z
  .strictObject({
    sentence: z
      .strictObject({ sv: z.string(), en: z.string() })
      .nullable()
      .meta({ description: "The condition in words; null where something is wrong with it." }),
    problems: z.array(PlacedProblem),
  })
  .meta({ id: "ConditionDescription" });

/** A filter that was saved, with how many it finds now. */
export const SavedFilterView = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    filter: CustomerFilterView,
    madeAt: Instant,
    madeBy: z.string(),
    changedAt: Instant,
    changedBy: z.string(),
    count: z.int().nullable().meta({
      description:
        "Customers that the filter finds now; null where what it asks about is not there any more.",
    }),
    isMore: z.boolean().meta({ description: "Whether there are more than were counted." }),
    problem: z.string().nullable().meta({ description: "Why it can no longer be asked." }),
  })
  .meta({ id: "SavedFilter" });
export type SavedFilterView = z.infer<typeof SavedFilterView>;
