import { Duration, LocalDate, LocalizedText, LocalTime, Offer } from "@perennial/contract";
import { z } from "zod";
import { Condition } from "../condition/condition.ts";
import { Family, ProgramFlow } from "./purpose.ts";
import {
  DurationOrSetting,
  type NumberOrSetting,
  OnSignal,
  Step,
  StepId,
  type TimeOrSetting,
} from "./step.ts";
import { Target } from "./target.ts";

/** A value that each tenant may choose, with its default (requirements.md, 1.7.8). */
export const Setting = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("duration"), default: Duration, label: LocalizedText }),
  z.strictObject({ type: z.literal("time"), default: LocalTime, label: LocalizedText }),
  z.strictObject({
    type: z.literal("number"),
    default: z.int().nonnegative(),
    label: LocalizedText,
  }),
]);
export type Setting = z.infer<typeof Setting>;

/** How often an anniversary is. */
export const Recurrence = z
  .string()
  .regex(/^P[1-9]\d?[YM]$/, { error: "write whole years or months, such as P1Y or P6M" })
  .meta({ id: "Recurrence", description: "Whole years or months, such as P1Y or P6M." });
export type Recurrence = z.infer<typeof Recurrence>;

/** Enrols when a date field comes near. */
const DateTrigger = z.strictObject({
  /** A date field of the subject, such as `agreement.end`. */
  date: z.string(),
  before: DurationOrSetting.optional(),
  after: DurationOrSetting.optional(),
  /**
   * Comes up again at each anniversary of the date, in whole months or years: a birthday every P1Y. The date itself is
   * none; the 29th to 31st are the last day of shorter months. @default once, on the date
   */
  every: Recurrence.optional(),
  /** How long after the trigger's day a subject may still enter, such as one that came in late. @default P0D */
  late: DurationOrSetting.default("P0D"),
  startAt: StepId.optional(),
});
/** Enrols when a signal arrives. */
const SignalTrigger = z.strictObject({
  signal: z.string(),
  when: Condition.optional(),
  set: OnSignal.shape.set,
  startAt: StepId.optional(),
});
/** What starts an enrolment. */
export const Trigger = z.union([DateTrigger, SignalTrigger]);
export type Trigger = z.infer<typeof Trigger>;
export type DateTrigger = z.infer<typeof DateTrigger>;
export type SignalTrigger = z.infer<typeof SignalTrigger>;

/** Moves an enrolment when a signal arrives, wherever it waits. */
const Reaction = z.strictObject({
  ...OnSignal.shape,
  /** Only in these stages. @default everywhere */
  in: z.array(z.string()).min(1).optional(),
});
export type Reaction = z.infer<typeof Reaction>;

/** Ends an enrolment wherever it is: on a signal, or as soon as a condition holds. */
const ExitRule = z.strictObject({
  on: z.string().optional(),
  when: Condition.optional(),
  in: z.array(z.string()).min(1).optional(),
  reason: z.string().regex(/^[a-z][a-z0-9-]*$/),
});
export type ExitRule = z.infer<typeof ExitRule>;

/** The one date of programs about programs: when another went live. */
export const LIVE_AT = "program.liveAt";

/**
 * What one enrolment of a program can be about. A program about programs is the evaluation (K:1): nobody is in it; its
 * triggers say when the others are compared with their targets, counted from the day they went live.
 */
export const SUBJECTS = ["customer", "agreement", "invitation", "program"] as const;
export type ProgramSubject = (typeof SUBJECTS)[number];

/**
 * A program: a process sheet that runs (P-01, P-02). The header is what a sales manager signs, the steps
 * are what happens. A published version never changes.
 */
