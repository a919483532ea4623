import type { AttributeValue, Instant, MessageClass } from "@perennial/contract";
import type { ONCE_PER } from "../program/step.ts";

interface EffectBase {
  /** Its number within the enrolment; with the enrolment's id it is the effect's name for ever. */
  readonly seq: number;
  readonly step: string;
}

/** What a message or a call needs to be judged, rendered and sent, later and elsewhere. */
interface ContactEffect extends EffectBase {
  readonly template: string;
  readonly class: MessageClass;
  readonly topic?: string;
  /** 0 to 100. */
  readonly priority: number;
  /** After this it is of no use. */
  readonly expiresAt?: Instant;
  /** Goes out even when the program has moved on. */
  readonly keep: boolean;
}

/** A message to the customer. */
export interface MessageEffect extends ContactEffect {
  readonly kind: "message";
  readonly channel: "sms" | "email";
  readonly oncePer?: (typeof ONCE_PER)[number];
}

/** An entry on the call list. */
export interface CallEffect extends ContactEffect {
  readonly kind: "call";
  /** Waits for an agent until the agreement ends; what `expiresAt` leaves it then counts from the list on. */
  readonly patient?: true;
}

/** What a program asks the world to do: data, performed by the runtime or imagined by a simulation. */
export type Effect =
  | MessageEffect
  | CallEffect
  /** Takes a call off the list because the customer has answered meanwhile. */
  | (EffectBase & {
      readonly kind: "withdraw-call";
      readonly callSeq: number;
      readonly reason: string;
    })
  | (EffectBase & {
      readonly kind: "task";
      readonly template: string;
      readonly assignee?: string;
      readonly dueAt?: Instant;
    })
  | (EffectBase & {
      readonly kind: "update";
      readonly object: "customer" | "agreement";
      readonly recordId: string;
      readonly values: Readonly<Record<string, AttributeValue>>;
    })
  | (EffectBase & {
      readonly kind: "webhook";
      readonly type: string;
      readonly data: Readonly<Record<string, AttributeValue>>;
    })
  | (EffectBase & { readonly kind: "start-program"; readonly program: string });
export type EffectKind = Effect["kind"];
