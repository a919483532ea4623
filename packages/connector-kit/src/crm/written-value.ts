import type { AttributeValue } from "@perennial/contract";

/** Where a field of ours is written, and how its value differs there. */
export interface FieldTarget {
  readonly field: string;
  /** Our values and the field's, where they are called otherwise. */
  readonly values?: Readonly<Record<string, string>>;
  /** Whether ours is money in minor units, where the CRM has major ones. */
  readonly isMoney?: boolean;
}

/** A value in the words of where it goes, or why it has none. */
export type TranslatedValue = { readonly value: AttributeValue } | { readonly problem: string };

/** Their values by ours. Where several of theirs are one of ours nobody can say which to write, and none is. */
export function invertedValues(
  values: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const ours = Object.values(values);
  const single = Object.entries(values).filter(
    ([, value]) => ours.indexOf(value) === ours.lastIndexOf(value),
  );
  return Object.fromEntries(single.map(([theirs, value]) => [value, theirs]));
}

/** A value in the words of the field it goes to, money in whole units of a currency (ISO 4217). */
export function translatedValue(
  value: AttributeValue,
  { field, values, isMoney }: FieldTarget,
  currency: string,
): TranslatedValue {
  if (value === null) return { value };
  if (isMoney) return major(value, field, currency);
  if (values === undefined || Object.keys(values).length === 0) return { value };
  const text = String(value);
  const theirs = Object.hasOwn(values, text) ? values[text] : undefined;
  if (theirs !== undefined) return { value: theirs };
  const none = `the settings name no value, or more than one, of the field ${field} for "${text}"`;
  return { problem: none };
}

function major(value: AttributeValue, field: string, currency: string): TranslatedValue {
  if (typeof value !== "number" || !Number.isSafeInteger(value)) {
    return { problem: `the field ${field} takes an amount in whole minor units` };
  }
  const format = new Intl.NumberFormat("en", { style: "currency", currency });
  return { value: value / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2) };
}
