import type { AttributeValue, Locale, LocalizedText } from "@perennial/contract";
import type { Facts } from "../facts/facts.ts";
import type { Field, FieldWords } from "./field.ts";

/** The types a tenant's own field, a noted value or a signal's field may be declared with. */
export const DECLARED_TYPES = ["text", "number", "boolean", "date"] as const;
export type DeclaredType = (typeof DECLARED_TYPES)[number];

/** What a caller says of a field that the contract does not know. */
export type Declaration =
  | DeclaredType
  | {
      readonly type: DeclaredType;
      /** What sentences call it, in the definite form: "kundens elområde". @default its name in quotes */
      readonly label?: LocalizedText;
      /** What sentences call its values; of a yes or no, whole clauses for `true` and `false`. @default themselves */
      readonly values?: Readonly<Record<string, LocalizedText>>;
    };

/** Fields that the contract does not know, by path: `customer.attributes.area`, `enrolment.offer`, `signal.outcome`. */
export type Declared = Readonly<Record<string, Declaration>>;

const DATE = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;

/**
 * A value that came in as any kind of thing, as the declared type, or missing if it is not of it. The SQL
 * compiler keeps to the same rule, down to what looks like a date.
 */
export function asDeclared(
  value: AttributeValue | undefined,
  type: DeclaredType,
): AttributeValue | undefined {
  if (type === "date") return typeof value === "string" && DATE.test(value) ? value : undefined;
  const wanted: string = type === "text" ? "string" : type;
  const kind: string = typeof value;
  return kind === wanted ? value : undefined;
}

/** Makes a field of a declaration. */
export function declaredField(
  path: string,
  declaration: Declaration,
  read: (facts: Facts) => AttributeValue | undefined,
): Field<Facts> {
  const type = typeof declaration === "string" ? declaration : declaration.type;
  const { label, values } = typeof declaration === "string" ? NO_WORDS : declaration;
  const words = (locale: Locale): FieldWords => ({
    noun: label?.[locale] ?? defaultLabel(path, locale),
    ...(values && { values: inLocale(values, locale) }),
  });
  return {
    path,
    type,
    words: { sv: words("sv"), en: words("en") },
    read: (facts) => asDeclared(read(facts), type),
  };
}

const NO_WORDS: { readonly label?: undefined; readonly values?: undefined } = {};

function inLocale(
  values: Readonly<Record<string, LocalizedText>>,
  locale: Locale,
): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(values).map(([value, words]) => [value, words[locale]]));
}

const OWNERS: Readonly<Record<string, LocalizedText>> = {
  customer: { sv: "kundens uppgift", en: "the customer's" },
  agreement: { sv: "avtalets uppgift", en: "the agreement's" },
  renewal: { sv: "förnyelseavtalets uppgift", en: "the renewal agreement's" },
  enrolment: { sv: "den noterade uppgiften", en: "the noted" },
  signal: { sv: "händelsens uppgift", en: "the event's" },
};

function defaultLabel(path: string, locale: Locale): string {
  const parts = path.split(".");
  const owner = OWNERS[parts[0] ?? ""]?.[locale] ?? "";
  const name = parts.at(-1) ?? "";
  return locale === "sv" ? `${owner} ”${name}”` : `${owner} “${name}”`;
}
