import type { Understanding } from "@perennial/contract";
import type { OwnerFields } from "../read/record-owners.ts";
import type { AgreementSource, PurchaseSource } from "../settings/source-settings.ts";
import {
  agreementFields,
  CREATED,
  mapAgreement,
  type OwnedRecord,
  WON,
} from "./agreement-mapping.ts";
import { CALL_FIELDS, TASK } from "./call-mapping.ts";
import { CAMPAIGN, CAMPAIGN_FIELDS, CAMPAIGN_MEMBER, MEMBER_FIELDS } from "./campaign-mapping.ts";
import { BOUNCED } from "./customer-mapping.ts";
import { INDIVIDUAL, INDIVIDUAL_FIELDS } from "./individual-mapping.ts";
import type { MappingContext, ReadSettings } from "./mapping-context.ts";
import { mapPurchase, PURCHASE_FIELDS } from "./purchase-mapping.ts";

/** The object whose records are customers. */
export const CONTACT = "Contact";
const ACCOUNT = "AccountId";

/** The objects that are read, contacts first: the rest belongs to them. Campaigns come before who is in them. */
export function objectsOf({
  agreements,
  purchases,
  campaigns,
  calls,
}: Pick<ReadSettings, "agreements" | "purchases" | "campaigns" | "calls">): readonly string[] {
  const sources = [...agreements, ...purchases].map(({ from }) => from);
  const own = campaigns.shown ? [CAMPAIGN, CAMPAIGN_MEMBER] : [];
  return [...new Set([CONTACT, INDIVIDUAL, ...sources, ...own, ...(calls.read ? [TASK] : [])])];
}

/** The fields that an object's records are read with; those that an org has not are left out by whoever reads. */
export function fieldsOf(object: string, settings: ReadSettings): readonly string[] {
  const own = OWN_FIELDS[object];
  if (own) return own;
  const agreements = settings.agreements.filter(({ from }) => from === object);
  const purchases = settings.purchases.filter(({ from }) => from === object);
  const names = [
    ...(object === CONTACT ? contactFields(settings) : []),
    ...agreements.flatMap((source) => [
      ...Object.values(agreementFields(source)),
      ...named(source),
    ]),
    ...purchases.flatMap((source) => [
      ...Object.values(PURCHASE_FIELDS[source.from]),
      ...named(source),
    ]),
    ...sourcesOf(object, settings).flatMap(({ owner }) => [owner.contact, owner.account]),
    ...(object === "Opportunity" ? [WON] : []),
    CREATED,
  ];
  return [...new Set(names.filter((name) => name !== null))];
}

const OWN_FIELDS: Readonly<Record<string, readonly string[]>> = {
  [INDIVIDUAL]: INDIVIDUAL_FIELDS,
  [CAMPAIGN]: CAMPAIGN_FIELDS,
  [CAMPAIGN_MEMBER]: MEMBER_FIELDS,
  [TASK]: CALL_FIELDS,
};

/** The fields that say no, by which nobody may be read where they are hidden (crm/salesforce.md, 5). */
export function refusalFields({ customers, consents }: ReadSettings): readonly string[] {
  const { doNotCall } = customers;
  return [...consents.map(({ field }) => field), ...(doNotCall === null ? [] : [doNotCall])];
}

/** Something that the settings make of an object's records. */
export interface RecordSource {
  /** Where its records say whose they are. */
  readonly owner: OwnerFields;
  /** Pure: the same record gives the same signals under the same ids. */
  map(owned: OwnedRecord, context: MappingContext): Understanding;
}

/** What the settings make of an object's records beside customers. */
export function sourcesOf(
  object: string,
  { agreements, purchases }: ReadSettings,
): readonly RecordSource[] {
  return [
    ...agreements
      .filter(({ from }) => from === object)
      .map(
        (source): RecordSource => ({
          owner: ownerFields(source, source.account),
          map: (owned, context) => mapAgreement(owned, source, context),
        }),
      ),
    ...purchases
      .filter(({ from }) => from === object)
      .map(
        (source): RecordSource => ({
          owner: ownerFields(source, ACCOUNT),
          map: (owned, context) => mapPurchase(owned, source, context),
        }),
      ),
  ];
}

/** Salesforce's own fields with the contact; an object that is not here has none. */
const OWN_CONTACT: Readonly<Record<string, string>> = {
  ...{ Contract: "CustomerSignedId", Asset: "ContactId" },
  ...{ Order: "BillToContactId", Opportunity: "ContactId" },
};

function ownerFields(
  { from, contact }: Pick<AgreementSource, "from" | "contact">,
  account: string | null,
): OwnerFields {
  return { contact: contact ?? OWN_CONTACT[from] ?? null, account };
}

/** Several as one. */
export function joined(parts: readonly Understanding[]): Understanding {
  return {
    signals: parts.flatMap(({ signals }) => signals),
    problems: parts.flatMap(({ problems }) => problems),
  };
}

function contactFields({ customers, consents }: ReadSettings): (string | null)[] {
  const { postalAddress, attributes, phase, valueClass, ...single } = customers;
  return [
    ...Object.values(single),
    ...postalAddress,
    ...attributes.map(({ field }) => field),
    ...[phase?.field ?? null, valueClass?.field ?? null, BOUNCED],
    ...consents.map(({ field }) => field),
  ];
}

/** Parts of a source that name no field. */
const NO_FIELDS: ReadonlySet<string> = new Set(["name", "from", "party", "statuses"]);

function named(source: AgreementSource | PurchaseSource): string[] {
  return Object.entries(source).flatMap(([part, value]) => {
    if (NO_FIELDS.has(part)) return [];
    if (typeof value === "string") return [value];
    const settings: readonly unknown[] = Array.isArray(value) ? value : [value];
    return settings.flatMap((one) =>
      typeof one === "object" && one !== null && "field" in one && typeof one.field === "string"
        ? [one.field]
        : [],
    );
  });
}
