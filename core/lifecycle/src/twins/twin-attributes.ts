import type { Customer } from "@perennial/contract";

/** Attributes of every record that twins may be told by: what people are told apart by before they have bought anything. */
export const RECORD_ATTRIBUTES = ["kind", "country", "locale", "region"] as const;

/**
 * What a name of a CRM's own attribute has in it where the attribute is never used, in Swedish and English: identity
 * numbers and other names of persons, contact details, free text, birth and sex, and what the law calls special
 * categories (GDPR article 9): health, origin, belief, politics, unions and sexual life. Names are compared without
 * case and signs, so that `Person-nummer` is met too.
 */
const NEVER_BY_NAME = [
  ...[
    "personnummer",
    "personnr",
    "pnr",
    "samordning",
    "orgnr",
    "orgnummer",
    "ssn",
    "social",
    "identity",
  ],
  ...["identitet", "passport", "pass", "birth", "fodd", "fodelse", "gender", "sex", "kon"],
  ...[
    "health",
    "halsa",
    "sjuk",
    "diagnos",
    "medic",
    "medicin",
    "allerg",
    "disab",
    "handikapp",
    "vard",
  ],
  ...[
    "religi",
    "tro",
    "belief",
    "ethni",
    "etni",
    "race",
    "ras",
    "origin",
    "ursprung",
    "nationality",
  ],
  ...["politi", "parti", "party", "union", "fack", "orient", "laggning", "crime", "brott"],
  ...[
    "name",
    "namn",
    "mail",
    "epost",
    "phone",
    "mobil",
    "telefon",
    "address",
    "adress",
    "street",
    "gata",
  ],
  ...[
    "note",
    "anteckning",
    "kommentar",
    "comment",
    "text",
    "descri",
    "beskriv",
    "remark",
    "message",
  ],
  ...["account", "konto", "iban", "card", "kort"],
] as const;

/** Words of one part of a name that say the same and stand in too many others to be looked for inside them. */
const NEVER_BY_WORD = new Set<string>([
  ...[
    "pass",
    "kon",
    "sex",
    "tro",
    "ras",
    "race",
    "fack",
    "card",
    "kort",
    "vard",
    "party",
    "parti",
    "text",
  ],
  ...["union", "gata", "konto", "id", "nr", "number", "nummer", "age", "alder"],
]);

/** What a value looks like where an attribute is an identity number, an address of mail or free text after all. */
const NEVER_BY_VALUE = /\d{6}[-+ ]?\d{4}|@|\n/;
/** A longer value is a text that somebody wrote. */
export const LONGEST_VALUE = 40;
/** An attribute with more values than this tells single people apart, not groups. */
export const MOST_VALUES = 60;

/** Whether an attribute may be used by its name. */
export function isUsableName(name: string): boolean {
  const plain = name
    .normalize("NFD")
    .replace(/\p{Diacritic}/gu, "")
    .replace(/(?<=[a-z])(?=[A-Z])/g, " ")
    .toLowerCase();
  const words = plain.split(/[^a-z0-9]+/).filter((word) => word !== "");
  if (words.some((word) => NEVER_BY_WORD.has(word))) return false;
  const joined = words.join("");
  return !NEVER_BY_NAME.some((part) => !NEVER_BY_WORD.has(part) && joined.includes(part));
}

/** Whether a value belongs to an attribute that may be used: one that may not rules the whole attribute out. */
export function isUsableValue(value: string): boolean {
  return value.length <= LONGEST_VALUE && !NEVER_BY_VALUE.test(value);
}

/** The first two digits of a Swedish postal code in an address, which name a region; the store reads it alike. */
const POSTAL_CODE = /(?:^|[^0-9])([1-9][0-9])[0-9] ?[0-9]{2}(?:[^0-9]|$)/;

/** What is known of somebody that twins may be told by: texts by the attribute's name; numbers and dates are left out. */
export function twinAttributesOf(
  customer: Pick<Customer, "kind" | "country" | "locale" | "postalAddress" | "attributes">,
): ReadonlyMap<string, string> {
  const { kind, country, locale, postalAddress, attributes } = customer;
  const region = POSTAL_CODE.exec(postalAddress ?? "")?.[1];
  const known = new Map<string, string>([
    ["kind", kind],
    ["locale", locale],
  ]);
  if (country !== undefined) known.set("country", country);
  if (region !== undefined) known.set("region", region);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value !== "string" && typeof value !== "boolean") continue;
    const text = String(value);
    if (text !== "" && isUsableName(name)) known.set(`attributes.${name}`, text);
  }
  return known;
}
