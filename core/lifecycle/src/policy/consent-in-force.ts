import type { Channel, Consent, Instant } from "@perennial/contract";

/** Which consent is asked for. */
export interface ConsentQuestion {
  readonly channel: Channel;
  readonly purpose: Consent["purpose"];
  readonly topic?: string | undefined;
}

/**
 * The consent record that decides: the latest for the channel, purpose and topic, else the latest for the whole
 * purpose. A withdrawal of the whole purpose also ends older consents to its topics, at the same moment a
 * withdrawal wins, and one dated in the future already holds, while a consent does not
 * (product.md must-have 11).
 */
export function consentInForce(
  consents: readonly Consent[],
  question: ConsentQuestion,
  now: Instant,
): Consent | undefined {
  let whole: Consent | undefined;
  let topical: Consent | undefined;
  for (const consent of consents) {
    if (consent.channel !== question.channel || consent.purpose !== question.purpose) continue;
    if (consent.state === "given" && consent.at > now) continue;
    if (consent.topic === undefined) whole = later(whole, consent);
    else if (consent.topic === question.topic) topical = later(topical, consent);
  }
  if (topical === undefined) return whole;
  const ended = topical.state === "given" && whole?.state === "withdrawn" && whole.at >= topical.at;
  return ended ? whole : topical;
}

function later(known: Consent | undefined, candidate: Consent): Consent {
  if (known === undefined || candidate.at > known.at) return candidate;
  return candidate.at === known.at && candidate.state === "withdrawn" ? candidate : known;
}
