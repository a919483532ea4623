import { type Candidate, mapWithLimit } from "@perennial/connector-kit";
import { ConnectorError } from "@perennial/contract";
import { z } from "zod";
import { consentPath } from "../hubspot-paths.ts";
import { ConsentStatus, mapConsentStatuses } from "../mapping/consent-mapping.ts";
import type { HubspotRecord } from "./hubspot-record.ts";
import { READING, type ReadTools } from "./read-tools.ts";

/** Requests under way at once. */
const TOGETHER = 6;

const Statuses = z.looseObject({ results: z.array(z.unknown()) });

/** Any of these lets us see consent. */
const SCOPES = ["communication_preferences.read_write", "communication_preferences.read"];

/**
 * What contacts have said of marketing e-mail, by HubSpot's own statuses: one request for each address. Throws a
 * `ConnectorError` of kind `forbidden` where the portal did not allow it, without asking in vain.
 */
export async function readConsents(
  { client, settings }: ReadTools,
  contacts: readonly HubspotRecord[],
): Promise<readonly Candidate[]> {
  const { consents } = settings;
  const { email } = settings.customers;
  if (consents.length === 0 || email === null) return [];
  const granted = await client.scopes();
  if (granted !== undefined && !SCOPES.some((scope) => granted.has(scope))) throw notAllowed();
  const addressed = contacts.filter(({ properties }) => properties[email]);
  const found = await mapWithLimit(addressed, TOGETHER, async ({ id, properties }) => {
    const answer = await client.request({
      ...{ method: "GET", path: consentPath("statuses", properties[email] ?? "") },
      // HubSpot refuses what is no address, and knows nothing of one that nobody has.
      ...{ query: { channel: "EMAIL" }, family: READING, accept: [400, 404] },
    });
    if (answer.status >= 400) return [];
    const { results } = answer.read(Statuses);
    const statuses = results.flatMap((one) => ConsentStatus.safeParse(one).data ?? []);
    return mapConsentStatuses(id, statuses, consents);
  });
  return found.flat();
}

/** The same, and nothing where the portal did not allow us to see it: what contacts' own properties say still holds. */
export async function readConsentsIfAllowed(
  tools: ReadTools,
  contacts: readonly HubspotRecord[],
): Promise<readonly Candidate[]> {
  try {
    return await readConsents(tools, contacts);
  } catch (error) {
    if (!ConnectorError.isInstance(error) || error.kind !== "forbidden") throw error;
    return [];
  }
}

function notAllowed(): ConnectorError {
  const message = `consent for e-mail may not be read; connect again and allow ${SCOPES[0]}`;
  return new ConnectorError({ connector: "hubspot", kind: "forbidden", message });
}
