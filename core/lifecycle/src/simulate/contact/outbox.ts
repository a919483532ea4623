import type { Effect, MessageEffect } from "../../enrolment/effect.ts";
import type { Stimulus } from "../../enrolment/enrolment.ts";
import type { WaitingMessage } from "../../policy/ledger.ts";
import type { Case, Delivery, SimulatedTime } from "../cases/case.ts";
import type { Journal } from "../report/journal.ts";
import type { NoticeBook } from "../report/notice-book.ts";
import type { Tally } from "../simulation-result.ts";
import { momentOf } from "../time/virtual-time.ts";
import type { Dossier } from "../world/dossier.ts";
import type { ContactJudge, ContactPlan } from "./contact-judge.ts";
import { type ContactEffect, isContact, messageId } from "./policy-question.ts";

/** What follows from effects outside the outbox. */
export interface Consequences {
  /** An enrolment learns what became of its message or call. */
  wake(of: Case, stimulus: Stimulus): void;
  /** A message has reached its customer. */
  message(delivery: Delivery, effect: MessageEffect, text: string): void;
  /** A customer has come on the call list. */
  call(delivery: Delivery): void;
  /** A customer is taken off the call list. */
  withdrawCall(call: Delivery): void;
  /** The CRM sets fields. */
  update(effect: Extract<Effect, { kind: "update" }>): void;
  /** Another program starts for the same subject (P-05). */
  startProgram(id: string, by: Case): void;
}

/** What effects are delivered with. */
export interface OutboxParts {
  readonly time: SimulatedTime;
  readonly judge: ContactJudge;
  readonly journal: Journal;
  readonly notices: NoticeBook;
  readonly consequences: Consequences;
}

/** Above every priority of a message: a call is taken back before it could be put on the list. */
const FIRST = 1_000;
/** Reasons for which even a message the law asks for rightly stays: nobody is told. */
const RIGHTLY: ReadonlySet<string> = new Set(["customer-gone", "duplicate"]);
/** Holds whose end is only a time to look again: they are counted once, not at every look. */
const OPEN_ENDED: ReadonlySet<string> = new Set(["superseded-by-priority"]);

/** The effects of a dry run: judged at the moment of sending, as the runtime does, and imagined instead of done. */
export class Outbox {
  readonly #parts: OutboxParts;
  readonly #held = new Set<Delivery>();

  constructor(parts: OutboxParts) {
    this.#parts = parts;
  }

  /** How many messages and calls are held back now, by what does it. */
  get held(): Tally {
    const held: Record<string, number> = {};
    for (const { heldBy = "other" } of this.#held) held[heldBy] = (held[heldBy] ?? 0) + 1;
    return held;
  }

  /** Takes an effect, which is due at once. */
  ask(of: Case, effect: Effect): void {
    const { time, journal } = this.#parts;
    const { now } = time;
    const delivery: Delivery = {
      of,
      effect,
      createdAt: now,
      state: "pending",
      dueAt: now,
      heldBy: undefined,
    };
    of.pending.push(delivery);
    if (effect.kind === "call") of.calls.push(delivery);
    journal.asked();
    time.deliver(time.moment, delivery);
  }

  /** Takes back messages and calls that have not left, except those marked `keep`. */
  withdraw(of: Case): void {
    for (const delivery of of.pending) {
      const { effect } = delivery;
      if (isContact(effect) && !effect.keep) this.#takeBack(delivery);
    }
    of.pending = of.pending.filter(({ state }) => state === "pending");
  }

  /** Delivers everything that is due at one moment, what matters most first; each sees what leaves before it. */
  deliver(rows: readonly Delivery[]): void {
    const { now } = this.#parts.time;
    const due = rows.filter(({ state, dueAt }) => state === "pending" && dueAt === now);
    due.sort(inOrder);
    const waiting = waitingOf(due);
    const planned = due.map((delivery) => ({ delivery, plan: this.#plan(delivery, waiting) }));
    for (const { delivery, plan } of planned) {
      if (delivery.state !== "pending") continue;
      if (plan) this.#carryOut(delivery, plan);
      else this.#perform(delivery);
    }
  }

  #plan(delivery: Delivery, waiting: Map<Dossier, WaitingMessage[]>): ContactPlan | undefined {
    const { effect, of, state } = delivery;
    if (effect.kind === "withdraw-call") this.#withdrawCall(of, effect.callSeq);
    if (!isContact(effect) || state !== "pending") return undefined;
    const others = waiting.get(of.dossier) ?? [];
    const plan = this.#parts.judge.plan(delivery, effect, others);
    const id = messageId(delivery);
    waiting.set(
      of.dossier,
      others.filter((other) => other.id !== id),
    );
    return plan;
  }

  #carryOut(delivery: Delivery, plan: ContactPlan): void {
    const { effect } = delivery;
    if (!isContact(effect)) return;
    if (plan.do === "hold") this.#hold(delivery, effect, plan);
    else if (plan.do === "skip") this.#skip(delivery, effect, plan);
    else this.#send(delivery, effect, plan);
  }

  #hold(
    delivery: Delivery,
    effect: ContactEffect,
    { verdict }: Extract<ContactPlan, { do: "hold" }>,
  ): void {
    const { reason, until } = verdict;
    const { time, journal, notices } = this.#parts;
    const told = delivery.heldBy === reason && OPEN_ENDED.has(reason);
    if (!told) journal.held(delivery, verdict);
    notices.held(delivery.of.agreementId, effect, reason);
    delivery.heldBy = reason;
    delivery.dueAt = until;
    this.#held.add(delivery);
    time.deliver(momentOf(until), delivery);
  }

  #skip(
    delivery: Delivery,
    effect: ContactEffect,
    plan: Extract<ContactPlan, { do: "skip" }>,
  ): void {
    const { reason } = plan;
    const { time, journal, notices, consequences } = this.#parts;
    const { of } = delivery;
    this.#settle(delivery, "skipped");
    journal.skipped(delivery, plan);
    notices.skipped(of.agreementId, effect, reason);
    if (effect.class === "statutory" && !RIGHTLY.has(reason)) {
      journal.alarm(delivery);
      of.noticeFailed = true;
    }
    const { seq } = effect;
    consequences.wake(of, { kind: "settled", seq, outcome: "not-sent", at: time.now, reason });
  }

