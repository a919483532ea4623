import type { Agreement, LocalDate } from "@perennial/contract";
import type { Decision } from "../../enrolment/decision.ts";
import type { Effect } from "../../enrolment/effect.ts";
import type { Facts } from "../../facts/facts.ts";
import { smsSegments } from "../../message/sms-segments.ts";
import type { HoldVerdict } from "../../policy/verdict.ts";
import type { Assumptions } from "../assumptions.ts";
import type { Case, Delivery, SimulatedTime } from "../cases/case.ts";
import { type ContactEffect, isContact } from "../contact/policy-question.ts";
import type { SimulatedDecision, SimulatedEvent } from "../simulated-event.ts";
import type { DayResult, EffectCounts } from "../simulation-result.ts";
import { countOne, emptyDay } from "./day-counts.ts";
import { ProgramCounts } from "./program-counts.ts";

/** What a journal is kept with. */
export interface JournalOptions {
  readonly time: SimulatedTime;
  readonly prices: Assumptions;
  /** Wants to know of everything. @default nobody */
  readonly onEvent?: ((event: SimulatedEvent) => void) | undefined;
  /** Wants to know of every decision about an enrolment. @default nobody */
  readonly onDecision?: ((told: SimulatedDecision) => void) | undefined;
}

/** What somebody gets to read. */
interface Written {
  readonly text: string;
  readonly subject?: string | undefined;
}

/** Why something is left out. */
interface Omission {
  readonly reason: string;
  readonly evidence?: SimulatedEvent["evidence"];
}

/** Whom something happened to. */
type About = Pick<SimulatedEvent, "customerId" | "agreementId">;

/** Writes down all that happens in a dry run: counts it by day, program and step, and tells of it. */
export class Journal {
  readonly programs = new ProgramCounts();
  readonly #effects = { asked: 0, done: 0, skipped: 0, withdrawn: 0 };
  readonly #options: JournalOptions;
  #day = emptyDay();

  constructor(options: JournalOptions) {
    this.#options = options;
  }

