import type { StatutoryNotice } from "../../policy/rule-pack.ts";
import type { Interval } from "./day-interval.ts";
import { owesNoNotice } from "./judge-at.ts";
import type { SignalWay } from "./step-graph.ts";

/** An enrolment on its way to the notice, as far as it is known. */
export interface Standing {
  /** None when the program has fallen off its end. */
  readonly step: string | undefined;
  /** The days before the agreement's end on which it may come there. */
  readonly at: Interval;
  readonly stage: string;
  /** The names noted on the way; `lastSentAt` when a message may have left. */
  readonly noted: ReadonlySet<string>;
  /** Whether the notice could not be sent as a message, so that a letter is due. */
  readonly letterDue: boolean;
  /** Whether a signal has turned it off the way that time alone takes. */
  readonly bySignal: boolean;
  readonly way: readonly string[];
}

/** A way on which the notice does not go out as it must. */
export interface Gap {
  /** The notice goes out before its first day or after its last, or not by its last day at all. */
  readonly kind: "early" | "late" | "never";
  readonly at: Interval;
  readonly bySignal: boolean;
  readonly way: readonly string[];
}

/** What a walk looks for. */
export interface Sought {
  readonly notice: StatutoryNotice;
  /** Whether a task for a person is enough, whenever it comes: for those who enter too late. @default false */
  readonly orTask?: boolean;
  /** Whether the ways that signals open are followed too. @default false */
  readonly withSignals?: boolean;
}

/** What came of a walk through all ways from a start. */
export interface Walked {
  readonly gaps: readonly Gap[];
  /** The steps that give notice in time, with the days on which they may; not those that only signals lead to. */
  readonly given: ReadonlyMap<string, Interval>;
  /** The steps that give notice and do not say where to go when it cannot be sent. */
  readonly withoutLetter: ReadonlySet<string>;
  /** The text messages that leave while notice is due. */
  readonly textMessages: ReadonlySet<string>;
  /** Whether there were too many ways to follow them all. */
  readonly isCutShort: boolean;
}

/** Signals after which no notice is owed for the agreement's old end, or to anyone. */
const RELEASING: readonly string[] = [
  "agreement.ordered",
  "agreement.accepted",
  "agreement.signed",
  "agreement.cancelled",
  "agreement.end-moved",
  "customer.deleted",
];
/** Signals that only a message which has left can cause. */
const REPORTS = /^message\.(?:delivered|failed|opened|clicked)$/;

/** Whether a signal may come here while the notice is still owed. */
export function isPossible(rule: Pick<SignalWay, "signal" | "when">, { noted }: Standing): boolean {
  if (RELEASING.includes(rule.signal)) return false;
  if (rule.when && owesNoNotice(rule.when)) return false;
  return !REPORTS.test(rule.signal) || noted.has("lastSentAt");
}

/** A standing with more names noted. */
export function noting(standing: Standing, names: readonly string[]): Standing {
  return { ...standing, noted: new Set([...standing.noted, ...names]) };
}

/** What of a standing decides its future; the same again need not be followed twice. */
export function keyOf({ step, at, stage, noted, letterDue, bySignal, way }: Standing): string {
  const again = step !== undefined && way.includes(step);
  return [step, at.from, at.to, stage, [...noted].sort().join(), letterDue, bySignal, again].join(
    "|",
  );
}
