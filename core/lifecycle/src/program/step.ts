import {
  AttributeValue,
  Duration,
  LocalizedText,
  LocalTime,
  MessageClass,
} from "@perennial/contract";
import { z } from "zod";
import { Condition } from "../condition/condition.ts";
import { SettingName as Setting } from "../condition/setting-value.ts";
import { RollRule } from "../schedule/business-day.ts";
import { Weekday } from "../schedule/date.ts";
import { StepId } from "./step-id.ts";
import { Target } from "./target.ts";

export { StepId };

/** A duration, or the name of the program's setting that holds it. */
export const DurationOrSetting = z.union([Duration, Setting]);
export type DurationOrSetting = z.infer<typeof DurationOrSetting>;

/** A number, or the name of the program's setting that holds it. */
export const NumberOrSetting = z.union([z.int().nonnegative(), Setting]);
export type NumberOrSetting = z.infer<typeof NumberOrSetting>;

/** A time of day, or the name of the program's setting that holds it. */
export const TimeOrSetting = z.union([LocalTime, Setting]);
export type TimeOrSetting = z.infer<typeof TimeOrSetting>;

/** A fixed value, or the value of a field of the facts. */
export const ValueOrField = z.union([AttributeValue, z.strictObject({ field: z.string() })]);
export type ValueOrField = z.infer<typeof ValueOrField>;

/** What a process sheet says of a contact (P-02). For people; nothing is decided by it. */
const Dialog = z.strictObject({
  objective: LocalizedText.optional(),
  target: LocalizedText.optional(),
  when: LocalizedText.optional(),
  responsible: LocalizedText.optional(),
  doneBy: LocalizedText.optional(),
  /** What the target comes to in numbers. */
  targets: z.array(Target).optional(),
});

/** What to do when a signal of this type arrives. */
export const OnSignal = z.strictObject({
  signal: z.string(),
  when: Condition.optional(),
  /** Notes fields of the signal on the enrolment, by the name they get there. */
  set: z.record(z.string().regex(/^[a-z][a-zA-Z0-9]*$/), z.string()).optional(),
  goTo: StepId,
});
export type OnSignal = z.infer<typeof OnSignal>;

const base = {
  id: StepId,
  /** The state of the case from here on, one of the program's `stages`. */
  stage: z.string().optional(),
  /** Where to go afterwards. @default the next step of the file */
  next: StepId.optional(),
  /** How often the step may be done in one enrolment, and where to go instead after that. */
  limit: z.strictObject({ times: NumberOrSetting, goTo: StepId }).optional(),
  dialog: Dialog.optional(),
};

/** What makes a message one that is sent once only: the customer, the agreement, its renewal, the invitation, or the calendar month. */
export const ONCE_PER = [
  "customer",
  "agreement",
  "renewal",
  "invitation",
  "calendar-month",
] as const;

const message = {
  /** The text's name in the program's `templates` folder. */
  template: z.string().regex(/^[a-z][a-z0-9-]*$/),
  class: MessageClass,
  /** A finer consent under marketing, such as `club`. */
  topic: z.string().optional(),
  /** After this long it is of no use and is dropped rather than held. */
  expires: DurationOrSetting.optional(),
  /** 0 to 100: which message wins when only one may go. @default 50 */
  priority: z.int().min(0).max(100).default(50),
  /**
   * Whether it still goes out when the program has moved on before it could, say because of quiet hours.
   * @default false
   */
  keep: z.boolean().default(false),
  /** Where to go when it could not be sent. @default the next step */
  otherwise: StepId.optional(),
};

/** Sends a message to the customer. */
const Send = z.strictObject({
  ...base,
  do: z.literal("send"),
  channel: z.enum(["sms", "email"]),
  ...message,
  oncePer: z.enum(ONCE_PER).optional(),
  /** Whether the program goes on when the message has left, or at once. @default when-sent */
  proceed: z.enum(["when-sent", "at-once"]).default("when-sent"),
});

