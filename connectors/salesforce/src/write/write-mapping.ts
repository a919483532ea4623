import { type FieldTarget, invertedValues } from "@perennial/connector-kit";
import { agreementFields } from "../mapping/agreement-mapping.ts";
import { CONTACT } from "../mapping/map-record.ts";
import type { SalesforceSettings } from "../salesforce-settings.ts";
import type { AgreementSource } from "../settings/source-settings.ts";

/** What of the settings says where values are written. */
export type WriteSettings = Pick<SalesforceSettings, "customers" | "agreements" | "writeBack">;

/** What a mapping says of a field: where it goes, why that cannot be said, or nothing for a field it has not. */
export type MappedField = FieldTarget | { readonly problem: string } | undefined;

/** The customer's fields that `customers` has a field for. */
const CUSTOMER_FIELDS = [
  ...(["firstName", "lastName", "email", "mobile", "phone", "language", "segment"] as const),
  ...(["tier", "doNotCall", "pausedUntil", "customerSince"] as const),
] as const;
const TRANSLATED_FIELDS = ["phase", "valueClass"] as const;
/** Ours are in minor units. */
const MONEY_FIELDS: ReadonlySet<string> = new Set(["value", "renewalValue"]);
const AGREEMENT_FIELDS = [
  ...(["start", "end", "noticeDays", "orderedAt", "orderChannel", "acceptedAt"] as const),
  ...(["signedAt", "cancelledAt", "renewalOf", "yearlyValue"] as const),
] as const;

/** Says where a field of a record is written. Only what the settings name is ever written. */
export function mappedField(settings: WriteSettings, object: string, field: string): MappedField {
  return object === CONTACT
    ? customerField(settings, field)
    : agreementField(settings.agreements, object, field);
}

function customerField({ customers, writeBack }: WriteSettings, field: string): MappedField {
  const translated = TRANSLATED_FIELDS.find((one) => one === field);
  const translation = translated && customers[translated];
  const written = Object.hasOwn(writeBack, field) ? writeBack[field] : undefined;
  if (written !== undefined && written !== translation?.field) {
    return { field: written, ...(MONEY_FIELDS.has(field) && { isMoney: true }) };
  }
  if (translation) return { field: translation.field, values: invertedValues(translation.values) };
  const name = field === "locale" ? "language" : field;
  const plain = CUSTOMER_FIELDS.find((one) => one === name);
  const attribute = customers.attributes.find((one) => one.name === field);
  const found = (plain && customers[plain]) ?? attribute?.field;
  return found === undefined ? undefined : { field: found };
}

function agreementField(
  agreements: readonly AgreementSource[],
  object: string,
  field: string,
): MappedField {
  const sources = agreements.filter(({ from }) => from === object);
  const found = sources.map((one) => sourceField(one, field)).filter((one) => one !== undefined);
  const [first, ...others] = found;
  if (others.every((other) => JSON.stringify(other) === JSON.stringify(first))) return first;
  const message = `several kinds of agreement come from ${object} and keep ${field} in different places`;
  return { problem: `${message}; let them keep it in the same field` };
}

function sourceField(source: AgreementSource, field: string): FieldTarget | undefined {
  const own = agreementFields(source);
  if (field === "status") {
    const name = source.statusField ?? own.status;
    return name === undefined
      ? undefined
      : { field: name, values: invertedValues(source.statuses) };
  }
  if (field === "product" || field === "kind") {
    const told = source[field];
    return told !== undefined && "field" in told ? { field: told.field } : undefined;
  }
  const plain = AGREEMENT_FIELDS.find((one) => one === field);
  const name = plain && source[plain];
  if (name) return { field: name, ...(plain === "yearlyValue" && { isMoney: true }) };
  const attribute = source.attributes.find((one) => one.name === field);
  return attribute && { field: attribute.field };
}
