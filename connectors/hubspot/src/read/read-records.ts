import { type Candidate, mapWithLimit, understand } from "@perennial/connector-kit";
import {
  ConnectorError,
  type Misunderstanding,
  type RecordRef,
  type Signal,
  type Understanding,
} from "@perennial/contract";
import { hubspotObjectType } from "../hubspot-object-types.ts";
import { mapRecord, propertiesOf, typesOf } from "../mapping/map-record.ts";
import type { MappingContext } from "../mapping/mapping-context.ts";
import type { TypePath } from "../mapping/source-fields.ts";
import { readConsentsIfAllowed } from "./consent-statuses.ts";
import { findGone } from "./gone-contacts.ts";
import type { HubspotRecord } from "./hubspot-record.ts";
import { mappingContextOf, type ReadTools } from "./read-tools.ts";
import { withContacts } from "./record-owners.ts";
import { recordById, recordsById } from "./record-reader.ts";

/** Requests under way at once. */
const TOGETHER = 6;

/**
 * Reads records that somebody named as they are now, by strongly consistent reads: a contact that is gone is told as
 * deleted, or as merged into another; an agreement whose record was deleted is told as cancelled. Types that the
 * settings do not use mean nothing.
 */
export async function readRecords(
  tools: ReadTools,
  refs: readonly RecordRef[],
): Promise<Understanding> {
  const used = typesOf(tools.settings);
  const ids = new Map<TypePath, Set<string>>();
  for (const { object, id } of refs) {
    const type = hubspotObjectType(object)?.path ?? object;
    if (!used.includes(type)) continue;
    ids.set(type, (ids.get(type) ?? new Set()).add(id));
  }
  if (ids.size === 0) return { signals: [], problems: [] };
  const mapping = await mappingContextOf(tools);
  const parts: Understanding[] = [];
  for (const [type, named] of ids) {
    parts.push(await readAllowed(tools, { type, ids: [...named], mapping }));
  }
  return joined(parts);
}

/** A type that nobody allowed us to read is a problem of its own, and costs the others nothing. */
async function readAllowed(tools: ReadTools, named: Named): Promise<Understanding> {
  try {
    return await readNamed(tools, named);
  } catch (error) {
    const isForbidden = ConnectorError.isInstance(error) && error.kind === "forbidden";
    if (!isForbidden || named.type === "contacts") throw error;
    return { signals: [], problems: [{ place: named.type, message: error.message }] };
  }
}

interface Named {
  readonly type: TypePath;
  readonly ids: readonly string[];
  readonly mapping: MappingContext;
}

async function readNamed(tools: ReadTools, { type, ids, mapping }: Named): Promise<Understanding> {
  const wanted = { type, properties: propertiesOf(type, tools.settings) };
  const { records, problems } = await recordsById(tools.client, wanted, ids);
  const there = new Set(records.map(({ id }) => id));
  const missing = ids.filter((id) => !there.has(id));
  const told =
    type === "contacts"
      ? await contactsAndGone(tools, { records, missing, mapping })
      : await mapRecords(tools, {
          type,
          mapping,
          records: [...records, ...(await archivedOf(tools, wanted, missing))],
        });
  return joined([told, { signals: [], problems }]);
}

interface Contacts {
  readonly records: readonly HubspotRecord[];
  readonly missing: readonly string[];
  readonly mapping: MappingContext;
}

async function contactsAndGone(
  tools: ReadTools,
  { records, missing, mapping }: Contacts,
): Promise<Understanding> {
  const gone = await findGone(
    tools,
    missing.map((id) => ({ id })),
  );
  const all = [...records, ...gone.records];
  const consents = await readConsentsIfAllowed(tools, all);
  return joined([
    understand([...gone.candidates]),
    await mapRecords(tools, { type: "contacts", records: all, mapping }),
    understand([...consents] satisfies Candidate[]),
  ]);
}

function archivedOf(
  { client }: ReadTools,
  wanted: { readonly type: TypePath; readonly properties: readonly string[] },
  ids: readonly string[],
): Promise<readonly HubspotRecord[]> {
  return mapWithLimit(ids, TOGETHER, (id) =>
    recordById(client, { ...wanted, archived: true }, id),
  ).then((found) => found.filter((record) => record !== undefined));
}

/** Records of one type, and what they are mapped with. */
export interface Mappable {
  readonly type: TypePath;
  readonly records: readonly HubspotRecord[];
  readonly mapping: MappingContext;
}

/** What records mean, once it is known whose they are. */
export async function mapRecords(
  { client, settings }: ReadTools,
  { type, records, mapping }: Mappable,
): Promise<Understanding> {
  const owned = await withContacts(client, { type, settings }, records);
  return joined(
    owned.map((one) => {
      const { signals, problems } = mapRecord(type, one, mapping);
      return { signals, problems: problems.map((each) => placed(type, one.record.id, each)) };
    }),
  );
}

/** A problem with the record that it is about: of many records, the name of a property says too little. */
function placed(
  type: TypePath,
  id: string,
  { place, message }: Misunderstanding,
): Misunderstanding {
  const record = `${hubspotObjectType(type)?.word ?? type} ${id}`;
  return {
    place: place.startsWith(record) ? place : `${record} ${place}`,
    message: message.startsWith(`${record}: `) ? message.slice(record.length + 2) : message,
  };
}

/** One understanding of several; a signal that stands in two is told once. */
export function joined(parts: readonly Understanding[]): Understanding {
  const signals = new Map<string, Signal>();
  for (const signal of parts.flatMap((part) => part.signals)) {
    if (!signals.has(signal.id)) signals.set(signal.id, signal);
  }
  return { signals: [...signals.values()], problems: parts.flatMap(({ problems }) => problems) };
}
