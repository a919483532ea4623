import { z } from "zod";
import type { HubspotClient } from "../hubspot-client.ts";
import { associationsPath } from "../hubspot-paths.ts";
import type { HubspotSettings } from "../hubspot-settings.ts";
import { type TypePath, typeOf } from "../mapping/source-fields.ts";
import type { HubspotRecord, OwnedRecord } from "./hubspot-record.ts";
import { READING } from "./read-tools.ts";

/** Records whose associations one call gives (crm/hubspot.md, 4.3). */
const MOST = 1_000;

const Associated = z.looseObject({
  from: z.looseObject({ id: z.coerce.string() }),
  to: z.array(
    z.looseObject({
      toObjectId: z.coerce.string(),
      associationTypes: z.array(z.looseObject({ label: z.string().nullish() })).nullish(),
    }),
  ),
});
type Contact = z.infer<typeof Associated>["to"][number];

/** Says which contact each record belongs to. A contact is its own. */
export async function withContacts(
  client: HubspotClient,
  { type, settings }: { readonly type: TypePath; readonly settings: HubspotSettings },
  records: readonly HubspotRecord[],
): Promise<readonly OwnedRecord[]> {
  if (type === "contacts") return records.map((record) => ({ record, contactId: record.id }));
  if (records.length === 0) return [];
  const { results } = await client.batch(
    associationsPath(type, "contacts", "batch", "read"),
    records.map(({ id }) => ({ id })),
    { readOnly: true, family: READING, size: MOST },
  );
  const contacts = new Map<string, readonly Contact[]>();
  for (const result of results) {
    const { data } = Associated.safeParse(result);
    if (data) contacts.set(data.from.id, data.to);
  }
  const label = labelOf(type, settings);
  return records.map((record) => ({
    record,
    contactId: customerAmong(contacts.get(record.id) ?? [], label),
  }));
}

/** The one with the role that the settings name; else the one that was there first, as its number tells. */
function customerAmong(
  contacts: readonly Contact[],
  label: string | undefined,
): string | undefined {
  const named = contacts.filter(({ associationTypes }) =>
    associationTypes?.some((one) => label !== undefined && one.label === label),
  );
  const ids = (named.length > 0 ? named : contacts).map(({ toObjectId }) => toObjectId);
  return ids.toSorted((a, b) => a.length - b.length || (a < b ? -1 : 1))[0];
}

/** All sources of one type ask for the same role; where they differ the first one's is taken. */
function labelOf(type: TypePath, { agreements, purchases }: HubspotSettings): string | undefined {
  return [...agreements, ...purchases].find(
    (source) => typeOf(source) === type && source.contactLabel !== undefined,
  )?.contactLabel;
}
