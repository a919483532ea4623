import type { Channel, CommandKind } from "@perennial/contract";
import type { CallEffect, MessageEffect } from "../../enrolment/effect.ts";
import { occurrenceOf } from "../../enrolment/occurrence.ts";
import { HOLDOUT_GROUP } from "../../experiment/holdout-lot.ts";
import type { Facts } from "../../facts/facts.ts";
import type { PolicyMessage } from "../../policy/message.ts";
import { noticeWindow } from "../../policy/notice-window.ts";
import { ownSimilarProducts } from "../../policy/own-similar-products.ts";
import type { Case, Delivery } from "../cases/case.ts";

/** An effect that reaches a customer. */
export type ContactEffect = MessageEffect | CallEffect;

/** Whether an effect reaches a customer. */
export function isContact(effect: Delivery["effect"]): effect is ContactEffect {
  return effect.kind === "message" || effect.kind === "call";
}

/** A message or call that is about to be judged. */
export interface Contact {
  readonly delivery: Delivery;
  readonly effect: ContactEffect;
  readonly facts: Facts;
}

/** The id of a message: the same however often it is judged. */
export function messageId({ of, effect }: Pick<Delivery, "of" | "effect">): string {
  return `e${of.number}-${effect.seq}`;
}

/** The name under which a message is sent once only; none for a call or a message without such a rule. */
export function onceName({ delivery, effect, facts }: Contact): string | undefined {
  if (effect.kind === "call") return undefined;
  const { program, enrolment } = delivery.of;
  return occurrenceOf(program.compiled.program.id, effect, enrolment, facts);
}

/** A message of a program that is active and approved, as the contact policy sees it in the runtime. */
export function policyMessage(contact: Contact): PolicyMessage {
  const { delivery, effect, facts } = contact;
  const { of, createdAt } = delivery;
  const id = messageId(delivery);
  const deadline = effect.class === "statutory" ? legalDeadline(of, facts) : undefined;
  return {
    id,
    ...wayOf(effect, facts),
    class: effect.class,
    purpose: effect.class === "marketing" ? "marketing" : "service",
    ...(effect.topic !== undefined && { topic: effect.topic }),
    createdAt,
    ...(effect.expiresAt !== undefined && { expiresAt: effect.expiresAt }),
    ...(deadline !== undefined && { legalDeadline: deadline }),
    priority: effect.priority,
    program: of.program.compiled.program.id,
    step: effect.step,
    occurrence: onceName(contact) ?? id,
    programStatus: "active",
    holdout: of.enrolment.holdout,
    globalHoldout: of.enrolment.variables[HOLDOUT_GROUP] === "global",
    approved: true,
    ...(ownSimilarProducts(of.program.compiled.program, facts) && { ownSimilarProducts: true }),
    offersOptOut: of.program.offersOptOut(effect.template, kindOf(effect)),
  };
}

/** How an effect reaches a customer: the channel, the command and the address on record. */
function wayOf(
  effect: ContactEffect,
  { customer }: Facts,
): {
  readonly channel: Channel;
  readonly commandKind: CommandKind;
  readonly contactPoint: string | undefined;
} {
  if (effect.kind === "call") {
    const contactPoint = customer.mobile ?? customer.phone;
    return { channel: "phone", commandKind: "put-call", contactPoint };
  }
  return effect.channel === "sms"
    ? { channel: "sms", commandKind: "send-sms", contactPoint: customer.mobile }
    : { channel: "email", commandKind: "send-email", contactPoint: customer.email };
}

function kindOf(effect: ContactEffect) {
  return effect.kind === "call" ? "call" : effect.channel;
}

/** The last moment the law leaves for a notice about the agreement (product.md, 3.1). */
function legalDeadline({ program }: Case, { agreement, zone }: Facts): string | undefined {
  const { statutoryNotice } = program.policy.rulePack;
  if (!statutoryNotice || agreement?.end === undefined) return undefined;
  return noticeWindow(agreement.end, statutoryNotice, zone).deadline;
}
