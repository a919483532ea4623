import type { Channel, Consent, Instant } from "@perennial/contract";

/** Which consent is asked for. */
export interface ConsentQuestion {
  readonly channel: Channel;
  readonly purpose: Consent["purpose"];
  readonly topic?: string | undefined;
}

/**
 * The consent record that decides (product.md must-have 11): the one for the topic where there is any, else the one
 * for the whole purpose. In each the latest of a consent and a withdrawal holds; a withdrawal is lifted by nothing
 * but a later express consent, so that an order placed after a STOP does not bring the exception for existing
 * customers back. Withdrawing the whole purpose also ends older consents to its topics. At the same moment the
 * withdrawal wins, and one dated in the future holds already, while a consent does not.
 */
export function consentInForce(
  consents: readonly Consent[],
  question: ConsentQuestion,
  now: Instant,
): Consent | undefined {
  const asked = consents.filter(
    (consent) =>
      consent.channel === question.channel &&
      consent.purpose === question.purpose &&
      (consent.state === "withdrawn" || consent.at <= now),
  );
  const whole = deciding(asked.filter((consent) => consent.topic === undefined));
  if (question.topic === undefined) return whole;
  const topical = deciding(asked.filter((consent) => consent.topic === question.topic));
  if (topical === undefined) return whole;
  return topical.state === "given" && whole?.state === "withdrawn" && !lifts(topical, whole)
    ? whole
    : topical;
}

function deciding(records: readonly Consent[]): Consent | undefined {
  const withdrawn = latest(records.filter((record) => record.state === "withdrawn"));
  const given = records.filter((record) => record.state === "given");
  const express = latest(given.filter((record) => record.legalBasis === "consent"));
  if (withdrawn === undefined) return express ?? latest(given);
  return express !== undefined && lifts(express, withdrawn) ? express : withdrawn;
}

function lifts(given: Consent, withdrawn: Consent): boolean {
  return given.legalBasis === "consent" && given.at > withdrawn.at;
}

function latest(records: readonly Consent[]): Consent | undefined {
  return records.reduce<Consent | undefined>(
    (known, record) => (known === undefined || record.at > known.at ? record : known),
    undefined,
  );
}
