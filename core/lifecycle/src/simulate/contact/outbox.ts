import type { Effect, MessageEffect } from "../../enrolment/effect.ts";
import type { Facts } from "../../facts/facts.ts";
import { judge } from "../../policy/judge.ts";
import { sameForm, type WaitingMessage } from "../../policy/ledger.ts";
import type { Verdict } from "../../policy/verdict.ts";
import type { Case, Delivery, SimulatedTime } from "../cases/case.ts";
import type { CaseBook } from "../cases/case-book.ts";
import type { Counts } from "../report/counts.ts";
import type { NoticeBook } from "../report/notice-book.ts";
import { momentOf } from "../time/virtual-time.ts";
import type { Crm } from "../world/crm.ts";
import type { Dossier } from "../world/dossier.ts";
import type { World } from "../world/world.ts";
import { fillText, type Sender, type TextEffect } from "./fill-text.ts";
import type { LedgerBook } from "./ledger-book.ts";
import {
  type Contact,
  type ContactEffect,
  isContact,
  messageId,
  onceName,
  policyMessage,
} from "./policy-question.ts";

/** Whom messages and calls reach. */
export interface Receivers {
  /** A message has left. */
  message(delivery: Delivery, effect: MessageEffect, text: string): void;
  /** A customer has come on the call list. */
  call(delivery: Delivery): void;
  /** A customer is to be taken off the call list. */
  withdrawCall(call: Delivery): void;
}

/** What effects are delivered with. */
export interface OutboxParts {
  readonly world: World;
  readonly time: SimulatedTime;
  readonly ledger: LedgerBook;
  readonly counts: Counts;
  readonly notices: NoticeBook;
  readonly sender: Sender;
  readonly cases: () => CaseBook;
  readonly crm: () => Crm;
  readonly receivers: () => Receivers;
  /** Starts another program for the same subject (P-05). */
  readonly startProgram: (id: string, by: Case) => void;
}

/** What is to become of an effect that is due. */
type Plan =
  | { readonly do: "hold"; readonly verdict: Extract<Verdict, { verdict: "hold" }> }
  | { readonly do: "skip"; readonly reason: string }
  | { readonly do: "send"; readonly text: string };

/** Above every priority of a message: a call is taken back before it could be put on the list. */
const FIRST = 1_000;
/** Reasons for which even a message the law asks for rightly stays: nobody is told. */
const RIGHTLY: ReadonlySet<string> = new Set(["customer-gone", "duplicate"]);
/** Holds whose end is only a time to look again: they are counted once, not at every look. */
const OPEN_ENDED: ReadonlySet<string> = new Set(["superseded-by-priority"]);

/** The effects of a dry run: judged at the moment of sending, as the runtime does, and imagined instead of done. */
export class Outbox {
  readonly #parts: OutboxParts;

  constructor(parts: OutboxParts) {
    this.#parts = parts;
  }