  /** What became of all that was asked for so far. */
  get effects(): EffectCounts {
    const { asked, done, skipped, withdrawn } = this.#effects;
    return { ...this.#effects, waiting: asked - done - skipped - withdrawn };
  }

  asked(): void {
    this.#effects.asked++;
  }

  decided(of: Case, decision: Decision, facts: Facts): void {
    const { kind, reason = "other", step } = decision;
    const day = this.#day;
    const { variables } = of.enrolment;
    this.#options.onDecision?.({
      ...aboutCase(of),
      ...{ decision, facts: { ...facts, enrolment: variables } },
    });
    this.programs.decided(of, kind, reason);
    const at = () => ({ ...aboutCase(of), step, reason });
    if (kind === "entered") {
      day.entered++;
      this.#tell("entered", at);
    } else if (kind === "goal-met") {
      day.goals++;
      this.#tell("goal-met", at);
    } else if (kind === "skipped") {
      countOne(day.skipped, reason);
      if (step !== undefined) this.programs.step(of, step).skipped++;
      this.#tell("skipped", at);
    } else if (kind === "ended") {
      day.left++;
      countOne(day.leftBy, reason);
      this.#tell("left", at);
    }
  }

  turnedAway(about: About, program: string): void {
    this.#day.turnedAway++;
    this.#tell("turned-away", () => ({ ...about, program }));
  }

  /** A message has left, or a customer has come on the call list. */
  sent(delivery: Delivery, effect: ContactEffect, { text, subject }: Written): void {
    const { byChannel } = this.#day;
    const { prices } = this.#options;
    this.#effects.done++;
    this.programs.step(delivery.of, effect.step).done++;
    if (effect.kind === "call") {
      byChannel.calls++;
    } else if (effect.channel === "email") {
      byChannel.email++;
      this.#day.cost += prices.costPerEmail;
    } else {
      const { segments } = smsSegments(text);
      byChannel.sms++;
      this.#day.smsSegments += segments;
      this.#day.cost += segments * prices.costPerSmsSegment;
    }
    this.#tell("sent", () => ({ ...aboutDelivery(delivery), text, subject }));
  }

  /** Something that reaches no customer was done. */
  performed(delivery: Delivery, written?: Written): void {
    const { byChannel } = this.#day;
    const { of, effect } = delivery;
    this.#effects.done++;
    // Taking a call back is no deed of the step at which the answer came.
    if (effect.kind === "withdraw-call") return;
    this.programs.step(of, effect.step).done++;
    const what = PERFORMED[effect.kind];
    if (what === undefined) return;
    byChannel[what.counter]++;
    this.#tell(what.event, () => ({ ...aboutDelivery(delivery), ...written }));
  }

  held(delivery: Delivery, { reason, evidence }: HoldVerdict): void {
    countOne(this.#day.held, reason);
    this.programs.step(delivery.of, delivery.effect.step).held++;
    this.#tell("held", () => ({ ...aboutDelivery(delivery), reason, evidence: shared(evidence) }));
  }

  skipped(delivery: Delivery, { reason, evidence }: Omission): void {
    countOne(this.#day.skipped, reason);
    this.#effects.skipped++;
    this.programs.step(delivery.of, delivery.effect.step).skipped++;
    this.#tell("skipped", () => ({
      ...aboutDelivery(delivery),
      reason,
      evidence: shared(evidence),
    }));
  }

  withdrawn(delivery: Delivery): void {
    this.#day.withdrawn++;
    this.#effects.withdrawn++;
    this.programs.step(delivery.of, delivery.effect.step).withdrawn++;
    this.#tell("withdrawn", () => aboutDelivery(delivery));
  }

  /** Staff are told that a statutory message could not be sent. */
  alarm(delivery: Delivery): void {
    this.#day.alarms++;
    this.#day.byChannel.tasks++;
    this.#tell("alarm", () => aboutDelivery(delivery));
  }

  called(call: Delivery, outcome: string): void {
    const { calls } = this.#day;
    calls.made++;
    if (outcome !== "not-reached") calls.reached++;
    this.#day.cost += this.#options.prices.costPerCall;
    this.#tell("called", () => ({ ...aboutDelivery(call), reason: outcome }));
  }

  callExpired(call: Delivery): void {
    this.#day.calls.expired++;
    this.#tell("call-expired", () => aboutDelivery(call));
  }

  callWithdrawn(call: Delivery): void {
    this.#day.calls.withdrawn++;
    this.#tell("call-withdrawn", () => aboutDelivery(call));
  }

  replied(about: About, text: string, isStop: boolean): void {
    this.#day.replies++;
    if (isStop) this.#day.stops++;
    this.#tell("replied", () => ({ ...about, channel: "sms", text }));
  }

  ordered(order: Agreement): void {
    this.#day.orders++;
    const reason = order.orderChannel;
    this.#tell("ordered", () => ({ ...aboutOrder(order), reason }));
  }

  accepted(order: Agreement): void {
    this.#day.accepted++;
    this.#tell("accepted", () => aboutOrder(order));
  }

  signed(order: Agreement): void {
    this.#day.signed++;
    this.#tell("signed", () => aboutOrder(order));
  }

  /** Ends the day and gives what happened on it. */
  close(date: LocalDate, callsWaiting: number): DayResult {
    const day = this.#day;
    day.calls.waiting = callsWaiting;
    this.#day = emptyDay();
    return { date, ...day };
  }

  /** Without a listener an event costs nothing. */
  #tell(what: SimulatedEvent["what"], details: () => Omit<SimulatedEvent, "at" | "what">): void {
    const { onEvent, time } = this.#options;
    onEvent?.({ at: time.now, what, ...details() });
  }
}

/** What is done that reaches no customer, as it is counted and told. */
const PERFORMED = {
  task: { counter: "tasks", event: "task" },
  update: { counter: "updates", event: "updated" },
  webhook: { counter: "webhooks", event: "webhook" },
  message: undefined,
  call: undefined,
  "start-program": undefined,
} as const satisfies Record<Exclude<Effect["kind"], "withdraw-call">, unknown>;

/** Evidence without the number of a message, which differs with whoever else is in the base. */
function shared(evidence: SimulatedEvent["evidence"]): SimulatedEvent["evidence"] {
  if (evidence === undefined) return undefined;
  const { messageId: _, ...rest } = evidence;
  return rest;
}

function aboutCase({ dossier, agreementId, program }: Case) {
  return {
    customerId: dossier.customer.id,
    agreementId,
    program: program.compiled.program.id,
  };
}

function aboutDelivery({ of, effect }: Delivery): Omit<SimulatedEvent, "at" | "what"> {
  const about = { ...aboutCase(of), step: effect.step };
  if (!isContact(effect)) return about;
  const channel = effect.kind === "call" ? "phone" : effect.channel;
  return { ...about, channel, class: effect.class };
}

/** The order of a renewal is about the agreement it continues. */
function aboutOrder({ customerId, id, renewalOf }: Agreement): About {
  return { customerId, agreementId: renewalOf ?? id };
}
