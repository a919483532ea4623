import { Duration, FLOW_STATES, Instant, LocalDate } from "@perennial/contract";
import { z } from "zod";

/** What two groups are compared by. */
export const RESULT_MEASURES = [
  ...["conversion", "buyers", "frequency", "average-purchase"],
  ...["lost", "spend", "net", "flow"],
] as const;

const FINDINGS = [...["higher", "lower", "not-enough-data", "too-few", "nobody-held-out"]] as const;

const nullable = (description: string) => z.number().nullable().meta({ description });

/** A figure for those who were treated and for those held out. */
const Arms = z.strictObject({ treated: z.number(), heldOut: z.number() }).meta({ id: "Arms" });

/** How many more customers it takes to be sure of a difference. */
const ShortageView = z
  .strictObject({
    difference: z.number().meta({ description: "The difference, in the measure's unit." }),
    more: z.int().meta({
      description: "Customers of both groups together beyond those there are; 0 where there are.",
    }),
    weeks: z.int().nullable().meta({
      description: "How long that takes at the pace so far; null where nobody has entered yet.",
    }),
  })
  .meta({ id: "Shortage" });

/** Two groups by one measure. */
export const ComparisonView = z
  .strictObject({
    measure: z.enum(RESULT_MEASURES),
    treated: nullable("The figure of the treated, in the measure's unit."),
    heldOut: nullable("The figure of those held out."),
    difference: z
      .strictObject({
        value: z.number().meta({ description: "The treated less those held out." }),
        low: z.number().meta({ description: "The interval's lower bound." }),
        high: z.number().meta({ description: "The interval's upper bound." }),
      })
      .nullable()
      .meta({ description: "Null where there are too few customers for an interval." }),
    relative: nullable("The difference as a share of the figure of those held out."),
    finding: z.enum(FINDINGS).meta({
      description:
        "`higher` or `lower` where the interval of the difference leaves 0 out; `not-enough-data` where it does not, `too-few` where a group has less than 30 customers, `nobody-held-out` where there is nothing to compare with.",
    }),
    forSeen: ShortageView.nullable().meta({
      description: "What it takes to be sure of a difference as large as the one seen.",
    }),
    forWished: ShortageView.nullable().meta({
      description: "What it takes to be sure of a difference as large as the one wished for.",
    }),
  })
  .meta({ id: "Comparison" });
export type ComparisonView = z.infer<typeof ComparisonView>;

/** The effect of a program, or of all together (product.md, feature 5; D-04, D-17, D-35). */
export const ResultView = z
  .strictObject({
    program: z.string().nullable().meta({ description: "Null for all programs together." }),
    name: z.string(),
    currency: z.string(),
    window: Duration.meta({ description: "How long each customer is followed." }),
    windowDays: z.int(),
    since: Instant.meta({ description: "From when customers are counted." }),
    until: Instant.meta({ description: "Until when." }),
    confidence: z.number().meta({ description: "How sure intervals are, such as 0.95." }),
    customers: Arms.meta({
      description:
        "Customers that are compared, each in the group that the lot gave, reached or not (intention to treat).",
    }),
    heldOutOfAll: z.int().meta({
      description: "Customers held out of all marketing; they are in neither group.",
    }),
    waiting: z.int().meta({ description: "Customers whose window is not over; not counted yet." }),
    leftEarly: Arms.meta({
      description: "Customers whose enrolment ended before their window was over.",
    }),
    cost: Arms.meta({ description: "What messages, calls and tasks cost, in minor units." }),
    comparisons: z.array(ComparisonView),
    flows: z
      .array(
        z.strictObject({
          from: z.enum(FLOW_STATES).nullable().meta({ description: "Null: from outside." }),
          to: z.enum(FLOW_STATES),
          aim: z.enum(["strengthens", "reduces"]),
          comparison: ComparisonView,
        }),
      )
      .meta({ description: "The flows that the program is there for (D-17)." }),
    parts: z
      .array(
        z.strictObject({
          step: z.string(),
          part: z.string(),
          customers: z.int(),
          against: z.string().nullable().meta({ description: "Null for the step's first part." }),
          comparisons: z.array(ComparisonView).meta({
            description: "This part as `treated`, the step's first part as `heldOut`.",
          }),
        }),
      )
      .meta({ description: "The parts of each split against its first." }),
    definitions: z
      .array(
        z.strictObject({
          measure: z.enum(RESULT_MEASURES),
          name: z.string(),
          definition: z.string(),
          unit: z.enum(["share", "number", "money"]).meta({
            description: "A share is 0 to 1; money is in minor units of the currency.",
          }),
        }),
      )
      .meta({ description: "What each measure means and how it is computed." }),
    lines: z.array(z.string()).meta({
      description: "The same in sentences, with how it is to be read.",
    }),
  })
  .meta({ id: "Result" });
export type ResultView = z.infer<typeof ResultView>;

/** What a program's targets were, and what they came to (K:1, P-14). */
export const EvaluationView = z
  .strictObject({
    dueOn: LocalDate,
    version: z.int().meta({ description: "The program's version on that day." }),
    from: Instant,
    until: Instant.meta({ description: "Before this moment." }),
    met: z.int().meta({ description: "How many targets were met." }),
    missed: z.int(),
    unknown: z.int().meta({ description: "How many had nothing to measure." }),
    targets: z.array(
      z.strictObject({
        id: z.string(),
        name: z.string(),
        unit: z.enum(["percent", "cases", "days"]),
        atLeast: nullable("The target, where it is a floor."),
        atMost: nullable("The target, where it is a ceiling."),
        actual: nullable("What it came to; null where there was nothing to measure."),
        met: z.boolean().nullable(),
        sentence: z.string(),
      }),
    ),
  })
  .meta({ id: "Evaluation" });
export type EvaluationView = z.infer<typeof EvaluationView>;
