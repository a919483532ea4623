import { z } from "zod";
import type { HubspotClient } from "../hubspot-client.ts";
import { objectsPath } from "../hubspot-paths.ts";
import { type ActivityPath, BODY_OF } from "./activity.ts";
import { activityKeying, COMMAND_KEY, markOf } from "./activity-key.ts";
import type { PropertyCatalog } from "./property-catalog.ts";
import { type ReadRecord, readByIds, readRecord } from "./read-records.ts";

/** The most groups of filters in one search (crm/hubspot.md, 4.1). */
const SEARCH_GROUPS = 5;

const SearchBody = z.looseObject({ results: z.array(z.unknown()) });

/** Which activities are looked for. */
export interface ActivityQuery {
  readonly path: ActivityPath;
  readonly commandIds: readonly string[];
  readonly properties: readonly string[];
}

/** What looking for activities needs. */
export interface ActivitySearch {
  readonly client: Pick<HubspotClient, "batch" | "request">;
  readonly catalog: PropertyCatalog;
}

/** The activities that commands of ours have made, by the commands' ids. Throws a `ConnectorError`. */
export async function activitiesOf(
  { client, catalog }: ActivitySearch,
  query: ActivityQuery,
): Promise<ReadonlyMap<string, ReadRecord>> {
  const { path, commandIds, properties } = query;
  if (commandIds.length === 0) return new Map();
  if ((await activityKeying(catalog, path)) === "mark") return byMark(client, query);
  const found = await readByIds(client, {
    path,
    ids: commandIds,
    properties: [COMMAND_KEY, ...properties],
    idProperty: COMMAND_KEY,
  });
  return new Map(found.map((one) => [one.properties[COMMAND_KEY] ?? "", one]));
}

async function byMark(
  client: Pick<HubspotClient, "request">,
  { path, commandIds, properties }: ActivityQuery,
): Promise<ReadonlyMap<string, ReadRecord>> {
  const body = BODY_OF[path];
  const found = new Map<string, ReadRecord>();
  const ids = [...new Set(commandIds)];
  for (let from = 0; from < ids.length; from += SEARCH_GROUPS) {
    const some = ids.slice(from, from + SEARCH_GROUPS);
    const filterGroups = some.map((id) => ({
      filters: [{ propertyName: body, operator: "CONTAINS_TOKEN", value: markOf(id) }],
    }));
    // The oldest first: should there be two after all, everyone means the same one.
    const sorts = [{ propertyName: "hs_object_id", direction: "ASCENDING" }];
    const answer = await client.request({
      method: "POST",
      path: objectsPath(path, "search"),
      json: { filterGroups, sorts, properties: [body, ...properties], limit: 100 },
      readOnly: true,
      family: "search",
    });
    for (const record of answer.read(SearchBody).results.map(readRecord)) {
      const id = some.find((one) => record.properties[body]?.includes(markOf(one)));
      if (id !== undefined && !found.has(id)) found.set(id, record);
    }
  }
  return found;
}
