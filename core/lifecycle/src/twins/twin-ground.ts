import type { Consent, Customer, Instant, LocalizedText } from "@perennial/contract";
import { consentInForce } from "../policy/consent-in-force.ts";

/** The topic that a person may say no or yes to on its own: being used to find others like them. */
export const TWIN_TOPIC = "look-alike";

/** Why somebody is left out of an export of twins. */
export const TWIN_REFUSALS = [
  ...["withdrawn", "no-consent", "other-ground", "paused", "no-email", "shared-address"],
] as const;
export type TwinRefusal = (typeof TWIN_REFUSALS)[number];

/** Each reason in words, for a count that stands before it. */
export const TWIN_REFUSAL_WORDS: Readonly<Record<TwinRefusal, LocalizedText>> = {
  withdrawn: {
    sv: "har tagit tillbaka sitt samtycke till marknadsföring med e-post",
    en: "have withdrawn their consent to marketing by e-mail",
  },
  "no-consent": {
    sv: "har inget registrerat samtycke till marknadsföring med e-post",
    en: "have no recorded consent to marketing by e-mail",
  },
  "other-ground": {
    sv: "får e-post på en annan grund än samtycke, som inte räcker för att lämna ut adressen",
    en: "get e-mail on another ground than consent, which does not do for handing the address out",
  },
  paused: { sv: "har marknadsföringen pausad", en: "have marketing paused" },
  "shared-address": {
    sv: "delar e-postadress med någon som har tagit tillbaka sitt samtycke",
    en: "share their e-mail address with somebody who has withdrawn their consent",
  },
  "no-email": { sv: "saknar e-postadress", en: "have no e-mail address" },
};

/**
 * Why somebody may not be in an export of twins; nothing where they may. It takes an express consent to marketing by e-mail that
 * is in force: the exceptions for existing customers and legitimate interest are for messages of one's own, and do not carry
 * handing out an address, hashed or not. A withdrawal for the topic `TWIN_TOPIC` alone is enough to be left out.
 */
export function twinRefusal(
  person: Pick<Customer, "email" | "pausedUntil">,
  consents: readonly Consent[],
  now: Instant,
): TwinRefusal | undefined {
  const asked = { channel: "email", purpose: "marketing", topic: TWIN_TOPIC } as const;
  const consent = consentInForce(consents, asked, now);
  if (consent === undefined) return "no-consent";
  if (consent.state === "withdrawn") return "withdrawn";
  if (consent.legalBasis !== "consent") return "other-ground";
  if (person.pausedUntil !== undefined && person.pausedUntil > now) return "paused";
  return person.email === undefined || person.email.trim() === "" ? "no-email" : undefined;
}
