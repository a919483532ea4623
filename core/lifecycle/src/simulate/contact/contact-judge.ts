import type { Effect } from "../../enrolment/effect.ts";
import type { Facts } from "../../facts/facts.ts";
import { judge } from "../../policy/judge.ts";
import { sameForm, type WaitingMessage } from "../../policy/ledger.ts";
import type { PolicyMessage } from "../../policy/message.ts";
import type { Person } from "../../policy/person.ts";
import type { HoldVerdict } from "../../policy/verdict.ts";
import type { Case, Delivery, SimulatedTime } from "../cases/case.ts";
import type { SimulatedEvent } from "../simulated-event.ts";
import type { World } from "../world/world.ts";
import { type FilledText, fillText, type Sender, type TextEffect } from "./fill-text.ts";
import type { LedgerBook } from "./ledger-book.ts";
import { type Contact, type ContactEffect, onceName, policyMessage } from "./policy-question.ts";

/** What is to become of a message or call that is due. */
export type ContactPlan =
  | { readonly do: "hold"; readonly verdict: HoldVerdict }
  | { readonly do: "skip"; readonly reason: string; readonly evidence?: SimulatedEvent["evidence"] }
  | { readonly do: "send"; readonly text: string; readonly subject?: string };

/** What messages are judged with. */
export interface ContactJudgeParts {
  readonly world: World;
  readonly time: SimulatedTime;
  readonly ledger: LedgerBook;
  readonly sender: Sender;
}

/** Decides about messages and calls in a dry run by what the runtime decides by: the policy, the text, the ledger. */
export class ContactJudge {
  readonly #parts: ContactJudgeParts;

  constructor(parts: ContactJudgeParts) {
    this.#parts = parts;
  }

  /** Decides about a message or call; one that may leave is entered in the ledger. */
  plan(delivery: Delivery, effect: ContactEffect, waiting: readonly WaitingMessage[]): ContactPlan {
    const contact: Contact = { delivery, effect, facts: this.#factsOf(delivery.of) };
    const message = policyMessage(contact);
    const verdict = this.#verdict(contact, message, waiting);
    if (verdict.verdict === "hold") return { do: "hold", verdict };
    if (verdict.verdict === "skip")
      return { do: "skip", reason: verdict.reason, evidence: verdict.evidence };
    const filled = this.#fill(effect, delivery.of, contact.facts);
    if (!filled.ok) {
      const { reason, missing } = filled;
      return { do: "skip", reason, evidence: { missing } };
    }
    const { occurrences } = delivery.of.dossier;
    const once = onceName(contact);
    if (once !== undefined && occurrences.has(once)) return { do: "skip", reason: "duplicate" };
    if (once !== undefined) occurrences.add(once);
    this.#enter(message, delivery);
    const { text, subject } = filled;
    return { do: "send", text, ...(subject !== undefined && { subject }) };
  }

  /** Fills the text of a task. */
  fillTask(of: Case, effect: Extract<Effect, { kind: "task" }>): FilledText {
    return this.#fill(effect, of, this.#factsOf(of));
  }

  #verdict(
    { delivery, facts }: Contact,
    message: PolicyMessage,
    waiting: readonly WaitingMessage[],
  ) {
    const { ledger, time } = this.#parts;
    const { dossier, program } = delivery.of;
    const { contactPoint } = message;
    const marketing = message.class === "marketing";
    return judge({
      message,
      person: this.#personOf(delivery.of, facts),
      ledger: ledger.of({ dossier, contactPoint, marketing, waiting }),
      policy: program.policy,
      now: time.now,
    });
  }

  #personOf({ dossier }: Case, { customer }: Facts): Person {
    const { world, ledger, time } = this.#parts;
    const relationship = world.relationship(dossier);
    const bought = dossier.purchases.filter(({ at }) => at > ledger.yearAgo && at <= time.now);
    return {
      customer,
      consents: dossier.consents,
      suppressions: [],
      ...(relationship && { relationship }),
      purchasesLastYear: bought.length,
    };
  }

  #enter(message: PolicyMessage, { of: { dossier } }: Delivery): void {
    const { id, channel, class: kind, topic, program, step, occurrence } = message;
    this.#parts.ledger.add(dossier, {
      ...{ messageId: id, customerId: dossier.customer.id, channel, class: kind, topic },
      ...{ at: this.#parts.time.now, contactPoint: sameForm(message.contactPoint ?? "") },
      ...{ program, step, occurrence, outcome: "accepted" },
    });
  }

  #fill(effect: TextEffect, { program }: Case, facts: Facts): FilledText {
    return fillText(effect, program, { facts, sender: this.#parts.sender });
  }

  #factsOf({ dossier, agreementId, enrolment }: Case): Facts {
    const { world, time } = this.#parts;
    return world.factsOf(dossier, { agreementId, enrolment: enrolment.variables, at: time });
  }
}
