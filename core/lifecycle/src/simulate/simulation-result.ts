import type { LocalDate } from "@perennial/contract";
import type { SettingValues } from "../program/program.ts";
import type { Assumptions } from "./assumptions.ts";

/** Numbers by a name, such as a reason code; what does not occur is left out. */
export type Tally = Readonly<Record<string, number>>;

/** What was done, by the way it takes. */
export interface ChannelCounts {
  readonly email: number;
  readonly sms: number;
  /** Entries put on the call list. */
  readonly calls: number;
  /** Tasks for staff, those about a statutory message that could not be sent included. */
  readonly tasks: number;
  /** Fields set in the CRM. */
  readonly updates: number;
  readonly webhooks: number;
}

/** What happened in a span of time. */
export interface PeriodCounts {
  /** Enrolments that began. */
  readonly entered: number;
  /** Subjects whose date came up and whom the entry condition turned away, each time once. */
  readonly turnedAway: number;
  readonly byChannel: ChannelCounts;
  readonly smsSegments: number;
  readonly calls: {
    readonly made: number;
    readonly reached: number;
    /** Entries whose time was over before anyone had called. */
    readonly expired: number;
    /** Entries taken off the list, because the customer had answered meanwhile. */
    readonly withdrawn: number;
    /** Entries on the list when the last day of the span was over. */
    readonly waiting: number;
  };
  readonly replies: number;
  /** Of the replies: a STOP. */
  readonly stops: number;
  readonly orders: number;
  /** Written acceptances. */
  readonly accepted: number;
  readonly signed: number;
  /** Times a program's goal was met. */
  readonly goals: number;
  /** Enrolments that ended, and why. */
  readonly left: number;
  readonly leftBy: Tally;
  /** Times that something was held back, by reason; the same message may be held more than once. */
  readonly held: Tally;
  /** What was not done at all, by reason. */
  readonly skipped: Tally;
  /** Messages and calls taken back before they had left, because the program moved on. */
  readonly withdrawn: number;
  /** Statutory messages that could not be sent and of which staff are told. */
  readonly alarms: number;
  /** Minor units of the tenant's currency. */
  readonly cost: number;
}

/** What happened on a day. */
export interface DayResult extends PeriodCounts {
  readonly date: LocalDate;
}

/** What happened in a calendar month, as far as it was simulated. */
export interface MonthResult extends PeriodCounts {
  /** Such as `2027-03`. */
  readonly month: string;
}

/** What a step of a program came to. */
export interface StepCounts {
  /** Messages, calls, tasks and the like that were done. */
  readonly done: number;
  readonly held: number;
  readonly skipped: number;
  readonly withdrawn: number;
}

/** What one of the programs came to. */
export interface ProgramResult {
  readonly id: string;
  readonly version: number;
  readonly settings: SettingValues;
  readonly entered: number;
  readonly goals: number;
  readonly left: number;
  readonly leftBy: Tally;
  /** Enrolments that are under way when the last day is over. */
  readonly running: number;
  /** Steps that asked for something, by id, in the order of the file. */
  readonly steps: Readonly<Record<string, StepCounts>>;
}

/** What became of everything that programs asked for; the last four add up to the first. */
export interface EffectCounts {
  readonly asked: number;
  readonly done: number;
  readonly skipped: number;
  readonly withdrawn: number;
  /** Held back when the last day was over. */
  readonly waiting: number;
}

/** Agreements with one thing in common. */
export interface AgreementGroup {
  /** A reason code of the contact policy, or one of `NOTICE_GAPS`. */
  readonly reason: string;
  readonly count: number;
  /** Of them: staff got a task in the place of the message, such as to send a letter. */
  readonly handedOver: number;
  /** The first ids in order. */
  readonly agreementIds: readonly string[];
}

/** Whether everybody was told in time that the agreement ends. */
export interface NoticeResult {
  /** What counts as notice: statutory messages, or any message where no program has such a one. */
  readonly counts: "statutory" | "any-message";
  /** Own agreements in force whose last day lay in the simulated time. */
  readonly ended: number;
  /** Of them: noticed as the rules ask. */
  readonly inTime: number;
  /** Of them: renewed, and therefore not noticed. */
  readonly renewed: number;
  /** Of them: without any notice before the last day. */
  readonly unnoticed: { readonly count: number; readonly groups: readonly AgreementGroup[] };
  /** Of them: noticed, but outside the days that the rule pack sets. */
  readonly outsideWindow: { readonly count: number; readonly groups: readonly AgreementGroup[] };
}

/** The day on which most happened; none where nothing did. */
export interface Peak {
  readonly date: LocalDate;
  readonly count: number;
}

/** All that a dry run tells: plain data that survives JSON. */
export interface SimulationResult {
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly zone: string;
  readonly seed: string;
  readonly assumptions: Assumptions;
  readonly customers: number;
  readonly agreements: number;
  readonly days: readonly DayResult[];
  readonly months: readonly MonthResult[];
  readonly totals: PeriodCounts;
  /** What the totals' cost is made of, in minor units. */
  readonly costs: { readonly sms: number; readonly email: number; readonly calls: number };
  readonly effects: EffectCounts;
  readonly programs: readonly ProgramResult[];
  readonly notice: NoticeResult;
  readonly peak: {
    /** E-mails and text messages. */
    readonly messages?: Peak;
    /** Entries put on the call list. */
    readonly calls?: Peak;
    /** Entries left on the call list in the evening. */
    readonly callsWaiting?: Peak;
  };
  readonly atEnd: {
    /** Messages and calls that wait, by what holds them back. */
    readonly held: Tally;
    readonly callsWaiting: number;
  };
  /** What could not be taken into account. */
  readonly ignored: {
    /** Agreements, purchases, consents and interactions of customers that are not in the base. */
    readonly withoutCustomer: number;
    /** Times that a program was to start which is not part of the dry run (P-05). */
    readonly programStarts: number;
  };
}