export const Program = z
  .strictObject({
    id: StepId,
    name: LocalizedText,
    updated: LocalDate,
    objective: LocalizedText,
    target: LocalizedText,
    targetGroup: LocalizedText,
    responsible: LocalizedText,
    doneBy: LocalizedText,
    family: Family.optional(),
    /** The wanted flows that it strengthens and the unwanted ones that it reduces (D-17). */
    strengthens: z.array(ProgramFlow).default([]),
    reduces: z.array(ProgramFlow).default([]),
    /** What the target comes to in numbers; the evaluation compares them with what was achieved (P-14). */
    targets: z.array(Target).default([]),
    /** What one enrolment is about; its id is what keeps a customer's enrolments apart. */
    subject: z.enum(SUBJECTS),
    /** Whose agreements a program about agreements is for: the company's own or a competitor's. @default own */
    party: z.enum(["own", "competitor"]).default("own"),
    /**
     * Whether its messages concern the company's own products of the kind that the customer has or had an agreement
     * about, as those of a program about an agreement do. Then the rule pack's ground for existing customers and its
     * exemption for calls may apply, as long after the last agreement as the pack says (product.md, 3.2 and 3.4).
     * @default false
     */
    ownProducts: z.boolean().default(false),
    /** The rules of the land and trade it goes by, a file of the `rule-packs` folder. */
    rulePack: z.string().optional(),
    /** The tenant's own fields that conditions and texts use, by record. */
    attributes: z
      .strictObject({
        customer: z.record(z.string(), z.enum(["text", "number", "boolean", "date"])).default({}),
        agreement: z.record(z.string(), z.enum(["text", "number", "boolean", "date"])).default({}),
      })
      .default({ customer: {}, agreement: {} }),
    settings: z.record(z.string().regex(/^[a-z][a-zA-Z0-9]*$/), Setting).default({}),
    stages: z.array(z.strictObject({ id: StepId, name: LocalizedText })).default([]),
    offers: z.array(Offer).default([]),
    triggers: z.array(Trigger).min(1),
    /** Must hold when the trigger comes, too. */
    entry: Condition.optional(),
    /** Whether the same subject may enter again. @default never */
    reentry: z
      .union([z.enum(["never", "always"]), z.strictObject({ after: DurationOrSetting })])
      .default("never"),
    /** Per cent of customers that get no marketing from the program, to measure its effect by. @default 0 */
    holdout: z.number().min(0).max(50).default(0),
    /** What the program is for; meeting it is counted. */
    goal: z.strictObject({ on: z.string(), when: Condition.optional() }).optional(),
    exits: z.array(ExitRule).default([]),
    reactions: z.array(Reaction).default([]),
    steps: z.array(Step).min(1),
  })
  .meta({ id: "Program", title: "Perennial program" });
export type Program = z.infer<typeof Program>;

/** The values of a program's settings: the tenant's own over the defaults. */
export type SettingValues = Readonly<Record<string, string | number>>;

/** The settings a program runs with when the tenant has chosen nothing. */
export function defaultSettings(program: Program): SettingValues {
  return Object.fromEntries(
    Object.entries(program.settings).map(([name, setting]) => [name, setting.default]),
  );
}

/** A reference to a setting that the program does not have, or that is of another type. */
export class UnknownSettingError extends Error {
  constructor(program: string, setting: string, wanted: string) {
    super(
      `Program "${program}" refers to the setting "${setting}" as a ${wanted}, and has none by that name and type. Add it under "settings".`,
    );
    this.name = "UnknownSettingError";
  }
}

/** What runs: a program with the tenant's choices and everything that is computed from it once. */
export interface RunningProgram {
  readonly program: Program;
  readonly version: number;
  readonly settings: SettingValues;
}

/** The duration that a program file gives directly or by the name of a setting. */
export function durationOf(value: DurationOrSetting, running: RunningProgram): string {
  if (typeof value === "string") return value;
  const found = running.settings[value.setting];
  if (typeof found === "string") return found;
  throw new UnknownSettingError(running.program.id, value.setting, "duration");
}

/** The time of day that a program file gives directly or by the name of a setting. */
export function timeOf(value: TimeOrSetting, running: RunningProgram): string {
  if (typeof value === "string") return value;
  const found = running.settings[value.setting];
  if (typeof found === "string") return found;
  throw new UnknownSettingError(running.program.id, value.setting, "time");
}

/** The number that a program file gives directly or by the name of a setting. */
export function numberOf(value: NumberOrSetting, running: RunningProgram): number {
  if (typeof value === "number") return value;
  const found = running.settings[value.setting];
  if (typeof found === "number") return found;
  throw new UnknownSettingError(running.program.id, value.setting, "number");
}
