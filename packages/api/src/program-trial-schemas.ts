import { Instant, LocalDate } from "@perennial/contract";
import { z } from "zod";
import { EnrolmentView } from "./schemas.ts";

const count = (description: string) => z.int().meta({ description });
const tally = (description: string) =>
  z
    .array(z.strictObject({ reason: z.string(), words: z.string(), count: z.int() }))
    .meta({ description });

/** What one condition asked, and what it saw. */
const ConditionSeen = z.strictObject({
  sentence: z.string().meta({ description: "What it asks." }),
  saw: z.string().meta({ description: "The value it saw." }),
  holds: z.boolean(),
  decisive: z.boolean().meta({ description: "Whether the outcome rests on it." }),
});

/** A way into the program, for one customer. */
const DoorSeen = z.strictObject({
  sentence: z.string().meta({ description: "What opens the program." }),
  kind: z.enum(["date", "event"]),
  day: LocalDate.nullable().meta({
    description: "The day on which the date opens the program; null for an event, or no date.",
  }),
});

/** Something that would happen. */
export const TrialEvent = z
  .strictObject({
    at: Instant,
    date: LocalDate.meta({ description: "The day, in the company's zone." }),
    time: z.string().meta({ description: "The time of day there, such as 09:00." }),
    what: z.string().meta({
      description:
        "`entered`, `moved`, `decided`, `sent`, `call`, `task`, `updated`, `webhook`, `held`, `skipped`, `alarm`, `goal-met`, `left` or `assumed`, for what the customer was taken to do.",
    }),
    step: z.string().nullable(),
    stepTitle: z.string().nullable().meta({ description: "What the step does, in words." }),
    channel: z.enum(["email", "sms", "phone"]).nullable(),
    reason: z.string().nullable().meta({ description: "A reason's code." }),
    sentence: z.string().meta({ description: "What happens and why, in words." }),
    message: z
      .strictObject({
        subject: z.string().nullable(),
        text: z.string(),
        sms: z
          .strictObject({
            encoding: z.enum(["gsm-7", "ucs-2"]),
            segments: z.int().meta({ description: "How many messages are charged for." }),
          })
          .nullable(),
      })
      .nullable()
      .meta({ description: "What would be sent, filled in." }),
    conditions: z.array(ConditionSeen).meta({
      description: "Where a way was chosen: what was asked, and the values seen.",
    }),
  })
  .meta({ id: "TrialEvent" });
export type TrialEvent = z.infer<typeof TrialEvent>;

/** What a program would do to one customer. Nothing was sent and nothing was kept. */
export const TrialView = z
  .strictObject({
    customerId: z.string(),
    name: z.string(),
    agreementId: z.string().nullable(),
    zone: z.string(),
    from: LocalDate,
    until: LocalDate.meta({ description: "The last day that was tried." }),
    entry: z.strictObject({
      holds: z
        .boolean()
        .meta({ description: "Whether the entry condition is met on the first day." }),
      because: z.string(),
      nearest: z.string().nullable().meta({ description: "The least that would have to change." }),
      conditions: z.array(ConditionSeen),
    }),
    doors: z.array(DoorSeen),
    came: z.enum(["on-its-own", "as-if", "not"]).meta({
      description:
        "`on-its-own`: by its date; `as-if`: was let in at the first moment, to see what follows; `not`: did not come in.",
    }),
    events: z.array(TrialEvent),
    ended: z.string().nullable().meta({ description: "Why it ended; null while it goes on." }),
    notes: z.array(z.string()).meta({
      description: "What the trial could not take into account, in sentences.",
    }),
  })
  .meta({ id: "ProgramTrial" });
export type TrialView = z.infer<typeof TrialView>;

/** What happened on a day of a dry run. */
const Day = {
  entered: count("Customers or agreements that came in."),
  email: count("E-mails that went to customers."),
  sms: count("Text messages."),
  smsSegments: count("Text messages as they are charged for."),
  calls: count("Calls that agents were asked to make."),
  callsMade: count("Calls that were made."),
  callsWaiting: count("Calls left undone in the evening."),
  tasks: count("Tasks for staff."),
  replies: count("Answers, as assumed."),
  orders: count("Orders, as assumed."),
  left: count("Customers or agreements that went out again."),
  held: count("Times that something was held back for later."),
  skipped: count("What was not sent at all."),
  cost: count("In the minor unit of the currency."),
};

