import { type Candidate, mapWithLimit } from "@perennial/connector-kit";
import type { Instant } from "@perennial/contract";
import { mergeCandidates } from "../mapping/customer-mapping.ts";
import { propertiesOf } from "../mapping/map-record.ts";
import type { HubspotRecord } from "./hubspot-record.ts";
import type { ReadTools } from "./read-tools.ts";
import { recordById } from "./record-reader.ts";

/** Requests under way at once. */
const TOGETHER = 6;

/** A contact that is not among those that are there. */
export interface GoneContact {
  readonly id: string;
  /** When it was deleted, where that is known. */
  readonly archivedAt?: Instant | undefined;
}

/** What became of contacts that are gone, and the contacts that are there in their place. */
export interface Found {
  readonly candidates: readonly Candidate[];
  readonly records: readonly HubspotRecord[];
}

/**
 * Says of contacts that are not there any more whether they were merged into another, which HubSpot still gives under
 * their old id, or only deleted; a third thing is that they were restored meanwhile. Of one that was merged both are
 * told, the merge first: then nothing of it is left to be deleted.
 */
export async function findGone(tools: ReadTools, gone: readonly GoneContact[]): Promise<Found> {
  const found = await mapWithLimit(gone, TOGETHER, (contact) => findOne(tools, contact));
  return {
    candidates: found.flatMap(({ candidates }) => candidates),
    records: found.flatMap(({ records }) => records),
  };
}

async function findOne(tools: ReadTools, { id, archivedAt }: GoneContact): Promise<Found> {
  const wanted = { type: "contacts", properties: propertiesOf("contacts", tools.settings) };
  const record = await recordById(tools.client, wanted, id);
  if (record?.id === id) return { candidates: [], records: [record] };
  if (record !== undefined) {
    return { candidates: mergeCandidates(id, record.id, record.updatedAt), records: [record] };
  }
  const known = archivedAt ?? (await archivedAtOf(tools, id));
  return { candidates: [deleted(id, known, tools.context.clock.now())], records: [] };
}

async function archivedAtOf({ client }: ReadTools, id: string): Promise<Instant | undefined> {
  const record = await recordById(client, { type: "contacts", properties: [], archived: true }, id);
  return record?.archivedAt ?? undefined;
}

/** What was deleted for good has no moment any more. */
function deleted(id: string, archivedAt: Instant | undefined, now: Instant): Candidate {
  const signal = {
    ...{ type: "customer.deleted", id: `contact:${id}:deleted:${archivedAt ?? "for-good"}` },
    ...{ at: archivedAt ?? now, customerId: id },
  };
  return { place: `contact ${id}`, signal };
}