  #send(
    delivery: Delivery,
    effect: ContactEffect,
    { text, subject }: Extract<ContactPlan, { do: "send" }>,
  ): void {
    const { time, journal, notices, consequences } = this.#parts;
    const { of } = delivery;
    this.#settle(delivery, "done");
    journal.sent(delivery, effect, { text, subject });
    notices.sent(of.agreementId, effect, time.today);
    const { seq } = effect;
    consequences.wake(of, { kind: "settled", seq, outcome: "sent", at: time.now });
    if (effect.kind === "call") consequences.call(delivery);
    else consequences.message(delivery, effect, text);
  }

  /** Does what reaches no customer. */
  #perform(delivery: Delivery): void {
    const { journal, judge, consequences } = this.#parts;
    const { effect, of } = delivery;
    const filled = effect.kind === "task" ? judge.fillTask(of, effect) : undefined;
    if (filled?.ok === false) {
      const { reason, missing } = filled;
      this.#settle(delivery, "skipped");
      journal.skipped(delivery, { reason, evidence: { missing } });
      return;
    }
    this.#settle(delivery, "done");
    journal.performed(delivery, filled && { text: filled.text, subject: filled.subject });
    if (effect.kind === "update") consequences.update(effect);
    if (effect.kind === "start-program") consequences.startProgram(effect.program, of);
  }

  /** A call that never went out need not be taken back. */
  #withdrawCall(of: Case, callSeq: number): void {
    const call = of.calls.find(({ effect }) => effect.seq === callSeq);
    if (call?.state === "done") this.#parts.consequences.withdrawCall(call);
    if (call?.state !== "pending") return;
    this.#takeBack(call);
    of.pending = of.pending.filter((each) => each !== call);
  }

  #takeBack(delivery: Delivery): void {
    delivery.state = "withdrawn";
    this.#held.delete(delivery);
    this.#parts.journal.withdrawn(delivery);
  }

  #settle(delivery: Delivery, state: Delivery["state"]): void {
    const { of } = delivery;
    delivery.state = state;
    this.#held.delete(delivery);
    of.pending = of.pending.filter((each) => each !== delivery);
  }
}

/** The messages of each customer that compete with each other. */
function waitingOf(due: readonly Delivery[]): Map<Dossier, WaitingMessage[]> {
  const waiting = new Map<Dossier, WaitingMessage[]>();
  for (const delivery of due) {
    const { effect, of, createdAt } = delivery;
    if (!isContact(effect)) continue;
    const message: WaitingMessage = {
      id: messageId(delivery),
      class: effect.class,
      channel: effect.kind === "call" ? "phone" : effect.channel,
      topic: effect.topic,
      priority: effect.priority,
      createdAt,
      program: of.program.compiled.program.id,
    };
    const known = waiting.get(of.dossier);
    if (known) known.push(message);
    else waiting.set(of.dossier, [message]);
  }
  return waiting;
}

function inOrder(a: Delivery, b: Delivery): number {
  const byPriority = priorityOf(b.effect) - priorityOf(a.effect);
  if (byPriority !== 0) return byPriority;
  if (a.createdAt !== b.createdAt) return a.createdAt < b.createdAt ? -1 : 1;
  return a.of.number - b.of.number || a.effect.seq - b.effect.seq;
}

function priorityOf(effect: Effect): number {
  if (effect.kind === "withdraw-call") return FIRST;
  return isContact(effect) ? effect.priority : 0;
}
