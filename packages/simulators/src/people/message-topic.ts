import type { Agreement, Instant } from "@perennial/contract";
import { daysBetween, wallClock } from "../time/zone.ts";
import { ZONE } from "./timing.ts";

/** What a customer takes a message to be about. */
export type Topic =
  | { readonly about: "renewal"; readonly agreement: Agreement }
  | { readonly about: "order"; readonly order: Agreement }
  | { readonly about: "other" };

const OTHER: Topic = { about: "other" };
const DAYS_AHEAD = 130;
const OF_AGREEMENTS =
  /avtal|förläng|förny|bind|agreement|contract|renew|extend|skriv under|underskrift|underteckn|signer|bekräft|godkänn|accept|sign/i;
const THANKS =
  /tack för (?:ditt |ert )?förtroende|tack för (?:din|er) (?:beställning|order|förlängning)|thank you for (?:your|the) (?:trust|order|confidence|renewal)/i;

/**
 * What a message with these words means to a customer with these agreements. Thanks ask for nothing; what
 * speaks of an agreement is about the order that waits for a signature, or else about the one that ends
 * next and is not renewed yet.
 */
export function topicOf(words: string, agreements: readonly Agreement[], at: Instant): Topic {
  if (THANKS.test(words) || !OF_AGREEMENTS.test(words)) return OTHER;
  const order = agreements.find(isUnsigned);
  if (order !== undefined) return { about: "order", order };
  const agreement = nextEnding(agreements, at);
  return agreement === undefined ? OTHER : { about: "renewal", agreement };
}

/** Whether an order still waits for its signature. */
export function isUnsigned(agreement: Agreement): boolean {
  return agreement.status === "ordered" && agreement.signedAt === undefined;
}

/** Whether an order from a call still lacks the written acceptance it needs (product.md, 3.3). */
export function needsAcceptance(order: Agreement): boolean {
  return order.orderChannel === "phone" && order.acceptedAt === undefined;
}

/** The agreement that ends next within four months and that nothing continues. */
export function nextEnding(agreements: readonly Agreement[], at: Instant): Agreement | undefined {
  const today = wallClock(at, ZONE).date;
  return agreements
    .filter((agreement) => canBeRenewed(agreement, agreements))
    .filter(({ end }) => end !== undefined && daysBetween(today, end) <= DAYS_AHEAD)
    .sort((one, other) => ((one.end ?? "") < (other.end ?? "") ? -1 : 1))[0];
}

/** Whether an agreement is in force and nothing continues it yet. */
export function canBeRenewed(agreement: Agreement, all: readonly Agreement[]): boolean {
  if (agreement.status !== "active" || agreement.party !== "own") return false;
  return !all.some(
    ({ renewalOf, status }) =>
      renewalOf === agreement.id && (status === "ordered" || status === "active"),
  );
}
