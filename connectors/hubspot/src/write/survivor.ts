import { z } from "zod";
import type { HubspotClient } from "../hubspot-client.ts";
import { objectsPath } from "../hubspot-paths.ts";

const Found = z.looseObject({ id: z.string(), archived: z.boolean().nullish() });

/**
 * The id that a record has now. A merged-away id still leads to the record that is left when it is read by itself, but
 * never in a batch (crm/hubspot.md, 10.5). Undefined where the record is gone. Throws a `ConnectorError`.
 */
export async function survivorOf(
  client: Pick<HubspotClient, "request">,
  path: string,
  id: string,
): Promise<string | undefined> {
  const answer = await client.request({
    method: "GET",
    path: objectsPath(path, id),
    query: { properties: "hs_object_id" },
    family: "default",
    accept: [404],
  });
  if (answer.status === 404) return undefined;
  const found = answer.read(Found);
  return found.archived === true ? undefined : found.id;
}
