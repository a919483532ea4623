import { shortened } from "@perennial/connector-kit";
import type { AddNote, ConnectorError } from "@perennial/contract";
import type { OrgTools } from "../org-tools.ts";
import type { DescribedObject } from "../salesforce-client.ts";
import { soql } from "../soql/soql.ts";
import type { ContactTarget } from "./contact-targets.ts";
import type { Contacts } from "./record-write.ts";
import { type SavedRecord, saveRecords } from "./save-records.ts";
import { ownNamed, ownObject, statusRow, upsertStatuses } from "./status-rows.ts";

const KEY = "External_Id__c";
/** Ids of one statement: a command's has up to a hundred letters. */
const IDS = 40;
const [LONGEST_SENTENCE, LONGEST_TEXT] = [255, 5_000];

/**
 * Puts what was said to customers on the package's own timeline, each command's once however often it comes; an org without the
 * package has none. Gives what went wrong, by the command's id. Throws a `ConnectorError`.
 */
export async function writeTouchpoints(
  tools: OrgTools,
  notes: readonly AddNote[],
  contacts: Contacts,
): Promise<ReadonlyMap<string, ConnectorError>> {
  const failures = new Map<string, ConnectorError>();
  const touchpoint =
    notes.length > 0 ? await ownObject(tools, "Perennial_Touchpoint__c") : undefined;
  const status = touchpoint && (await ownObject(tools, "Perennial_Status__c"));
  if (touchpoint === undefined || status === undefined) return failures;
  const there = await touchpointsOf(
    tools,
    touchpoint,
    notes.map(({ id }) => id),
  );
  const missing = notes.filter(({ id, customerId }) => !there.has(id) && contacts.has(customerId));
  const statuses = await statusIds(tools, status, missing, contacts);
  const rows = missing.flatMap((note) => {
    const told = statuses.get(contacts.get(note.customerId)?.id ?? "");
    if (typeof told === "string") return [{ note, row: touchpointRow(touchpoint, note, told) }];
    if (told !== undefined) failures.set(note.id, told);
    return [];
  });
  const saving = { object: touchpoint.name, how: { upsertBy: ownNamed(touchpoint, KEY) } };
  const saver = { client: tools.client, abort: tools.context.abort };
  const outcomes = await saveRecords(
    saver,
    saving,
    rows.map(({ row }) => row),
  );
  for (const [at, { note }] of rows.entries()) {
    const outcome = outcomes[at];
    if (outcome && !outcome.saved) failures.set(note.id, outcome.error);
  }
  return failures;
}

/** The ids of touchpoints that commands of ours have made, by the commands' ids. Throws a `ConnectorError`. */
export async function touchpointsOf(
  { client }: Pick<OrgTools, "client">,
  touchpoint: DescribedObject,
  commandIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  const key = ownNamed(touchpoint, KEY);
  for (let start = 0; start < commandIds.length; start += IDS) {
    const some = commandIds.slice(start, start + IDS);
    const where = { field: key, in: some };
    const statement = soql({ select: ["Id", key], from: touchpoint.name, where });
    for await (const page of client.query(statement)) {
      for (const record of page) found.set(String(record[key]), record.Id);
    }
  }
  return found;
}

/** The rows that touchpoints belong to, made where they are not there yet, by the contact's id; an error where it could not be. */
async function statusIds(
  tools: OrgTools,
  status: DescribedObject,
  notes: readonly AddNote[],
  contacts: Contacts,
): Promise<ReadonlyMap<string, string | ConnectorError>> {
  const about = new Map<string, ContactTarget>();
  for (const { customerId } of notes) {
    const contact = contacts.get(customerId);
    if (contact) about.set(contact.id, contact);
  }
  const rows = [...about.values()].map((contact) => statusRow(status, contact));
  const outcomes = await upsertStatuses(tools, status, rows);
  return new Map(
    [...about.keys()].flatMap((id, at) => {
      const outcome = outcomes[at];
      return outcome ? [[id, outcome.saved ? outcome.id : outcome.error] as const] : [];
    }),
  );
}

function touchpointRow(
  touchpoint: DescribedObject,
  { id, at, text, channel }: AddNote,
  statusId: string,
): SavedRecord {
  const own = (field: string) => ownNamed(touchpoint, field);
  const how =
    channel === undefined ? {} : { [own("Channel__c")]: channel, [own("Direction__c")]: "out" };
  return {
    parent: statusId,
    values: {
      ...{ [own(KEY)]: id, [own("Status__c")]: statusId, [own("At__c")]: at },
      ...{ [own("Kind__c")]: channel === undefined ? "decision" : "contact", ...how },
      [own("Sentence__c")]: shortened(text.split("\n")[0] ?? "", LONGEST_SENTENCE),
      [own("Text__c")]: shortened(text, LONGEST_TEXT),
    },
  };
}
