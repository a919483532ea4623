import {
  CHANNELS,
  type Channel,
  type CommandKind,
  type Customer,
  type Instant,
  type MessageClass,
} from "@perennial/contract";
import type { ContactPolicy } from "../policy/contact-policy.ts";
import type { Ledger } from "../policy/ledger.ts";
import type { PolicyMessage } from "../policy/message.ts";
import type { Person } from "../policy/person.ts";
import type { PolicyQuestion } from "../policy/question.ts";
import { addDuration } from "../schedule/calendar.ts";
import { type Contactability, contactability } from "./contactability.ts";

/** A person about whom it is asked how they may be reached, beside any program. */
export interface ContactSubject {
  readonly person: Person;
  readonly ledger: Ledger;
  readonly policy: ContactPolicy;
  readonly now: Instant;
  /** Whether the person is in the group that gets no marketing of any program. @default false */
  readonly globalHoldout?: boolean;
}

/** The channel and kind of contact that is asked about. */
export interface ContactWish {
  readonly channel: Channel;
  readonly class: MessageClass;
  /** A finer choice under the purpose, such as `club`. */
  readonly topic?: string;
  /** The address or number. @default the one on the record */
  readonly contactPoint?: string;
  /** The law's last moment, of a statutory notice. */
  readonly legalDeadline?: Instant;
  /** Whether it is about own products of the kind the person has bought (19 § marknadsföringslagen). @default true */
  readonly ownSimilarProducts?: boolean;
}

const COMMANDS: Readonly<Record<Channel, CommandKind>> = {
  email: "send-email",
  sms: "send-sms",
  phone: "put-call",
  post: "create-task",
};

/** The address a channel reaches a customer at. */
export function contactPointOf(customer: Customer, channel: Channel): string | undefined {
  switch (channel) {
    case "email":
      return customer.email;
    case "sms":
      return customer.mobile;
    case "phone":
      return customer.mobile ?? customer.phone;
    case "post":
      return customer.postalAddress;
  }
}

/**
 * The question whether one might be contacted by hand now: as a message of nobody's program, approved, that says how to
 * decline and is of use for as long as anybody looks ahead.
 */
export function contactQuestion(subject: ContactSubject, wish: ContactWish): PolicyQuestion {
  const { person, ledger, policy, now } = subject;
  return { message: wishedMessage(subject, wish), person, ledger, policy, now };
}

function wishedMessage(
  { person, policy, now, globalHoldout = false }: ContactSubject,
  wish: ContactWish,
): PolicyMessage {
  const { channel } = wish;
  return {
    id: `contact:${channel}:${wish.class}:${now}`,
    commandKind: COMMANDS[channel],
    channel,
    class: wish.class,
    purpose: wish.class === "marketing" ? "marketing" : "service",
    topic: wish.topic,
    contactPoint: wish.contactPoint ?? contactPointOf(person.customer, channel),
    createdAt: now,
    expiresAt: addDuration(now, "P10Y", policy.timeZone),
    legalDeadline: wish.legalDeadline,
    // Nothing that a program has waiting goes before what a person does by hand.
    priority: 100,
    program: "contact",
    step: channel,
    occurrence: now,
    programStatus: "active",
    holdout: false,
    globalHoldout,
    approved: true,
    ownSimilarProducts: wish.ownSimilarProducts ?? true,
    offersOptOut: true,
  };
}

/** How a person may be reached with marketing and about the agreement, by every channel: the clock of product.md 2.9. */
export function contactabilities(subject: ContactSubject): readonly Contactability[] {
  return CHANNELS.flatMap((channel) =>
    (["service", "marketing"] as const).map((kind) =>
      contactability(contactQuestion(subject, { channel, class: kind })),
    ),
  );
}
