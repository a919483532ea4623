import type { AttributeValue, Currency, Locale } from "@perennial/contract";

/** What a field holds, which decides the operators and values that fit it. Money is in minor units. */
export type FieldType =
  | "text"
  | "number"
  | "money"
  | "boolean"
  | "date"
  | "instant"
  | "choice"
  | "set";

/** How sentences speak of a field in one language. */
export interface FieldWords {
  /** In the definite form: "avtalets slutdag". */
  readonly noun: string;
  /** What comes before its value: "avtalet slutar". @default the noun and "är" or "is" */
  readonly is?: string;
  /** The same denied: "avtalet slutar inte". @default the noun and "är inte" or "is not" */
  readonly isNot?: string;
  /** That there is a value: "avtalet har en slutdag". @default the noun and "finns" or "is known" */
  readonly has?: string;
  /** That there is none: "avtalet saknar slutdag". @default the noun and "saknas" or "is missing" */
  readonly lacks?: string;
  /** What each value of a choice is called; of a yes-or-no field, whole clauses for `true` and `false`. */
  readonly values?: Readonly<Record<string, string>>;
  /** What a number counts, one and several: "dag", "dagar". */
  readonly unit?: readonly [one: string, several: string];
}

/** A field that conditions may ask about, and where to read it. */
export interface Field<Source> {
  /** `agreement.end` for a field of the facts, `purchases.amount` for one of a record that is counted. */
  readonly path: string;
  readonly type: FieldType;
  /** The values of a choice. */
  readonly values?: readonly string[];
  readonly words: Readonly<Record<Locale, FieldWords>>;
  /** Its value, of the field's type or missing. */
  read(source: Source): AttributeValue | undefined;
  /** The members of a set, whose value is their names in one text. */
  members?(source: Source): readonly string[];
  /** The currency of a sum of money, where the record says it. */
  currency?(source: Source): Currency | undefined;
}

/** A field without its path: how the tables of fields are written. */
export type FieldDefinition<Source> = Omit<Field<Source>, "path">;

/** Whether a value counts as missing: none, or an empty text, which is what a CRM's cleared field looks like. */
export function isMissing(value: AttributeValue | undefined): value is null | undefined | "" {
  return value === undefined || value === null || value === "";
}
