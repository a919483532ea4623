import { mapWithLimit } from "@perennial/connector-kit";
import type { LocalizedText, VendorField, VendorObject, VendorSchema } from "@perennial/contract";
import { CAMPAIGN, CAMPAIGN_MEMBER } from "../mapping/campaign-mapping.ts";
import { CONTACT, refusalFields } from "../mapping/map-record.ts";
import type { OrgTools } from "../org-tools.ts";
import { PREFIX } from "../own-name.ts";
import type { DescribedField, DescribedObject } from "../salesforce-client.ts";

/** Requests under way at once. */
const TOGETHER = 4;
/** The most objects of the org's own that are listed: an org may have thousands. */
const MOST_OWN = 100;
/** The objects of Salesforce's that customers, agreements and purchases are read from. */
const STANDARD = [CONTACT, "Contract", "Asset", "Opportunity", "Order"] as const;

/** What is not there, where an org has no such object (crm/salesforce.md, 10.15). */
const MISSING: Readonly<Record<string, LocalizedText>> = {
  Contract: { sv: "Organisationen har inga kontrakt.", en: "The org has no contracts." },
  Asset: { sv: "Organisationen har inga tillgångar.", en: "The org has no assets." },
  Order: { sv: "Organisationen har inga order.", en: "The org has no orders." },
  [CAMPAIGN]: {
    sv: "Perennials användare ser inte organisationens kampanjer. Därför visas inga.",
    en: "Perennial's user does not see the org's campaigns. None are shown for that reason.",
  },
  [CAMPAIGN_MEMBER]: {
    sv: "Perennials användare ser inte vilka som är med i organisationens kampanjer. Därför visas inga.",
    en: "Perennial's user does not see who is in the org's campaigns. None are shown for that reason.",
  },
};

/**
 * The org's objects with their fields as our user sees them, and what it does not let us use. Objects of packages and settings
 * are left out.
 */
export async function describeOrg({ client, settings }: OrgTools): Promise<VendorSchema> {
  const listed = await client.objects();
  const own = listed.filter(
    ({ name, custom, queryable, customSetting }) =>
      custom && queryable && !customSetting && /__c$/.test(name) && !name.startsWith(PREFIX),
  );
  const campaigns = settings.campaigns.shown ? [CAMPAIGN, CAMPAIGN_MEMBER] : [];
  const names = [...STANDARD, ...campaigns, ...own.map(({ name }) => name).slice(0, MOST_OWN)];
  const described = await mapWithLimit(names, TOGETHER, (name) => client.describe(name));
  const contact = described[0];
  const hidden = refusalFields(settings).filter(
    (name) => !contact?.fields.some((field) => field.name === name),
  );
  return {
    objects: described.filter((one) => one !== undefined).map(objectOf),
    missing: [
      ...names.flatMap((name, at) => (described[at] === undefined ? (MISSING[name] ?? []) : [])),
      ...hidden.map((name) => ({
        sv: `Perennials användare ser inte ${name}. Därför läses inget.`,
        en: `Perennial's user does not see ${name}. Nothing is read for that reason.`,
      })),
    ],
  };
}

function objectOf({ name, label, fields }: DescribedObject): VendorObject {
  return { object: name, label: label || name, fields: fields.map(fieldOf) };
}

function fieldOf({ name, label, type, picklistValues, updateable }: DescribedField): VendorField {
  const options = picklistValues
    .filter(({ active }) => active)
    .map(({ value, label: words }) => ({ value, label: words || value }));
  return {
    ...{ name, label: label || name, type },
    ...(options.length > 0 && { options }),
    ...(!updateable && { readOnly: true }),
  };
}
