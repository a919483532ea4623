import type { LocalizedText } from "@perennial/contract";

/**
 * What the app asks for, as `app-hsmeta.json` has it word for word: HubSpot refuses an install link that says
 * otherwise (crm/hubspot.md, 1.1).
 */

/** Without these nothing works; an administrator cannot leave them out. */
export const REQUIRED_SCOPES = [
  /** Whose portal it is, its time zone and its currency. */
  "oauth",
  /** Customers are contacts. */
  "crm.objects.contacts.read",
  /** What programs decide is written on the contact; notes and tasks belong to it. */
  "crm.objects.contacts.write",
  /** The settings page lists the contact's properties. */
  "crm.schemas.contacts.read",
  /** Installing makes the properties that we write. */
  "crm.schemas.contacts.write",
] as const;

/** Asked for only of accounts of which something more is wanted; nothing is so far. */
export const CONDITIONAL_SCOPES = [] as const;

/** What a portal's plan may not have, or its administrator not allow: each is a feature that is off without it. */
export const OPTIONAL_SCOPES = [
  /** Agreements and purchases kept as deals. */
  "crm.objects.deals.read",
  /** An agreement's fields are written to its deal. */
  "crm.objects.deals.write",
  /** The settings page lists pipelines, stages and the deal's properties. */
  "crm.schemas.deals.read",
  /** Purchases kept as orders. */
  "crm.objects.orders.read",
  /** Agreements and purchases kept as HubSpot's own subscriptions. */
  "crm.objects.subscriptions.read",
  /** The customer's owner is called by name, and tasks find their person. */
  "crm.objects.owners.read",
  /** Agreements kept as custom objects; of the Enterprise plan alone. */
  "crm.objects.custom.read",
  /** An agreement's fields are written to its custom object. */
  "crm.objects.custom.write",
  /** The settings page lists custom objects and their properties. */
  "crm.schemas.custom.read",
  /** Consent for e-mail is read and written. */
  "communication_preferences.read_write",
] as const;

/** What an administrator is told of a feature that is off. */
export interface FeatureScope {
  /** The feature works where one of these was granted. */
  readonly anyOf: readonly string[];
  /** What does not work without it. */
  readonly without: LocalizedText;
}

/** Features by the scopes they need. */
export const FEATURE_SCOPES: readonly FeatureScope[] = [
  {
    anyOf: ["crm.objects.deals.read"],
    without: {
      sv: "Affärer kan inte läsas, varken som avtal eller som köp",
      en: "Deals cannot be read, neither as agreements nor as purchases",
    },
  },
  {
    anyOf: ["crm.objects.deals.write"],
    without: { sv: "Inget kan skrivas till affärer", en: "Nothing can be written to deals" },
  },
  {
    anyOf: ["crm.schemas.deals.read"],
    without: {
      sv: "Affärers egenskaper kan inte listas",
      en: "The properties of deals cannot be listed",
    },
  },
  {
    anyOf: ["crm.objects.orders.read"],
    without: { sv: "Ordrar kan inte läsas som köp", en: "Orders cannot be read as purchases" },
  },
  {
    anyOf: ["crm.objects.subscriptions.read"],
    without: {
      sv: "Prenumerationer kan inte läsas, varken som avtal eller som köp",
      en: "Subscriptions cannot be read, neither as agreements nor as purchases",
    },
  },
  {
    anyOf: ["crm.objects.owners.read"],
    without: {
      sv: "Ägare visas med nummer, och uppgifter kan inte ges till en person",
      en: "Owners are shown by number, and tasks cannot be given to a person",
    },
  },
  {
    anyOf: ["crm.objects.custom.read"],
    without: {
      sv: "Anpassade objekt kan inte läsas som avtal",
      en: "Custom objects cannot be read as agreements",
    },
  },
  {
    anyOf: ["crm.objects.custom.write"],
    without: {
      sv: "Inget kan skrivas till anpassade objekt",
      en: "Nothing can be written to custom objects",
    },
  },
  {
    anyOf: ["crm.schemas.custom.read"],
    without: { sv: "Anpassade objekt kan inte listas", en: "Custom objects cannot be listed" },
  },
  {
    anyOf: ["communication_preferences.read_write", "communication_preferences.read"],
    without: {
      sv: "Samtycke till e-post läses bara ur kontaktens avregistreringar",
      en: "Consent for e-mail is read from the contact's opt-outs alone",
    },
  },
  {
    anyOf: ["communication_preferences.read_write", "communication_preferences.write"],
    without: {
      sv: "Samtycke till e-post kan inte skrivas till HubSpot",
      en: "Consent for e-mail cannot be written to HubSpot",
    },
  },
];

/** What is off for want of a scope, in words; an administrator who connects again can allow it. */
export function missingFeatures(granted: ReadonlySet<string>): readonly LocalizedText[] {
  return FEATURE_SCOPES.filter(({ anyOf }) => !anyOf.some((scope) => granted.has(scope))).map(
    ({ anyOf, without }) => ({
      sv: `${without.sv}: anslut igen och tillåt ${anyOf[0]}.`,
      en: `${without.en}: connect again and allow ${anyOf[0]}.`,
    }),
  );
}

/** The scope that records of a type are read by; of the portal's own types there is one for all. Calls are a contact's. */
export function readingScope(type: string): string {
  if (type === "calls") return "crm.objects.contacts.read";
  return `crm.objects.${type.startsWith("2-") ? "custom" : type}.read`;
}
