import type { Channel, CommandKind, Instant } from "@perennial/contract";
import {
  addDays,
  type Facts,
  HOLDOUT_GROUP,
  instantAt,
  isGloballyHeldOut,
  type NamedTemplate,
  occurrenceOf,
  ownSimilarProducts,
  type PolicyMessage,
  sameForm,
} from "@perennial/lifecycle";
import {
  commandId,
  type EffectOrigin,
  type NewSend,
  type OutboxRow,
  type SendBasis,
} from "@perennial/store";
import { subjectOfEnrolment } from "../facts/load-facts.ts";
import type { LoadedProgram } from "../program/programs.ts";
import { callNumber } from "./compose-command.ts";
import { type ContactEffect, channelOf } from "./contact-effect.ts";

/** A message or call to a customer that is about to be judged, with all it is judged by. */
export interface ContactCase {
  readonly row: OutboxRow;
  readonly effect: ContactEffect;
  readonly origin: EffectOrigin;
  readonly loaded: LoadedProgram;
  readonly facts: Facts;
  readonly tenant: number;
  /** Per cent of customers that get no marketing of any program, by the plan in force. */
  readonly globalHoldout: number;
}

/** How a kind of contact reaches a customer: the channel, the command, and the address on record. */
export function contactOf({ effect, facts, row }: Pick<ContactCase, "effect" | "facts" | "row">): {
  readonly channel: Channel;
  readonly commandKind: CommandKind;
  readonly contactPoint: string | undefined;
} {
  const { command } = row;
  const channel = channelOf(effect);
  // What was put together once goes where it was to go then, however often it is tried.
  const before = command && addressOf(command);
  if (effect.kind === "call") {
    return { channel, commandKind: "put-call", contactPoint: before ?? callNumber(facts) };
  }
  const { mobile, email } = facts.customer;
  return effect.channel === "sms"
    ? { channel, commandKind: "send-sms", contactPoint: before ?? mobile }
    : { channel, commandKind: "send-email", contactPoint: before ?? email };
}

/** The address or number that a command reaches a customer at; nothing for one that does not. */
export function addressOf(command: NonNullable<OutboxRow["command"]>): string | undefined {
  if (command.kind === "put-call") return command.phone;
  return command.kind === "send-sms" || command.kind === "send-email" ? command.to : undefined;
}

/** The name under which a message may be sent once only; none for a call or a message without such a rule. */
export function onceName({ effect, origin, facts }: ContactCase): string | undefined {
  if (effect.kind === "call") return undefined;
  const { agreementId, invitationId } = subjectOfEnrolment(origin);
  const enrolment = {
    ...(agreementId !== undefined && { agreementId }),
    ...(invitationId !== undefined && { invitationId }),
  };
  return occurrenceOf(origin.program, effect, enrolment, facts);
}

/** The message as the contact policy sees it. */
export function policyMessage(contact: ContactCase): PolicyMessage {
  const { row, effect, origin, loaded, facts, tenant } = contact;
  const id = commandId(tenant, row);
  const status = origin.programState ?? "archived";
  const deadline = effect.class === "statutory" ? legalDeadline(contact) : undefined;
  return {
    id,
    ...contactOf(contact),
    class: effect.class,
    purpose: effect.class === "marketing" ? "marketing" : "service",
    ...(effect.topic !== undefined && { topic: effect.topic }),
    createdAt: row.createdAt,
    ...(effect.expiresAt !== undefined && { expiresAt: effect.expiresAt }),
    ...(deadline !== undefined && { legalDeadline: deadline }),
    priority: effect.priority,
    program: origin.program,
    step: effect.step,
    occurrence: onceName(contact) ?? id,
    programStatus: status,
    holdout: origin.holdout,
    globalHoldout: isInGlobalGroup(contact),
    approved: status !== "draft",
    ...(ownSimilarProducts(loaded.compiled.program, facts) && { ownSimilarProducts: true }),
    offersOptOut: offersOptOut(contact),
  };
}

/** Whether the group of all programs held the customer out when it entered, or does now that the plan is another. */
function isInGlobalGroup({ origin, row, globalHoldout }: ContactCase): boolean {
  return (
    origin.variables[HOLDOUT_GROUP] === "global" || isGloballyHeldOut(globalHoldout, row.customerId)
  );
}

/** The last moment the law leaves for a notice about the agreement (product.md, 3.1). */
function legalDeadline({ loaded, facts }: ContactCase): Instant | undefined {
  const { statutoryNotice } = loaded.rulePack;
  const end = facts.agreement?.end;
  if (!statutoryNotice || end === undefined) return undefined;
  return instantAt(addDays(end, -statutoryNotice.latestDaysBefore), "24:00", facts.zone);
}

const optOuts = new WeakMap<readonly NamedTemplate[], Map<string, boolean>>();

/** Whether every language of a step's text says how to decline more of the kind. */
function offersOptOut({ effect, loaded }: ContactCase): boolean {
  const { templates, rulePack } = loaded;
  const kind = effect.kind === "call" ? "call" : effect.channel;
  const known = optOuts.get(templates) ?? new Map<string, boolean>();
  optOuts.set(templates, known);
  const key = `${kind}/${effect.template}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const texts = templates.filter((each) => each.name === effect.template && each.kind === kind);
  const offers = texts.length > 0 && texts.every((text) => saysHow(text, rulePack.stopWords));
  known.set(key, offers);
  return offers;
}

function saysHow({ body }: NamedTemplate, stopWords: readonly string[]): boolean {
  return body.some((part) => {
    if (typeof part !== "string") return part.field === "unsubscribeUrl";
    const words = new Set(part.split(/[^\p{L}]+/u));
    return stopWords.some((stop) => words.has(stop));
  });
}

/** The ledger's entry of a message that leaves. */
export function sendOf(contact: ContactCase, basis: SendBasis, at: Instant): NewSend {
  const { row, effect, origin } = contact;
  const { channel, contactPoint = "" } = contactOf(contact);
  return {
    enrolmentId: row.enrolmentId,
    seq: row.seq,
    customerId: row.customerId,
    at,
    channel,
    class: effect.class,
    topic: effect.topic,
    contactPoint: sameForm(contactPoint),
    basis,
    program: origin.program,
    step: effect.step,
    occurrence: onceName(contact),
  };
}
