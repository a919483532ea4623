import { accountsOfEffects, leftInPeace, mayBeSentOnce, neverSentOnceTaken } from "./effects.ts";
import { historyIsComplete, waitsOrHasEnded } from "./enrolments.ts";
import { eventsArrive } from "./events.ts";
import type { Evidence } from "./evidence.ts";
import { permission } from "./permission.ts";
import { actsOnce, mirrorIsUpToDate, nothingLost } from "./signals.ts";

/** Something that must hold of every life, whatever goes wrong in it. */
export interface Invariant {
  readonly name: string;
  readonly says: string;
  /** What speaks against it; nothing if it holds. */
  readonly broken: (evidence: Evidence) => readonly string[];
}

/** What must hold of every life. */
export const INVARIANTS: readonly Invariant[] = [
  {
    name: "no signal lost",
    says: "Whatever a sender was told we have is in the inbox once, was taken apart, and was kept as a signal.",
    broken: nothingLost,
  },
  {
    name: "the mirror is up to date",
    says: "The newest copy of each record that was told is the one we have, whatever the order they came in.",
    broken: mirrorIsUpToDate,
  },
  {
    name: "a signal acts once",
    says: "A call that is told of more than once opens a program once.",
    broken: actsOnce,
  },
  {
    name: "at most one send per effect",
    says: "What can be proven is done once; without proof marketing is sent once at most, anything else twice at most and then said to be unclear.",
    broken: mayBeSentOnce,
  },
  {
    name: "no send without permission at its moment",
    says: "No marketing is handed over in a round that began when the company knew of no consent, or of its withdrawal.",
    broken: permission,
  },
  {
    name: "what was taken back is not sent",
    says: "No effect is handed over in a round that began after its program had taken it back.",
    broken: neverSentOnceTaken,
  },
  {
    name: "who has answered is left in peace",
    says: "No reminder and no call is handed over in a round that began when the customer's answer was known.",
    broken: leftInPeace,
  },
  {
    name: "every enrolment waits or has ended",
    says: "An enrolment that has not ended waits for a time or an effect, and nothing that happened to it is left untold.",
    broken: waitsOrHasEnded,
  },
  {
    name: "the books balance",
    says: "Every effect that was asked for is there, at an end that agrees with the logs outside, and nothing is there that nobody asked for.",
    broken: accountsOfEffects,
  },
  {
    name: "the history is complete",
    says: "Whoever came in or left, and every message that was sent, dropped or failed, has the decision that says so.",
    broken: historyIsComplete,
  },
  {
    name: "every event arrives",
    says: "A subscriber gets each event at least once, those of one customer in their order where it asked for that.",
    broken: eventsArrive,
  },
  {
    name: "all is well once all goes well",
    says: "When nothing goes wrong any more, no round fails, and the life comes to its end.",
    broken: ({ unexpected }) => unexpected,
  },
];
