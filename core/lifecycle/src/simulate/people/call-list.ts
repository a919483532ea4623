import type { LocalDate } from "@perennial/contract";
import type { ContactPolicy } from "../../policy/contact-policy.ts";
import { instantAt, localDateOf } from "../../schedule/calendar.ts";
import { addDays } from "../../schedule/date.ts";
import { dayKind, nextAllowed, type SendingWindows } from "../../schedule/quiet-hours.ts";
import type { Delivery, SimulatedTime } from "../cases/case.ts";
import type { CallEffect } from "../../enrolment/effect.ts";
import type { Counts } from "../report/counts.ts";
import { instantOf, type Moment, momentOf } from "../time/virtual-time.ts";
import { SPAN } from "../time/waking-hours.ts";

/** How the call list is worked. */
export interface CallListOptions {
  readonly time: SimulatedTime;
  readonly counts: Counts;
  readonly policy: ContactPolicy;
  readonly callsPerDay: number | null;
  /** How long an entry waits at least, in milliseconds. */
  readonly leastWait: (call: Delivery) => number;
  /** Somebody calls: what the customer does. */
  readonly call: (call: Delivery) => void;
}

interface ListEntry {
  readonly call: Delivery;
  readonly priority: number;
  readonly putAt: Moment;
  readonly expiresAt: Moment;
}

/**
 * The call list and those who work it, in the hours that calls may be made in: the highest priority first, then the
 * longest waiting. With a limit the calls of a day are spread evenly over its hours.
 */
export class CallList {
  readonly #options: CallListOptions;
  readonly #windows: SendingWindows;
  readonly #waiting = new Set<ListEntry>();
  readonly #entries = new Map<Delivery, ListEntry>();
  #nextFree: Moment = 0;
  /** How many turns have been given on which day. */
  #given: { readonly day: LocalDate; readonly count: number } = { day: "", count: 0 };

  constructor(options: CallListOptions) {
    this.#options = options;
    const { policy } = options;
    this.#windows = (policy.quietHours ?? policy.rulePack.quietHours).calls;
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  /** Puts a customer on the list. */
  put(call: Delivery, { priority, expiresAt }: CallEffect): void {
    const { time, leastWait } = this.#options;
    const entry: ListEntry = {
      call,
      priority,
      putAt: time.moment,
      expiresAt: expiresAt === undefined ? Infinity : momentOf(expiresAt),
    };
    this.#waiting.add(entry);
    this.#entries.set(call, entry);
    time.happen(this.#turn(time.moment + leastWait(call)), () => this.#takeTurn());
  }

  /** Takes a customer off the list who has not been called. */
  withdraw(call: Delivery): void {
    const entry = this.#entries.get(call);
    if (!entry || !this.#waiting.has(entry)) return;
    this.#remove(entry);
    this.#options.counts.callWithdrawn();
  }

  /** Takes those off whose time is over. */
  expire(): void {
    const { time, counts } = this.#options;
    for (const entry of this.#waiting) {
      if (entry.expiresAt > time.moment) continue;
      this.#remove(entry);
      counts.callExpired();
    }
  }

  #takeTurn(): void {
    this.expire();
    let best: ListEntry | undefined;
    for (const entry of this.#waiting) {
      if (best === undefined || goesBefore(entry, best)) best = entry;
    }
    if (best === undefined) return;
    this.#remove(best);
    this.#options.call(best.call);
  }

  #remove(entry: ListEntry): void {
    this.#waiting.delete(entry);
    this.#entries.delete(entry.call);
  }

  /** The next moment at which somebody has time for one more call, no earlier than a wish. */
  #turn(wished: Moment): Moment {
    const { callsPerDay } = this.#options;
    if (callsPerDay === null) return this.#open(wished);
    let turn = this.#open(Math.max(wished, this.#nextFree));
    let day = this.#dayOf(turn);
    if (this.#given.day === day && this.#given.count >= callsPerDay) {
      turn = this.#open(this.#startOf(addDays(day, 1)));
      day = this.#dayOf(turn);
    }
    const count = this.#given.day === day ? this.#given.count + 1 : 1;
    this.#given = { day, count };
    this.#nextFree = turn + Math.floor(this.#openTime(day) / callsPerDay);
    return turn;
  }

  #open(from: Moment): Moment {
    const { policy, time } = this.#options;
    const place = { zone: time.zone, holidays: policy.holidays };
    return momentOf(nextAllowed(instantOf(from), this.#windows, place));
  }

  #openTime(day: LocalDate): number {
    const { policy, time } = this.#options;
    const windows = this.#windows[dayKind(day, policy.holidays)];
    const at = (clock: string) => momentOf(instantAt(day, clock, time.zone));
    return windows.reduce((sum, { from, to }) => sum + at(to) - at(from), 0);
  }

  #dayOf(moment: Moment): LocalDate {
    return localDateOf(instantOf(moment), this.#options.time.zone);
  }

  #startOf(day: LocalDate): Moment {
    return this.#options.time.startOf(day);
  }
}

/** The usual least wait on the call list: nobody calls in the minute in which a customer comes on it. */
export const LEAST_WAIT = 5 * SPAN.minute;

function goesBefore(one: ListEntry, other: ListEntry): boolean {
  if (one.priority !== other.priority) return one.priority > other.priority;
  if (one.putAt !== other.putAt) return one.putAt < other.putAt;
  return idOf(one) < idOf(other);
}

function idOf({ call: { of, effect } }: ListEntry): string {
  return `${of.dossier.customer.id}\u001f${of.enrolment.key}\u001f${effect.seq}`;
}
