import type { Channel, Instant, LocalDate, MessageClass } from "@perennial/contract";
import { addDuration, instantAt, localDateOf, stillRuns } from "../schedule/calendar.ts";
import {
  addDays,
  addToDate,
  nextMonth,
  startOfMonth,
  WEEKDAYS,
  weekday,
} from "../schedule/date.ts";
import type { FrequencyCap } from "./contact-policy.ts";
import type { ReasonEvidence } from "./evidence.ts";
import type { WaitingMessage } from "./ledger.ts";
import type { RuleContext } from "./rule-context.ts";

/** A cap that is full: when it has room again, and what filled it. */
export interface ReachedCap {
  readonly until: Instant;
  readonly evidence: ReasonEvidence;
}

/** What a cap looks at of a message, sent or waiting. */
interface Capped {
  readonly class: MessageClass;
  readonly channel: Channel;
  readonly topic?: string | undefined;
}

/**
 * The cap that keeps this message back longest, if any is full.
 * @param ahead Messages that are counted as if they had left now.
 */
export function reachedCap(
  context: RuleContext,
  ahead: readonly WaitingMessage[] = [],
): ReachedCap | undefined {
  const { message, policy, judgedClass } = context;
  const own: Capped = { class: judgedClass, channel: message.channel, topic: message.topic };
  let longest: ReachedCap | undefined;
  for (const cap of policy.caps) {
    if (!covers(cap, own)) continue;
    const reached = reachedOne(cap, sentUnder(cap, context, ahead), context);
    if (reached !== undefined && (longest === undefined || reached.until > longest.until)) {
      longest = reached;
    }
  }
  return longest;
}

function covers(cap: FrequencyCap, message: Capped): boolean {
  if (message.class === "statutory" || !cap.classes.includes(message.class)) return false;
  if (cap.channels !== undefined && !cap.channels.includes(message.channel)) return false;
  return cap.topic === undefined || cap.topic === message.topic;
}

/** The moments of what a cap counts, oldest first. */
function sentUnder(
  cap: FrequencyCap,
  { ledger, message, person, now }: RuleContext,
  ahead: readonly WaitingMessage[],
): readonly Instant[] {
  const sent: Instant[] = [];
  for (const entry of ledger.entries) {
    const counts =
      entry.customerId === person.customer.id &&
      entry.messageId !== message.id &&
      covers(cap, entry);
    if (counts) sent.push(entry.at);
  }
  for (const other of ahead) if (covers(cap, other)) sent.push(now);
  return sent.sort();
}

function reachedOne(
  { window, limit, topic }: FrequencyCap,
  sent: readonly Instant[],
  context: RuleContext,
): ReachedCap | undefined {
  if (sent.length < limit) return undefined;
  const { inside, endOf } = windowAround(window, sent, context);
  const freeing = inside[inside.length - limit];
  if (freeing === undefined) return undefined;
  return {
    until: endOf(freeing),
    evidence: {
      purpose: context.judgedClass === "marketing" ? "marketing" : "service",
      count: inside.length,
      limit,
      window: "rolling" in window ? window.rolling : window.calendar,
      zone: context.place.zone,
      ...(topic !== undefined && { topic }),
    },
  };
}

/** What of the sent lies in the window around now, and when each of it leaves the window. */
function windowAround(
  window: FrequencyCap["window"],
  sent: readonly Instant[],
  { now, place: { zone } }: RuleContext,
) {
  if ("rolling" in window) {
    const { rolling } = window;
    return {
      inside: sent.filter((at) => stillRuns(at, rolling, now, zone)),
      endOf: (at: Instant) => addDuration(at, rolling, zone),
    };
  }
  const { from, to } = calendarPeriod(window.calendar, now, zone);
  return { inside: sent.filter((at) => at >= from), endOf: () => to };
}

type CalendarWindow = Extract<FrequencyCap["window"], { calendar: unknown }>["calendar"];

function calendarPeriod(kind: CalendarWindow, now: Instant, zone: string) {
  const [start, end] = calendarDates(kind, localDateOf(now, zone));
  return { from: instantAt(start, "00:00", zone), to: instantAt(end, "00:00", zone) };
}

function calendarDates(kind: CalendarWindow, date: LocalDate): readonly [LocalDate, LocalDate] {
  switch (kind) {
    case "day":
      return [date, addDays(date, 1)];
    case "week": {
      const monday = addDays(date, -WEEKDAYS.indexOf(weekday(date)));
      return [monday, addDays(monday, 7)];
    }
    case "month":
      return [startOfMonth(date), nextMonth(date)];
    case "year": {
      const january = `${date.slice(0, 4)}-01-01`;
      return [january, addToDate(january, "P1Y")];
    }
  }
}
