import { ConnectorError, type Log } from "@perennial/contract";
import { z } from "zod";
import type { HubspotClient } from "../hubspot-client.ts";
import { ownersPath } from "../hubspot-paths.ts";

const Owners = z.looseObject({
  results: z.array(
    z.looseObject({
      id: z.coerce.string(),
      firstName: z.string().nullish(),
      lastName: z.string().nullish(),
      email: z.string().nullish(),
    }),
  ),
  paging: z.looseObject({ next: z.looseObject({ after: z.coerce.string() }).nullish() }).nullish(),
});

/** Owners asked for at a time. */
const PAGE = 100;
/** More pages than any portal has owners. */
const MOST_PAGES = 200;

/**
 * What people call the owners, by id; those who have left too, for their records keep them. None where the portal
 * did not allow us to see them.
 */
export async function readOwnerNames(
  client: HubspotClient,
  log: Log,
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  const granted = await client.scopes();
  if (granted !== undefined && !granted.has("crm.objects.owners.read")) return names;
  try {
    for (const archived of ["false", "true"]) await addOwners(client, archived, names);
  } catch (error) {
    if (!ConnectorError.isInstance(error) || error.kind !== "forbidden") throw error;
    log.warn("owners cannot be read, so records name them by number", { connector: "hubspot" });
  }
  return names;
}

async function addOwners(
  { request }: HubspotClient,
  archived: string,
  names: Map<string, string>,
): Promise<void> {
  let after: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answer = await request({
      ...{ method: "GET", path: ownersPath(), family: "default" },
      query: { limit: String(PAGE), archived, after },
    });
    const { results, paging } = answer.read(Owners);
    for (const { id, firstName, lastName, email } of results) {
      const name = [firstName, lastName].filter(Boolean).join(" ") || email;
      if (name && !names.has(id)) names.set(id, name);
    }
    after = paging?.next?.after;
    if (after === undefined) return;
  }
}
