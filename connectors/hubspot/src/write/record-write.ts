import { ConnectorError, type UpdateRecord } from "@perennial/contract";
import { toHubspotValue } from "./hubspot-value.ts";
import type { HubspotWriting } from "./hubspot-writing.ts";
import type { PropertiesByName } from "./property-catalog.ts";
import { type RecordTarget, recordTarget } from "./record-target.ts";
import { mappedField, translatedValue } from "./write-mapping.ts";
import { hubspotError } from "./write-outcome.ts";

/** What one command writes, by HubSpot's names and in HubSpot's words. */
export interface RecordWrite {
  readonly command: UpdateRecord;
  readonly target: RecordTarget;
  readonly properties: Readonly<Record<string, string>>;
}

/** Works out what a command writes. Throws a `ConnectorError` of kind `invalid` or `not-found` where it can write nothing. */
export async function recordWrite(
  writing: HubspotWriting,
  command: UpdateRecord,
): Promise<RecordWrite> {
  const target = recordTarget(command.object, command.recordId);
  if (target === undefined) throw notInHubspot(command);
  return { command, target, properties: await propertiesOf(writing, command, target) };
}

async function propertiesOf(
  writing: HubspotWriting,
  command: UpdateRecord,
  target: RecordTarget,
): Promise<Readonly<Record<string, string>>> {
  const { settings, client, catalog, context } = writing;
  const { timeZone, currency = "SEK" } = await client.account();
  let known = await catalog.of(target.path);
  const properties: Record<string, string> = {};
  const unmapped: string[] = [];
  for (const [field, value] of Object.entries(command.values)) {
    const mapped = mappedField(settings, target, field);
    if (mapped === undefined) {
      unmapped.push(field);
      continue;
    }
    if ("problem" in mapped) throw hubspotError("invalid", mapped.problem);
    const theirs = translatedValue(value, mapped, currency);
    if ("problem" in theirs) throw hubspotError("invalid", theirs.problem);
    const convert = (all: PropertiesByName) => {
      const property = all.get(mapped.property);
      if (property === undefined) return { problem: missing(mapped.property, target) };
      return toHubspotValue(theirs.value, property, { timeZone });
    };
    let converted = convert(known);
    if ("problem" in converted) {
      // The property or its option may have been added since the list was read.
      known = await catalog.renewed(target.path);
      converted = convert(known);
    }
    if ("problem" in converted) throw hubspotError("invalid", converted.problem);
    properties[mapped.property] = converted.text;
  }
  if (Object.keys(properties).length === 0) throw nothingMapped(unmapped);
  if (unmapped.length > 0) {
    const fields = unmapped.join(", ");
    context.log.info("fields without a HubSpot property are not written", { fields });
  }
  return properties;
}

function missing(property: string, { path }: RecordTarget): string {
  return `the property ${property} of ${path} is not in HubSpot; make it there, or choose another in the settings`;
}

function nothingMapped(fields: readonly string[]): ConnectorError {
  const named =
    fields.length === 0 ? "the command has no fields" : `no property for ${fields.join(", ")}`;
  const message = `nothing to write: ${named}; name one in the HubSpot settings`;
  return hubspotError("invalid", message);
}

function notInHubspot({ object, recordId }: UpdateRecord): ConnectorError {
  const message = `the ${object} ${recordId} is not a record of HubSpot's`;
  return new ConnectorError({ connector: "hubspot", kind: "not-found", message });
}
