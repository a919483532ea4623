import type { ContactPolicy } from "../../policy/contact-policy.ts";
import { localDateOf } from "../../schedule/calendar.ts";
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

/**
 * The call list and those who work it, in the hours that calls may be made in. Without a limit everybody is called
 * in their turn; with one the calls of a day are spread evenly over its hours, the highest priority first, then
 * the longest waiting.
 */
export class CallList {
  readonly #options: CallListOptions;
  readonly #hours: OfficeHours;
  readonly #listed = new Set<Delivery>();
  /** Where calls are limited: by priority; who is off the list stays there until the turn comes. */
  readonly #queue = new EventQueue<Delivery>();
  /** From when on somebody has time for one more call. */
  #nextFree: Moment = 0;

  constructor(options: CallListOptions) {
    this.#options = options;
    this.#hours = new OfficeHours(options.policy, options.time.zone);
  }

  /** How many wait for a call. */
  get waiting(): number {
    return this.#listed.size;
  }

  /** Puts a customer on the list. */
  put(call: Delivery): void {
    const { effect } = call;
    if (effect.kind !== "call") return;
    const { time, leastWait, journal, callsPerDay } = this.#options;
    this.#listed.add(call);
    const turn = this.#hours.next(time.moment + leastWait(call));
    if (callsPerDay === null) {
      time.happen(turn, () => this.#call(call));
    } else {
      this.#queue.add(-effect.priority, 0, call);
      time.happen(this.#freeTurn(turn, callsPerDay), () => this.#callNext());
    }
    if (effect.expiresAt === undefined) return;
    time.happen(momentOf(effect.expiresAt), () => {
      if (this.#listed.delete(call)) journal.callExpired(call);
    });
  }

  /** Takes a customer off the list who has not been called. */
  withdraw(call: Delivery): void {
    if (this.#listed.delete(call)) this.#options.journal.callWithdrawn(call);
  }

  #callNext(): void {
    for (let next = this.#queue.take(); next !== undefined; next = this.#queue.take()) {
      if (this.#call(next)) return;
    }
  }

  /** Says whether there was anybody to call. */
  #call(call: Delivery): boolean {
    if (!this.#listed.delete(call)) return false;
    this.#options.call(call);
    return true;
  }

  /** The first turn that nobody has, no earlier than a wish. */
  #freeTurn(wished: Moment, callsPerDay: number): Moment {
    const turn = this.#hours.next(Math.max(wished, this.#nextFree));
    const day = localDateOf(instantOf(turn), this.#options.time.zone);
    // Rounded up, so that one call more never fits into a day.
    this.#nextFree = turn + Math.ceil(this.#hours.lengthOf(day) / callsPerDay);
    return turn;
  }
}
