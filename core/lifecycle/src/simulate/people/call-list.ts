import type { LocalDate } from "@perennial/contract";
import type { ContactPolicy } from "../../policy/contact-policy.ts";
import { localDateOf } from "../../schedule/calendar.ts";
import { addDays } from "../../schedule/date.ts";
import type { Delivery, SimulatedTime } from "../cases/case.ts";
import type { Journal } from "../report/journal.ts";
import { EventQueue } from "../time/event-queue.ts";
import { instantOf, type Moment, momentOf } from "../time/virtual-time.ts";
import { OfficeHours } from "./office-hours.ts";

/** How the call list is worked. */
export interface CallListOptions {
  readonly time: SimulatedTime;
  readonly journal: Journal;
  readonly policy: ContactPolicy;
  readonly callsPerDay: number | null;
  /** How long an entry waits at least, in milliseconds. */
  readonly leastWait: (call: Delivery) => number;
  /** Somebody calls: what the customer does. */
  readonly call: (call: Delivery) => void;
}

interface ListEntry {
  readonly call: Delivery;
  waits: boolean;
}

/**
 * The call list and those who work it, in the hours that calls may be made in: the highest priority first, then the
 * longest waiting. With a limit the calls of a day are spread evenly over its hours.
 */
export class CallList {
  readonly #options: CallListOptions;
  readonly #hours: OfficeHours;
  readonly #queue = new EventQueue<ListEntry>();
  readonly #entries = new Map<Delivery, ListEntry>();
  #nextFree: Moment = 0;
  /** How many turns have been given on which day. */
  #given: { readonly day: LocalDate; readonly count: number } = { day: "", count: 0 };

  constructor(options: CallListOptions) {
    this.#options = options;
    this.#hours = new OfficeHours(options.policy, options.time.zone);
  }

  /** How many wait for a call. */
  get waiting(): number {
    return this.#entries.size;
  }

  /** Puts a customer on the list. */
  put(call: Delivery): void {
    const { effect } = call;
    if (effect.kind !== "call") return;
    const { priority, expiresAt } = effect;
    const { time, leastWait, journal, callsPerDay } = this.#options;
    const entry: ListEntry = { call, waits: true };
    this.#entries.set(call, entry);
    if (callsPerDay !== null) this.#queue.add(-priority, 0, entry);
    time.happen(this.#turn(time.moment + leastWait(call)), () => this.#takeTurn(entry));
    if (expiresAt === undefined) return;
    time.happen(momentOf(expiresAt), () => {
      if (this.#remove(entry)) journal.callExpired(call);
    });
  }

  /** Takes a customer off the list who has not been called. */
  withdraw(call: Delivery): void {
    const entry = this.#entries.get(call);
    if (entry && this.#remove(entry)) this.#options.journal.callWithdrawn(call);
  }

  /** Where calls are limited whoever matters most gets a turn; otherwise everybody has a turn of their own. */
  #takeTurn(own: ListEntry): void {
    if (this.#options.callsPerDay === null) {
      if (this.#remove(own)) this.#options.call(own.call);
      return;
    }
    for (let next = this.#queue.take(); next !== undefined; next = this.#queue.take()) {
      if (!this.#remove(next)) continue;
      this.#options.call(next.call);
      return;
    }
  }

  /** Says whether it was still there; in the queue it stays until its turn. */
  #remove(entry: ListEntry): boolean {
    if (!entry.waits) return false;
    entry.waits = false;
    return this.#entries.delete(entry.call);
  }

  /** The next moment at which somebody has time for one more call, no earlier than a wish. */
  #turn(wished: Moment): Moment {
    const { callsPerDay, time } = this.#options;
    if (callsPerDay === null) return this.#hours.next(wished);
    let turn = this.#hours.next(Math.max(wished, this.#nextFree));
    let day = localDateOf(instantOf(turn), time.zone);
    if (this.#given.day === day && this.#given.count >= callsPerDay) {
      turn = this.#hours.next(time.startOf(addDays(day, 1)));
      day = localDateOf(instantOf(turn), time.zone);
    }
    const count = this.#given.day === day ? this.#given.count + 1 : 1;
    this.#given = { day, count };
    this.#nextFree = turn + Math.floor(this.#hours.lengthOf(day) / callsPerDay);
    return turn;
  }
}
