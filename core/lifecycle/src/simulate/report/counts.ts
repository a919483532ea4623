import type { LocalDate } from "@perennial/contract";
import type { Decision } from "../../enrolment/decision.ts";
import { smsSegments } from "../../message/sms-segments.ts";
import type { Assumptions } from "../assumptions.ts";
import type { Case, Delivery } from "../cases/case.ts";
import type { ContactEffect } from "../contact/policy-question.ts";
import type { DayResult, PeriodCounts } from "../simulation-result.ts";
import { ProgramCounts } from "./program-counts.ts";

type Mutable<Part> = {
  -readonly [Key in keyof Part]: Part[Key] extends object ? Mutable<Part[Key]> : Part[Key];
};
type Day = Mutable<PeriodCounts>;

/** Counts what happens in a dry run: on the day under way, and by program over all of it. */
export class Counts {
  readonly programs = new ProgramCounts();
  /** Effects asked for so far. */
  effects = 0;
  readonly #prices: Assumptions;
  #day: Day = emptyDay();

  constructor(prices: Assumptions) {
    this.#prices = prices;
  }

  asked(): void {
    this.effects++;
  }

  decided(of: Case, { kind, reason = "other", step }: Decision): void {
    const day = this.#day;
    this.programs.decided(of, kind, reason);
    if (kind === "entered") day.entered++;
    if (kind === "goal-met") day.goals++;
    if (kind === "skipped") {
      add(day.skipped, reason);
      if (step !== undefined) this.programs.step(of, step).skipped++;
    }
    if (kind !== "ended") return;
    day.left++;
    add(day.leftBy, reason);
  }

  turnedAway(): void {
    this.#day.turnedAway++;
  }

  /** A message has left, or a customer has come on the call list. */
  sent({ of }: Delivery, effect: ContactEffect, text: string): void {
    const { byChannel } = this.#day;
    this.programs.step(of, effect.step).done++;
    if (effect.kind === "call") {
      byChannel.calls++;
    } else if (effect.channel === "email") {
      byChannel.email++;
      this.#day.cost += this.#prices.costPerEmail;
    } else {
      const { segments } = smsSegments(text);
      byChannel.sms++;
      this.#day.smsSegments += segments;
      this.#day.cost += segments * this.#prices.costPerSmsSegment;
    }
  }

  /** Something that reaches no customer was done. */
  performed({ of, effect }: Delivery): void {
    const { byChannel } = this.#day;
    // Taking a call back is no deed of the step at which the answer came.
    if (effect.kind !== "withdraw-call") this.programs.step(of, effect.step).done++;
    if (effect.kind === "task") byChannel.tasks++;
    if (effect.kind === "update") byChannel.updates++;
    if (effect.kind === "webhook") byChannel.webhooks++;
  }

  held({ of, effect }: Delivery, reason: string): void {
    add(this.#day.held, reason);
    this.programs.step(of, effect.step).held++;
  }

  skipped({ of, effect }: Delivery, reason: string): void {
    add(this.#day.skipped, reason);
    this.programs.step(of, effect.step).skipped++;
  }

  withdrawn({ of, effect }: Delivery): void {
    this.#day.withdrawn++;
    this.programs.step(of, effect.step).withdrawn++;
  }

  /** Staff are told that a statutory message could not be sent. */
  alarm(): void {
    this.#day.alarms++;
    this.#day.byChannel.tasks++;
  }

  callMade(reached: boolean): void {
    const { calls } = this.#day;
    calls.made++;
    if (reached) calls.reached++;
    this.#day.cost += this.#prices.costPerCall;
  }

  callExpired(): void {
    this.#day.calls.expired++;
  }

  callWithdrawn(): void {
    this.#day.calls.withdrawn++;
  }

  replied(isStop: boolean): void {
    this.#day.replies++;
    if (isStop) this.#day.stops++;
  }

  ordered(): void {
    this.#day.orders++;
  }

  accepted(): void {
    this.#day.accepted++;
  }

  signed(): void {
    this.#day.signed++;
  }

  /** Ends the day and gives what happened on it. */
  close(date: LocalDate, callsWaiting: number): DayResult {
    const day = this.#day;
    day.calls.waiting = callsWaiting;
    this.#day = emptyDay();
    return { date, ...day };
  }
}

function add(tally: Record<string, number>, name: string): void {
  tally[name] = (tally[name] ?? 0) + 1;
}

function emptyDay(): Day {
  return {
    entered: 0,
    turnedAway: 0,
    byChannel: { email: 0, sms: 0, calls: 0, tasks: 0, updates: 0, webhooks: 0 },
    smsSegments: 0,
    calls: { made: 0, reached: 0, expired: 0, withdrawn: 0, waiting: 0 },
    replies: 0,
    stops: 0,
    orders: 0,
    accepted: 0,
    signed: 0,
    goals: 0,
    left: 0,
    leftBy: {},
    held: {},
    skipped: {},
    withdrawn: 0,
    alarms: 0,
    cost: 0,
  };
}