/** Puts the customer on the dialer's call list. */
const Call = z.strictObject({
  ...base,
  do: z.literal("call"),
  ...message,
  /**
   * Where to go when no agent has time for the call before the agreement ends, in time for something else to help. With it
   * the call waits for its turn until the agreement's end, and `expires` counts from the list on. It matters only where the
   * company has set how many calls its agents can make.
   * @default `otherwise`
   */
  noCapacity: StepId.optional(),
});

/** Gives a person at the company a task in the CRM. */
const Task = z.strictObject({
  ...base,
  do: z.literal("task"),
  template: message.template,
  assignee: z.string().optional(),
  due: DurationOrSetting.optional(),
});

const UntilDate = z.strictObject({
  /** A date field of the facts, such as `agreement.end`. */
  date: z.string(),
  before: DurationOrSetting.optional(),
  after: DurationOrSetting.optional(),
  at: TimeOrSetting.default("09:00"),
  /** Moves a date that is no business day. @default same */
  roll: RollRule.default("same"),
  /** What to do when the date has passed already: go on `now`, or `skip` to this step. @default now */
  late: z.union([z.literal("now"), z.strictObject({ skip: StepId })]).default("now"),
});
const UntilMonth = z.strictObject({
  /** A day of the next calendar month; the last one where the month is shorter. */
  nextMonthDay: z.union([z.int().min(1).max(31), Setting]),
  at: TimeOrSetting.default("09:00"),
});
const UntilTime = z.strictObject({
  at: TimeOrSetting,
  weekday: Weekday.optional(),
});

/** Waits for a time, a date or a signal. There is no upper limit. */
const Wait = z.strictObject({
  ...base,
  do: z.literal("wait"),
  for: DurationOrSetting.optional(),
  until: z.union([UntilDate, UntilMonth, UntilTime]).optional(),
  /** Signals that end the wait; without `for` or `until` only they do. */
  on: z.array(OnSignal).min(1).optional(),
});

/** Goes the way of the first condition that holds. */
const Branch = z.strictObject({
  ...base,
  do: z.literal("branch"),
  choose: z.array(z.strictObject({ when: Condition, goTo: StepId })).min(1),
  /** @default the next step */
  otherwise: StepId.optional(),
});

/** Parts customers at random, the same way for the same customer every time. */
const Split = z.strictObject({
  ...base,
  do: z.literal("split"),
  parts: z
    .array(z.strictObject({ name: z.string(), share: z.number().positive(), goTo: StepId }))
    .min(2),
});

/** Sets fields of the customer or the agreement in the CRM. */
const Update = z.strictObject({
  ...base,
  do: z.literal("update"),
  object: z.enum(["customer", "agreement", "renewal"]),
  values: z.record(z.string(), ValueOrField),
});

/** Chooses the offer that this customer gets from here on. */
const ChooseOffer = z.strictObject({
  ...base,
  do: z.literal("offer"),
  choose: z.array(z.strictObject({ when: Condition, offer: z.string() })).default([]),
  otherwise: z.string(),
});

/** Starts another program for the same customer and agreement (P-05). */
const CallProgram = z.strictObject({
  ...base,
  do: z.literal("call-program"),
  program: z.string(),
});

/** Tells an outside system that the customer is here. */
const Webhook = z.strictObject({
  ...base,
  do: z.literal("webhook"),
  type: z.string().regex(/^[a-z0-9_.]+$/),
  data: z.record(z.string(), ValueOrField).default({}),
});

/** Ends the enrolment. */
const Exit = z.strictObject({ ...base, do: z.literal("exit"), reason: z.string() });

/** One step of a program. */
export const Step = z.discriminatedUnion("do", [
  Send,
  Call,
  Task,
  Wait,
  Branch,
  Split,
  Update,
  ChooseOffer,
  CallProgram,
  Webhook,
  Exit,
]);
export type Step = z.infer<typeof Step>;
export type StepKind = Step["do"];
export type StepOf<K extends StepKind> = Extract<Step, { do: K }>;
export type WaitUntil = NonNullable<StepOf<"wait">["until"]>;
