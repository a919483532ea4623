import type { Candidate } from "@perennial/connector-kit";
import { z } from "zod";
import type { ConsentSetting } from "../hubspot-settings.ts";
import type { HubspotRecord } from "../read/hubspot-record.ts";
import type { MappingContext } from "./mapping-context.ts";

/** Opted out of all e-mail. */
export const OPTED_OUT = "hs_email_optout";

/** The property that says whether a contact opted out of one subscription type; its name is not documented in full. */
export const optedOutOf = (subscriptionId: string): string => `${OPTED_OUT}_${subscriptionId}`;

/** A status of one subscription type (crm/hubspot.md, 5.7). */
export const ConsentStatus = z.looseObject({
  subscriptionId: z.coerce.string(),
  status: z.string(),
  timestamp: z.union([z.string(), z.number()]).nullish(),
  source: z.string().nullish(),
  legalBasis: z.string().nullish(),
});
export type ConsentStatus = z.infer<typeof ConsentStatus>;

const STATES: Readonly<Record<string, "given" | "withdrawn">> = {
  SUBSCRIBED: "given",
  UNSUBSCRIBED: "withdrawn",
};

const BASES: Readonly<Record<string, string>> = {
  LEGITIMATE_INTEREST_CLIENT: "existing-customer",
  LEGITIMATE_INTEREST_OTHER: "legitimate-interest",
  LEGITIMATE_INTEREST_PQL: "legitimate-interest",
  PERFORMANCE_OF_CONTRACT: "contract",
};

const OPT_OUT: Said = { channel: "email", purpose: "marketing", state: "withdrawn", key: "all" };

/** What a contact's own properties say of its consent: no e-mail at all, none of a type, and text messages. */
export function mapOwnConsents(record: HubspotRecord, context: MappingContext): Candidate[] {
  const { consents, smsConsent } = context.settings;
  const { properties } = record;
  const said: Said[] = [];
  if (properties[OPTED_OUT] === "true") {
    said.push(OPT_OUT);
  }
  for (const { subscriptionId, purpose, topic } of consents) {
    if (properties[optedOutOf(subscriptionId)] !== "true") continue;
    said.push({
      ...{ channel: "email", purpose, state: "withdrawn", key: subscriptionId },
      ...(topic !== undefined && { topic }),
    });
  }
  const sms = smsConsent && properties[smsConsent.property];
  if (smsConsent && sms) {
    const state = sms === smsConsent.value ? "given" : "withdrawn";
    said.push({ channel: "sms", purpose: "marketing", state, key: "sms" });
  }
  return said.map((one) => consentCandidate(record.id, { ...one, at: record.updatedAt }));
}

/** What HubSpot's own statuses say of a contact's consent to e-mail. */
export function mapConsentStatuses(
  contactId: string,
  statuses: readonly ConsentStatus[],
  settings: readonly ConsentSetting[],
): Candidate[] {
  return settings.flatMap(({ subscriptionId, purpose, topic }) => {
    const found = statuses.find((status) => status.subscriptionId === subscriptionId);
    const state = found && STATES[found.status];
    const at = found && momentOf(found.timestamp);
    if (state === undefined || at === undefined) return [];
    const legalBasis = BASES[found?.legalBasis ?? ""];
    return [
      consentCandidate(contactId, {
        ...{ channel: "email", purpose, state, at, key: subscriptionId },
        ...(topic !== undefined && { topic }),
        ...(legalBasis !== undefined && { legalBasis }),
      }),
    ];
  });
}

/** Says that a contact has opted out of all marketing by e-mail. */
export function optOutCandidate(contactId: string, at: string): Candidate {
  return consentCandidate(contactId, { ...OPT_OUT, at });
}

interface Said {
  readonly channel: "email" | "sms";
  readonly purpose: "marketing" | "service";
  readonly topic?: string;
  readonly state: "given" | "withdrawn";
  readonly legalBasis?: string;
  /** What of HubSpot's it is of. */
  readonly key: string;
}

function consentCandidate(
  contactId: string,
  { key, ...consent }: Said & { readonly at: string },
): Candidate {
  const { channel, state, at } = consent;
  return {
    place: `contact ${contactId}`,
    about: `contact ${contactId}`,
    signal: {
      ...{ type: "consent.changed", at },
      id: `consent:${contactId}:${channel}:${key}:${state}:${at}`,
      consent: { customerId: contactId, source: "hubspot", ...consent },
    },
  };
}

/** In milliseconds or ISO 8601; a status without a moment has never been chosen. */
function momentOf(timestamp: string | number | null | undefined): string | undefined {
  if (timestamp === null || timestamp === undefined || timestamp === "") return undefined;
  const digits = typeof timestamp === "string" && /^\d+$/.test(timestamp);
  const moment = new Date(digits ? Number(timestamp) : timestamp);
  return Number.isNaN(moment.getTime()) ? undefined : moment.toISOString();
}
