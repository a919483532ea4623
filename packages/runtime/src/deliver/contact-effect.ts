import type { Channel } from "@perennial/contract";
import type { CallEffect, MessageEffect } from "@perennial/lifecycle";
import type { OutboxOrder } from "@perennial/store";

/** An effect that reaches a customer, and so passes the contact policy. */
export type ContactEffect = MessageEffect | CallEffect;

/** The effect of an order that reaches a customer; nothing for any other order. */
export function contactEffect(order: OutboxOrder): ContactEffect | undefined {
  return order.kind === "message" || order.kind === "call" ? order : undefined;
}

/** The channel an effect reaches its customer by. */
export function channelOf(effect: ContactEffect): Channel {
  return effect.kind === "call" ? "phone" : effect.channel;
}