/** The calls of a dry run against what the agents have time for, by the company's own setting. */
const CallPlan = z.strictObject({
  days: z.array(
    z.strictObject({
      date: LocalDate,
      capacity: count("Calls there is time for."),
      asked: count("Calls that the program asks for on the day."),
      planned: count("Calls that get their turn on the day."),
    }),
  ),
  planned: count("Calls that get their turn before their last day."),
  leftOut: count("Calls that nobody has time for before their last day."),
  leftOutWorth: count(
    "What the calls that nobody has time for come to: value at risk times the chance of renewal, in the minor unit.",
  ),
});

/** What a dry run came to. Nothing was sent. */
export const DryRunView = z
  .strictObject({
    program: z.string(),
    source: z.enum(["draft", "published", "files"]),
    from: LocalDate,
    to: LocalDate,
    zone: z.string(),
    currency: z.string(),
    seed: z.string(),
    customers: count("Customers that were played through."),
    agreements: count("Agreements that were played through."),
    totals: z.strictObject(Day),
    costs: z.strictObject({
      sms: count("Of the cost: text messages."),
      email: count("Of the cost: e-mails."),
      calls: count("Of the cost: calls."),
    }),
    days: z.array(z.strictObject({ date: LocalDate, ...Day })),
    steps: z.array(
      z.strictObject({
        step: z.string(),
        number: z.int(),
        title: z.string(),
        done: count("How often it was done."),
        held: count("How often it was held back for later."),
        skipped: count("How often it was not done at all."),
        withdrawn: count("How often it was taken back because the customer had answered."),
      }),
    ),
    turnedAway: count("Whose date came up and whom the entry condition turned away."),
    goals: count("How often the goal was met, as assumed."),
    running: count("Under way when the last day was over."),
    skips: tally("What was not sent, by reason."),
    holds: tally("What was held back, by reason."),
    leaves: tally("Why they went out."),
    notice: z
      .strictObject({
        ended: count("The company's agreements whose last day lay in the period."),
        inTime: count("Of them: told in time that they end."),
        renewed: count("Of them: renewed, and therefore not told."),
        unnoticed: count("Of them: told nothing before the last day."),
        outsideWindow: count("Of them: told, but not on the days that the rules ask for."),
        unnoticedExamples: z.array(z.string()).meta({ description: "The first agreements' ids." }),
      })
      .nullable()
      .meta({ description: "Null where the program is not about agreements." }),
    agents: z.strictObject({
      calls: count("Calls that were made."),
      minutes: count("How many minutes of calls that is."),
      busiest: z
        .strictObject({ date: LocalDate, calls: z.int(), minutes: z.int() })
        .nullable()
        .meta({ description: "The day with most calls; null where there are none." }),
      plan: CallPlan.nullable().meta({
        description:
          "The calls against what the agents have time for; null where that is not set, or where there are more than 50,000 calls.",
      }),
    }),
    assumptions: z.array(
      z.strictObject({
        name: z.string(),
        words: z.string(),
        unit: z.enum(["share", "days", "minutes", "calls", "months", "money", "yes-no"]),
        value: z.union([z.number(), z.boolean(), z.null()]),
        usual: z.union([z.number(), z.boolean(), z.null()]),
      }),
    ),
    notes: z.array(z.string()).meta({
      description: "What the dry run could not take into account, in sentences.",
    }),
  })
  .meta({ id: "DryRun" });
export type DryRunView = z.infer<typeof DryRunView>;

/** A line of a dry run: how far it is, or what it came to. */
export const DryRunLine = z
  .union([
    z.strictObject({
      progress: z.strictObject({
        done: count("Customers played through."),
        total: count("Customers to be played through."),
        phase: z.enum(["counting", "playing"]),
      }),
    }),
    z.strictObject({ result: DryRunView }),
  ])
  .meta({ id: "DryRunLine" });
export type DryRunLine = z.infer<typeof DryRunLine>;

/** What a program did in some days. */
export const ProgramOutcome = z
  .strictObject({
    program: z.string(),
    entered: count("Customers or agreements that came in during these days."),
    sent: count("Messages, calls and tasks that were carried out during these days."),
    skipped: count("What was left out during these days, each for a reason."),
    failed: count("What could not be delivered during these days."),
    goals: count("How often the program's goal was met during these days."),
    left: count("Customers or agreements that went out again during these days."),
  })
  .meta({ id: "ProgramOutcome" });
export type ProgramOutcome = z.infer<typeof ProgramOutcome>;

/** Somebody in a program, or who has been. */
export const ProgramPerson = z
  .strictObject({
    ...EnrolmentView.shape,
    name: z.string().meta({ description: "The customer's; empty where the customer is gone." }),
    stands: z.string().meta({ description: "Where it stands, or why it ended, in words." }),
  })
  .meta({ id: "ProgramPerson" });
export type ProgramPerson = z.infer<typeof ProgramPerson>;
