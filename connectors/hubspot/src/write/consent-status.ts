import { DEFAULT_FAMILY, type UpdateConsent } from "@perennial/contract";
import { z } from "zod";
import type { HubspotClient } from "../hubspot-client.ts";
import { consentPath } from "../hubspot-paths.ts";
import type { ConsentSetting } from "../hubspot-settings.ts";

/** HubSpot's words for where a subscription stands. */
export type SubscriptionState = "SUBSCRIBED" | "UNSUBSCRIBED";

/** HubSpot's words for why contact is lawful (crm/hubspot.md, 5.7); it has none for a duty under the law. */
const LEGAL_BASES: Readonly<Record<UpdateConsent["legalBasis"], string>> = {
  consent: "CONSENT_WITH_NOTICE",
  "existing-customer": "LEGITIMATE_INTEREST_CLIENT",
  contract: "PERFORMANCE_OF_CONTRACT",
  "legal-obligation": "LEGITIMATE_INTEREST_OTHER",
  "legitimate-interest": "LEGITIMATE_INTEREST_OTHER",
};

const CHANNEL = "EMAIL";

const Statuses = z.looseObject({
  results: z.array(
    z.looseObject({ subscriptionId: z.coerce.string(), status: z.string().nullish() }),
  ),
});

/** HubSpot's word for what a command says. */
export function wantedState({ state }: Pick<UpdateConsent, "state">): SubscriptionState {
  return state === "given" ? "SUBSCRIBED" : "UNSUBSCRIBED";
}

/**
 * The subscription types that a permission is about. One for a topic is that topic's. A yes to a whole purpose signs
 * nobody up for single topics under it; a no to it ends them all.
 */
export function subscriptionsFor(
  consents: readonly ConsentSetting[],
  { purpose, topic, state }: Pick<UpdateConsent, "purpose" | "topic" | "state">,
): readonly string[] {
  const own = consents.filter((one) => one.purpose === purpose);
  const meant = own.filter(
    (one) => one.topic === topic || (topic === undefined && state === "withdrawn"),
  );
  return [...new Set(meant.map(({ subscriptionId }) => subscriptionId))];
}

/** Where an address stands with each subscription type, by its number. Throws a `ConnectorError`. */
export async function subscriptionStates(
  client: Pick<HubspotClient, "request">,
  address: string,
): Promise<ReadonlyMap<string, string>> {
  const answer = await client.request({
    method: "GET",
    path: consentPath("statuses", address),
    query: { channel: CHANNEL },
    family: "default",
    accept: [404],
  });
  if (answer.status === 404) return new Map();
  const { results } = answer.read(Statuses);
  return new Map(results.map((one) => [one.subscriptionId, one.status ?? ""]));
}

/** Which subscription type is written. */
export interface SubscriptionWrite {
  readonly subscriptionId: string;
  /** Whether it comes on top of what room was made for before the command was given. */
  readonly again: boolean;
}

/** Sets where an address stands with a subscription type, with its proof. Throws a `ConnectorError`. */
export async function setSubscription(
  client: Pick<HubspotClient, "request">,
  command: UpdateConsent,
  { subscriptionId, again }: SubscriptionWrite,
): Promise<void> {
  await client.request({
    ...(again ? { family: DEFAULT_FAMILY } : {}),
    method: "POST",
    path: consentPath("statuses", command.to),
    json: {
      channel: CHANNEL,
      statusState: wantedState(command),
      subscriptionId: Number(subscriptionId),
      legalBasis: LEGAL_BASES[command.legalBasis],
      legalBasisExplanation: `${command.source}, ${command.at}`,
    },
  });
}
