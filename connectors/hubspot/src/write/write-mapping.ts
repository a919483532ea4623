import type { AttributeValue } from "@perennial/contract";
import type { AgreementSource, HubspotSettings } from "../hubspot-settings.ts";
import type { RecordTarget } from "./record-target.ts";

/** What of the settings says where values are written. */
export type WriteSettings = Pick<HubspotSettings, "customers" | "agreements" | "writeBack">;

/** Where a field of ours is written, and how its value differs there. */
export interface FieldTarget {
  readonly property: string;
  /** Our values and the property's, where they are called otherwise. */
  readonly values?: Readonly<Record<string, string>>;
  /** Whether ours is money in minor units, where HubSpot has major ones. */
  readonly isMoney?: boolean;
}

/** What a mapping says of a field: where it goes, why that cannot be said, or nothing for a field it has not. */
export type MappedField = FieldTarget | { readonly problem: string } | undefined;

/** The customer's fields that `customers` has a property for, and their names there. */
const CUSTOMER_FIELDS = [
  ...(["firstName", "lastName", "email", "mobile", "phone", "timeZone", "country"] as const),
  ...(["segment", "tier", "doNotCall", "pausedUntil", "customerSince", "owner"] as const),
  "language",
] as const;
/** Ours are in minor units. */
const MONEY_FIELDS: ReadonlySet<string> = new Set(["value", "renewalValue"]);
const TRANSLATED_FIELDS = ["phase", "valueClass"] as const;
const AGREEMENT_FIELDS = [
  ...(["start", "end", "noticeDays", "orderedAt", "orderChannel", "acceptedAt"] as const),
  ...(["signedAt", "cancelledAt", "renewalOf", "yearlyValue", "currency"] as const),
] as const;

/** Where HubSpot keeps a record's state, by the source's type. */
const STATUS_PROPERTIES: Readonly<Record<string, string>> = {
  deals: "dealstage",
  subscriptions: "hs_status",
};
const CUSTOM_STATUS = "hs_pipeline_stage";

/** Says where a field of a record is written. Only what the settings name is ever written. */
export function mappedField(
  settings: WriteSettings,
  target: RecordTarget,
  field: string,
): MappedField {
  return target.object === "customer"
    ? customerField(settings, field)
    : agreementField(settings.agreements, target, field);
}

function customerField({ customers, writeBack }: WriteSettings, field: string): MappedField {
  const translated = TRANSLATED_FIELDS.find((one) => one === field);
  const translation = translated && customers[translated];
  const written = Object.hasOwn(writeBack, field) ? writeBack[field] : undefined;
  if (written !== undefined && written !== translation?.property) {
    return { property: written, ...(MONEY_FIELDS.has(field) ? { isMoney: true } : {}) };
  }
  if (translation) {
    return { property: translation.property, values: inverted(translation.values) };
  }
  const name = field === "locale" ? "language" : field;
  const plain = CUSTOMER_FIELDS.find((one) => one === name);
  const property = plain && customers[plain];
  const attribute = customers.attributes.find(({ name }) => name === field);
  const found = property ?? attribute?.property;
  return found === undefined || found === null ? undefined : { property: found };
}

function agreementField(
  agreements: readonly AgreementSource[],
  { path, source }: RecordTarget,
  field: string,
): MappedField {
  const from = path === "contacts" ? "contact-dates" : path;
  const sources = agreements.filter(
    (one) => one.from === from && (source === undefined || one.name === source),
  );
  const found = sources.map((one) => sourceField(one, field)).filter((one) => one !== undefined);
  const [first, ...others] = found;
  if (others.some((other) => JSON.stringify(other) !== JSON.stringify(first))) {
    const message = `several kinds of agreement come from ${from} and keep ${field} in different places`;
    return { problem: `${message}; let them keep it in the same property` };
  }
  return first;
}

function sourceField(source: AgreementSource, field: string): MappedField {
  if (field === "status") return { ...statusField(source) };
  if (field === "product" || field === "kind") {
    const told = source[field];
    return told !== undefined && "property" in told ? { property: told.property } : undefined;
  }
  const plain = AGREEMENT_FIELDS.find((one) => one === field);
  const property = plain && source[plain];
  if (property) return { property, ...(plain === "yearlyValue" ? { isMoney: true } : {}) };
  const attribute = source.attributes.find(({ name }) => name === field);
  return attribute === undefined ? undefined : { property: attribute.property };
}

function statusField({ from, statusProperty, statuses }: AgreementSource): FieldTarget {
  const property = statusProperty ?? STATUS_PROPERTIES[from] ?? CUSTOM_STATUS;
  return { property, values: inverted(statuses) };
}

/** Their values by ours. Where several of theirs are one of ours nobody can say which to write, and none is. */
function inverted(values: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const ours = Object.values(values);
  const single = Object.entries(values).filter(
    ([, value]) => ours.indexOf(value) === ours.lastIndexOf(value),
  );
  return Object.fromEntries(single.map(([theirs, value]) => [value, theirs]));
}

/** A value in the words of the property it goes to, or why it has none. */
export function translatedValue(
  value: AttributeValue,
  { property, values, isMoney }: FieldTarget,
  currency: string,
): { readonly value: AttributeValue } | { readonly problem: string } {
  if (value === null) return { value };
  if (isMoney) return money(value, property, currency);
  if (values === undefined || Object.keys(values).length === 0) return { value };
  const text = String(value);
  const theirs = Object.hasOwn(values, text) ? values[text] : undefined;
  return theirs === undefined
    ? {
        problem: `the settings name no value, or more than one, of the property ${property} for "${text}"`,
      }
    : { value: theirs };
}

function money(value: AttributeValue, property: string, currency: string) {
  if (typeof value !== "number" || !Number.isSafeInteger(value)) {
    return { problem: `the property ${property} takes an amount in whole minor units` };
  }
  const { maximumFractionDigits: digits = 2 } = new Intl.NumberFormat("en", {
    style: "currency",
    currency,
  }).resolvedOptions();
  return { value: (value / 10 ** digits).toFixed(digits) };
}
