import { issueWords } from "@perennial/connector-kit";
import { z } from "zod";
import type { HubspotClient } from "../hubspot-client.ts";
import { objectsPath } from "../hubspot-paths.ts";
import { hubspotError } from "./write-outcome.ts";

/** A record with the properties that were asked for. */
export const ReadRecord = z.looseObject({
  id: z.string(),
  properties: z.record(z.string(), z.string().nullable()),
});
export type ReadRecord = z.infer<typeof ReadRecord>;

/** Which records are read. */
export interface RecordQuery {
  /** The type, as paths name it. */
  readonly path: string;
  readonly ids: readonly string[];
  readonly properties: readonly string[];
  /** The unique property that the ids are values of. @default HubSpot's own ids */
  readonly idProperty?: string;
}

/** Reads records as they are at this moment, unlike search; those that are not there are left out. Throws a `ConnectorError`. */
export async function readByIds(
  client: Pick<HubspotClient, "batch">,
  { path, ids, properties, idProperty }: RecordQuery,
): Promise<readonly ReadRecord[]> {
  const wanted = [...new Set(ids)].map((id) => ({ id }));
  if (wanted.length === 0) return [];
  const extra = { properties, ...(idProperty === undefined ? {} : { idProperty }) };
  const answer = await client.batch(objectsPath(path, "batch", "read"), wanted, {
    readOnly: true,
    family: "default",
    extra,
  });
  return answer.results.map(readRecord);
}

/** Reads one record of an answer. Throws a `ConnectorError` of kind `unavailable` for what is none. */
export function readRecord(value: unknown): ReadRecord {
  const result = ReadRecord.safeParse(value);
  if (result.success) return result.data;
  throw hubspotError(
    "unavailable",
    `HubSpot gave a record that is none (${issueWords(result.error)})`,
  );
}