  /** Takes an effect that is due at once. */
  ask(of: Case, effect: Effect): void {
    const { time } = this.#parts;
    const { now } = time;
    const delivery: Delivery = {
      ...{ of, effect, createdAt: now, state: "pending", dueAt: now, heldBy: undefined },
    };
    of.pending.push(delivery);
    if (effect.kind === "call") of.calls.push(delivery);
    this.#parts.counts.asked();
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

  /** Delivers everything that is due at one moment, what matters most first; each sees what left before it. */
  deliver(rows: readonly Delivery[]): void {
    const { now } = this.#parts.time;
    const due = rows.filter(({ state, dueAt }) => state === "pending" && dueAt === now);
    const waiting = waitingOf(due);
    const planned = due.sort(inOrder).flatMap((delivery) => {
      if (delivery.state !== "pending") return [];
      const { effect } = delivery;
      if (effect.kind === "withdraw-call") this.#cancelCall(delivery, effect.callSeq);
      if (!isContact(effect)) return [{ delivery, plan: undefined }];
      const plan = this.#planContact(delivery, effect, waiting.get(delivery.of.dossier) ?? []);
      waiting.get(delivery.of.dossier)?.shift();
      return [{ delivery, plan }];
    });
    for (const { delivery, plan } of planned) {
      if (plan) this.#carryOut(delivery, plan);
      else this.#perform(delivery);
    }
  }

  #planContact(
    delivery: Delivery,
    effect: ContactEffect,
    waiting: readonly WaitingMessage[],
  ): Plan {
    const { of } = delivery;
    const contact: Contact = { delivery, effect, facts: this.#factsOf(of) };
    const message = policyMessage(contact);
    const verdict = judge(this.#question(contact, message, waiting));
    if (verdict.verdict === "hold") return { do: "hold", verdict };
    if (verdict.verdict === "skip") return { do: "skip", reason: verdict.reason };
    const filled = this.#fill(effect, contact.facts, of);
    if (!filled.ok) return { do: "skip", reason: filled.reason };
    const once = onceName(contact);
    if (once !== undefined && of.dossier.occurrences.has(once)) {
      return { do: "skip", reason: "duplicate" };
    }
    if (once !== undefined) of.dossier.occurrences.add(once);
    this.#enterInLedger(message, delivery);
    return { do: "send", text: filled.text };
  }

  #question(
    { delivery, facts }: Contact,
    message: ReturnType<typeof policyMessage>,
    waiting: readonly WaitingMessage[],
  ) {
    const { world, ledger, time } = this.#parts;
    const { dossier, program } = delivery.of;
    const relationship = world.relationship(dossier);
    const marketing = message.class === "marketing";
    const { contactPoint } = message;
    return {
      message,
      person: {
        customer: facts.customer,
        consents: dossier.consents,
        suppressions: [],
        ...(relationship && { relationship }),
        purchasesLastYear: purchasesSince(dossier, ledger.yearAgo, time.now),
      },
      ledger: ledger.of({ dossier, contactPoint, marketing, waiting }),
      policy: program.policy,
      now: time.now,
    };
  }

  #enterInLedger(message: ReturnType<typeof policyMessage>, delivery: Delivery): void {
    const { channel, class: kind, topic, program, step, occurrence, contactPoint = "" } = message;
    const { dossier } = delivery.of;
    this.#parts.ledger.add(dossier, {
      ...{ messageId: message.id, customerId: dossier.customer.id, channel, class: kind, topic },
      ...{ at: this.#parts.time.now, contactPoint: sameForm(contactPoint) },
      ...{ program, step, occurrence, outcome: "accepted" },
    });
  }

  #carryOut(delivery: Delivery, plan: Plan): void {
    const { time, counts } = this.#parts;
    const { effect, of } = delivery;
    if (!isContact(effect)) return;
    if (plan.do === "hold") {
      const { reason, until } = plan.verdict;
      if (delivery.heldBy !== reason || !OPEN_ENDED.has(reason)) counts.held(delivery, reason);
      this.#parts.notices.held(of.agreementId, effect, reason);
      delivery.heldBy = reason;
      delivery.dueAt = until;
      time.deliver(momentOf(until), delivery);
      return;
    }
    if (plan.do === "skip") this.#skip(delivery, effect, plan.reason);
    else this.#sent(delivery, effect, plan.text);
  }

  #sent(delivery: Delivery, effect: ContactEffect, text: string): void {
    const { time, counts, notices, receivers, cases } = this.#parts;
    const { of } = delivery;
    this.#settle(delivery, "done");
    counts.sent(delivery, effect, text);
    notices.sent(of.agreementId, effect, time.today);
    const settled = { kind: "settled", seq: effect.seq, outcome: "sent", at: time.now } as const;
    cases().wake(of, settled);
    if (effect.kind === "call") receivers().call(delivery);
    else receivers().message(delivery, effect, text);
  }

  #skip(delivery: Delivery, effect: ContactEffect, reason: string): void {
    const { time, counts, notices, cases } = this.#parts;
    const { of } = delivery;
    this.#settle(delivery, "skipped");
    counts.skipped(delivery, reason);
    if (effect.class === "statutory" && !RIGHTLY.has(reason)) {
      counts.alarm();
      of.noticeFailed = true;
    }
    notices.skipped(of.agreementId, effect, reason);
    const at = time.now;
    cases().wake(of, { kind: "settled", seq: effect.seq, outcome: "not-sent", at, reason });
  }

  /** Does what reaches no customer. */
  #perform(delivery: Delivery): void {
    const { counts, crm, startProgram } = this.#parts;
    const { effect, of } = delivery;
    if (effect.kind === "task" && !this.#fillTask(delivery, effect)) return;
    this.#settle(delivery, "done");
    counts.performed(delivery);
    if (effect.kind === "update") crm().update(effect.object, effect.recordId, effect.values);
    if (effect.kind === "start-program") startProgram(effect.program, of);
  }

  #fillTask(delivery: Delivery, effect: Extract<Effect, { kind: "task" }>): boolean {
    const filled = this.#fill(effect, this.#factsOf(delivery.of), delivery.of);
    if (filled.ok) return true;
    this.#settle(delivery, "skipped");
    this.#parts.counts.skipped(delivery, filled.reason);
    return false;
  }

  /** A call that never went out need not be taken back. */
  #cancelCall({ of }: Delivery, callSeq: number): void {
    const call = of.calls.find(({ effect }) => effect.seq === callSeq);
    if (call?.state === "pending") {
      this.#takeBack(call);
      of.pending = of.pending.filter((each) => each !== call);
    } else if (call?.state === "done") this.#parts.receivers().withdrawCall(call);
  }

  #takeBack(delivery: Delivery): void {
    delivery.state = "withdrawn";
    this.#parts.counts.withdrawn(delivery);
  }

  #settle(delivery: Delivery, state: Delivery["state"]): void {
    const { of } = delivery;
    delivery.state = state;
    of.pending = of.pending.filter((each) => each !== delivery);
  }

  #fill(effect: TextEffect, facts: Facts, { program }: Case) {
    return fillText(effect, program, { facts, sender: this.#parts.sender });
  }

  #factsOf({ dossier, agreementId, enrolment }: Case): Facts {
    const { world, time } = this.#parts;
    return world.factsOf(dossier, { agreementId, enrolment: enrolment.variables, at: time });
  }
}

function purchasesSince({ purchases }: Dossier, since: string, now: string): number {
  if (purchases.length === 0) return 0;
  return purchases.filter(({ at }) => at > since && at <= now).length;
}

/** The messages of each customer that compete with each other, in the order in which they are judged. */
function waitingOf(due: readonly Delivery[]): Map<Dossier, WaitingMessage[]> {
  const waiting = new Map<Dossier, WaitingMessage[]>();
  for (const delivery of [...due].sort(inOrder)) {
    const { effect, of, createdAt } = delivery;
    if (!isContact(effect)) continue;
    const message: WaitingMessage = {
      ...{ id: messageId(delivery), class: effect.class, topic: effect.topic, createdAt },
      ...{ channel: effect.kind === "call" ? "phone" : effect.channel },
      ...{ priority: effect.priority, program: of.program.compiled.program.id },
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
