import { translatedValue } from "@perennial/connector-kit";
import { type Command, ConnectorError, type UpdateRecord } from "@perennial/contract";
import { CONTACT } from "../mapping/map-record.ts";
import type { OrgTools } from "../org-tools.ts";
import type { DescribedField } from "../salesforce-client.ts";
import type { ContactTarget } from "./contact-targets.ts";
import { fieldOf, writtenContact } from "./person-account.ts";
import { recordTarget } from "./record-target.ts";
import { type FieldValue, toSalesforceValue } from "./salesforce-value.ts";
import { mappedField } from "./write-mapping.ts";

/** What one command writes, by Salesforce's names and in Salesforce's words. */
export interface RecordWrite {
  readonly command: Pick<Command, "id">;
  readonly object: string;
  readonly id: string;
  /** The record whose rows are locked with it. */
  readonly parent: string | undefined;
  readonly values: Readonly<Record<string, FieldValue>>;
}

/** Contacts by the ids that commands know them under. */
export type Contacts = ReadonlyMap<string, ContactTarget>;

/** Works out what a command writes. Throws a `ConnectorError` of kind `invalid` or `not-found` where it can write nothing. */
export async function recordWrite(
  tools: OrgTools,
  command: UpdateRecord,
  contacts: Contacts,
): Promise<RecordWrite> {
  const target = await recordTarget(tools, command);
  if (target === undefined) throw notThere(command);
  if (target.object !== CONTACT) {
    const described = await tools.client.describe(target.object);
    const values = await valuesOf(tools, command, {
      ...{ object: target.object, field: (name) => fieldOf(described, [name]) },
    });
    return { command, ...target, parent: undefined, values };
  }
  const contact = contacts.get(target.id);
  if (contact === undefined) throw notThere(command);
  const { field, ...written } = await writtenContact(tools, contact);
  return {
    command,
    ...written,
    values: await valuesOf(tools, command, { object: CONTACT, field }),
  };
}

interface Fields {
  readonly object: string;
  field(name: string): DescribedField;
}

async function valuesOf(
  { settings, org, context }: OrgTools,
  { values }: UpdateRecord,
  { object, field: fieldNamed }: Fields,
): Promise<Readonly<Record<string, FieldValue>>> {
  const { timeZone, currency = settings.currency } = await org();
  const written: Record<string, FieldValue> = {};
  const unmapped: string[] = [];
  for (const [name, value] of Object.entries(values)) {
    const mapped = mappedField(settings, object, name);
    if (mapped === undefined) {
      unmapped.push(name);
      continue;
    }
    if ("problem" in mapped) throw invalid(mapped.problem);
    const theirs = translatedValue(value, mapped, currency);
    if ("problem" in theirs) throw invalid(theirs.problem);
    const field = fieldNamed(mapped.field);
    const converted = toSalesforceValue(theirs.value, field, timeZone);
    if ("problem" in converted) throw invalid(converted.problem);
    written[field.name] = converted.value;
  }
  if (Object.keys(written).length === 0) throw nothingMapped(unmapped);
  if (unmapped.length > 0) {
    const fields = unmapped.join(", ");
    context.log.info("fields without a Salesforce field are not written", { fields });
  }
  return written;
}

function nothingMapped(fields: readonly string[]): ConnectorError {
  const named =
    fields.length === 0 ? "the command has no fields" : `no field for ${fields.join(", ")}`;
  return invalid(`nothing to write: ${named}; name one in the Salesforce settings`);
}

function notThere({ object, recordId }: UpdateRecord): ConnectorError {
  const message = `the ${object} ${recordId} is not a record of this org's`;
  return new ConnectorError({ connector: "salesforce", kind: "not-found", message });
}

function invalid(message: string): ConnectorError {
  return new ConnectorError({ connector: "salesforce", kind: "invalid", message });
}
