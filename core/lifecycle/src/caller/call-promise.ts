import { Instant, LocalDate, type LocalizedText, LocalTime, RecordId } from "@perennial/contract";
import { z } from "zod";
import { datePhrase } from "../policy/phrases.ts";
import { addDuration, instantAt, localDateOf } from "../schedule/calendar.ts";
import type { Place } from "../schedule/place.ts";
import { nextAllowed, type SendingWindows } from "../schedule/quiet-hours.ts";

/** What an agent has promised in a call: to call back on a day, between two times (product.md 2, item 10). */
export const CallPromise = z
  .strictObject({
    id: z.string().min(1),
    customerId: RecordId,
    agreementId: RecordId.optional(),
    date: LocalDate,
    /** @default "09:00" */
    from: LocalTime.default("09:00"),
    /** @default "17:00" */
    to: LocalTime.default("17:00"),
    /** What the call is to be about, in the agent's words. */
    about: z.string().min(1).max(2_000),
    /** The number the customer wants to be called at. @default the one on the record */
    phone: z.string().optional(),
    agreedAt: Instant,
    /** Who promised it, where the telephone system says. */
    agent: z.string().min(1).optional(),
    /** When it was kept: a call after it began. */
    keptAt: Instant.optional(),
  })
  .refine(({ from, to }) => from < to, { error: "the time it ends must be after it begins" })
  .meta({ id: "CallPromise", description: "A call that an agent has promised." });
export type CallPromise = z.infer<typeof CallPromise>;

/** The step a promise becomes: an entry on the call list, which the customer has asked for. */
export interface PromisedCall {
  readonly promiseId: string;
  readonly customerId: string;
  readonly agreementId?: string;
  readonly phone?: string;
  /** Who promised it; another may keep it. */
  readonly assignee?: string;
  /** The customer asked for it, so that it is no advertising. */
  readonly class: "service";
  /** Goes before all that nobody has promised. */
  readonly priority: 100;
  readonly notBefore: Instant;
  readonly dueBy: Instant;
  /** A promise that was missed is still to be kept for a week, and then looked at by a person. */
  readonly expiresAt: Instant;
  readonly reason: LocalizedText;
}

/** Why a promise cannot become a step, with the next time that could be promised. */
export interface PromiseProblem {
  readonly code: "passed" | "too-far" | "outside-hours";
  /** The first moment from the promised day on at which calls are made. */
  readonly nextPossible: Instant;
  readonly sentence: LocalizedText;
}

/** When a promise is judged, and the hours in which the company calls. */
export interface PromiseContext {
  readonly now: Instant;
  readonly place: Place;
  /** The contact policy's hours for calls. */
  readonly hours: SendingWindows;
}

/** How far ahead a call may be promised. */
const FURTHEST = "P1Y";
const STILL_KEPT = "P7D";

/** Makes a promised call a step, or says why it cannot be kept, while the customer is still on the phone. */
export function promisedCall(
  promise: CallPromise,
  context: PromiseContext,
): { readonly step: PromisedCall } | { readonly problem: PromiseProblem } {
  const { now, place, hours } = context;
  const span = spanOf(promise, place.zone);
  const start = span.from > now ? span.from : now;
  const opens = nextAllowed(start, hours, place);
  if (span.to <= now) return { problem: problemOf("passed", opens, context) };
  if (span.from > addDuration(now, FURTHEST, place.zone)) {
    return { problem: problemOf("too-far", nextAllowed(now, hours, place), context) };
  }
  if (opens >= span.to) return { problem: problemOf("outside-hours", opens, context) };
  const { id: promiseId, customerId, agreementId, phone, agent } = promise;
  return {
    step: {
      ...{ promiseId, customerId, class: "service", priority: 100 },
      ...(agent !== undefined && { assignee: agent }),
      ...(agreementId !== undefined && { agreementId }),
      ...(phone !== undefined && { phone }),
      notBefore: opens,
      dueBy: span.to,
      expiresAt: addDuration(span.to, STILL_KEPT, place.zone),
      reason: promiseReason(promise),
    },
  };
}

/** Where a promise stands: kept, missed, or when it is to be kept. */
export function promiseStanding(
  promise: CallPromise,
  now: Instant,
  zone: string,
): "kept" | "missed" | "now" | "today" | "later" {
  if (promise.keptAt !== undefined) return "kept";
  const { from, to } = spanOf(promise, zone);
  if (now >= to) return "missed";
  if (now >= from) return "now";
  return localDateOf(now, zone) === promise.date ? "today" : "later";
}

function spanOf({ date, from, to }: CallPromise, zone: string) {
  return { from: instantAt(date, from, zone), to: instantAt(date, to, zone) };
}

/** Why a promised call is made, for whoever makes it. */
export function promiseReason({ date, from, to, agent, about }: CallPromise): LocalizedText {
  return {
    sv: `${agent ?? "Vi"} har lovat att ringa den ${datePhrase(date, "sv")} mellan kl. ${from} och ${to}: ${about}`,
    en: `${agent === undefined ? "We have" : `${agent} has`} promised to call on ${datePhrase(date, "en")} between ${from} and ${to}: ${about}`,
  };
}

function problemOf(
  code: PromiseProblem["code"],
  nextPossible: Instant,
  { place }: PromiseContext,
): PromiseProblem {
  const next = localDateOf(nextPossible, place.zone);
  const [sv, en] = [datePhrase(next, "sv"), datePhrase(next, "en")];
  switch (code) {
    case "passed":
      return {
        ...{ code, nextPossible },
        sentence: {
          sv: `Den tiden har passerat. Tidigast går det att ringa den ${sv}.`,
          en: `That time has passed. The earliest to call is ${en}.`,
        },
      };
    case "too-far":
      return {
        ...{ code, nextPossible },
        sentence: {
          sv: `Det går inte att lova ett samtal mer än ett år i förväg. Tidigast går det att ringa den ${sv}.`,
          en: `A call cannot be promised more than a year ahead. The earliest to call is ${en}.`,
        },
      };
    case "outside-hours":
      return {
        ...{ code, nextPossible },
        sentence: {
          sv: `Då rings inga samtal. Nästa dag med samtal är den ${sv}.`,
          en: `No calls are made then. The next day with calls is ${en}.`,
        },
      };
  }
}
