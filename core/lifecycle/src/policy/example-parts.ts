import type { Consent } from "@perennial/contract";
import { exampleEntry } from "./example-question.ts";
import type { PolicyMessage } from "./message.ts";
import type { Suppression } from "./person.ts";

/** Makes the example message an entry on the call list. */
export const CALL: Partial<PolicyMessage> = {
  commandKind: "put-call",
  channel: "phone",
  contactPoint: "+46701234567",
};

/** Makes the example message an e-mail. */
export const EMAIL: Partial<PolicyMessage> = {
  commandKind: "send-email",
  channel: "email",
  contactPoint: "anna@example.se",
};

/** Makes the example message one of service. */
export const SERVICE: Partial<PolicyMessage> = { class: "service", purpose: "service" };

/** Makes the example message a notice that the law asks for. */
export const STATUTORY_EMAIL: Partial<PolicyMessage> = {
  ...EMAIL,
  class: "statutory",
  purpose: "service",
};

/** Sunday 1 March 2026 at 23 in Sweden, in everybody's quiet hours. */
export const SUNDAY_NIGHT = "2026-03-01T22:00:00.000Z";

/** As many marketing messages as the default cap of a week allows. */
export const TWO_THIS_WEEK = [
  exampleEntry("2026-02-26T09:00:00.000Z"),
  exampleEntry("2026-02-27T09:00:00.000Z"),
];

/** A consent to marketing by SMS of 1 January 2025, with what a case changes about it. */
export function exampleConsent(changes: Partial<Consent>): Consent {
  return {
    customerId: "c-1",
    channel: "sms",
    purpose: "marketing",
    state: "given",
    at: "2025-01-01T00:00:00.000Z",
    source: "web-form",
    legalBasis: "consent",
    ...changes,
  };
}

/** An objection to marketing on all channels, with what a case changes about it. */
export function exampleSuppression(changes: Partial<Suppression>): Suppression {
  return {
    covers: "marketing",
    cause: "objection",
    at: "2026-01-10T10:00:00.000Z",
    source: "agent",
    ...changes,
  };
}
