import { type Candidate, understand } from "@perennial/connector-kit";
import type { Misunderstanding, Understanding } from "@perennial/contract";
import type { HubspotSettings } from "../hubspot-settings.ts";
import type { OwnedRecord } from "../read/hubspot-record.ts";
import { mapAgreement } from "./agreement-mapping.ts";
import { CALL_PROPERTIES, CALLS, mapCall } from "./call-mapping.ts";
import { mapOwnConsents, OPTED_OUT, optedOutOf } from "./consent-mapping.ts";
import { MERGED_IDS, mapCustomer } from "./customer-mapping.ts";
import type { MappingContext } from "./mapping-context.ts";
import { mapPurchase } from "./purchase-mapping.ts";
import {
  agreementFields,
  PAYMENTS,
  PURCHASE_FIELDS,
  type TypePath,
  typeOf,
  WON,
} from "./source-fields.ts";

/** What one record means by the settings. Pure: the same record gives the same signals under the same ids. */
export function mapRecord(
  type: TypePath,
  owned: OwnedRecord,
  context: MappingContext,
): Understanding {
  return understand(partsOf(type, owned, context));
}

/** The types of record that the settings use, contacts first. */
export function typesOf({ agreements, purchases, calls }: HubspotSettings): readonly TypePath[] {
  const sources = [...agreements.map(typeOf), ...purchases.map(typeOf)];
  return [...new Set(["contacts", ...sources, ...(calls.read ? [CALLS] : [])])];
}

/** The properties that records of a type are read with. */
export function propertiesOf(type: TypePath, settings: HubspotSettings): readonly string[] {
  const agreements = settings.agreements.filter((source) => typeOf(source) === type);
  const purchases = settings.purchases.filter((source) => typeOf(source) === type);
  const names = [
    ...(type === "contacts" ? contactProperties(settings) : []),
    ...agreements.flatMap((source) => [
      ...Object.values(agreementFields(source)),
      ...named(source),
    ]),
    ...purchases.flatMap((source) => [
      ...Object.values(PURCHASE_FIELDS[source.from]),
      ...named(source),
    ]),
    ...(type === "deals" ? [WON] : []),
    ...(type === "subscriptions" ? [PAYMENTS] : []),
    ...(type === CALLS ? CALL_PROPERTIES : []),
    type === "contacts" || type === "deals" ? "createdate" : "hs_createdate",
  ];
  return [...new Set(names.filter((name) => name !== null))];
}

function partsOf(
  type: TypePath,
  owned: OwnedRecord,
  context: MappingContext,
): (Candidate | Misunderstanding)[] {
  const { agreements, purchases } = context.settings;
  const { record } = owned;
  const own =
    type === "contacts"
      ? [...mapCustomer(record, context), ...mapOwnConsents(record, context)]
      : [];
  return [
    ...own,
    ...(type === CALLS ? mapCall(owned, context) : []),
    ...agreements
      .filter((source) => typeOf(source) === type)
      .flatMap((source) => mapAgreement(owned, source, context)),
    ...purchases
      .filter((source) => typeOf(source) === type)
      .flatMap((source) => mapPurchase(owned, source, context)),
  ];
}

function contactProperties({
  customers,
  consents,
  smsConsent,
}: HubspotSettings): (string | null)[] {
  const { postalAddress, attributes, phase, valueClass, ...single } = customers;
  return [
    ...Object.values(single),
    ...postalAddress,
    ...attributes.map(({ property }) => property),
    ...[phase?.property ?? null, valueClass?.property ?? null, smsConsent?.property ?? null],
    ...[MERGED_IDS, OPTED_OUT],
    ...consents.map(({ subscriptionId }) => optedOutOf(subscriptionId)),
  ];
}

/** Fields of a source that hold no property. */
const NO_PROPERTIES = new Set(["name", "from", "contactLabel", "party"]);

function named(source: object): string[] {
  return Object.entries(source).flatMap(([field, value]) => {
    if (NO_PROPERTIES.has(field)) return [];
    if (field === "attributes") return attributeProperties(value);
    if (typeof value === "string") return [value];
    const isRead = typeof value === "object" && value !== null && "property" in value;
    return isRead && typeof value.property === "string" ? [value.property] : [];
  });
}

function attributeProperties(value: unknown): string[] {
  return Array.isArray(value) ? value.flatMap((one: unknown) => named({ one })) : [];
}
