import { dateIn } from "@perennial/connector-kit";
import { type AttributeValue, Instant, LocalDate } from "@perennial/contract";
import type { DescribedField } from "../salesforce-client.ts";

/** A value as a field of Salesforce's takes it. */
export type FieldValue = string | number | boolean | null;
/** A value, or why the field takes none. */
export type ConvertedValue = { readonly value: FieldValue } | { readonly problem: string };

/** Values of a list that a problem names; more would hide the rest of it. */
const SHOWN = 12;
const NUMBERS: ReadonlySet<string> = new Set(["int", "double", "currency", "percent", "long"]);
const LISTS: ReadonlySet<string> = new Set(["picklist", "multipicklist"]);

/**
 * Writes a value as a field's type has it. What Salesforce would refuse, or understand as something else, is refused here in plain
 * words. A moment has the date that it has in the org's zone, an IANA name.
 */
export function toSalesforceValue(
  value: AttributeValue,
  field: DescribedField,
  timeZone: string,
): ConvertedValue {
  if (!field.updateable) {
    return problem(field, "is read-only; choose another, or let Perennial's user edit it");
  }
  if (field.type === "boolean") return truth(value ?? false, field);
  if (value === null) return { value };
  if (field.type === "date") return date(value, field, timeZone);
  if (field.type === "datetime") return moment(value, field);
  if (NUMBERS.has(field.type)) return number(value, field);
  return LISTS.has(field.type) ? chosen(value, field) : text(value, field);
}

function truth(value: AttributeValue, field: DescribedField): ConvertedValue {
  const word = String(value);
  if (word === "true" || word === "false") return { value: word === "true" };
  return problem(field, "takes true or false");
}

function date(value: AttributeValue, field: DescribedField, timeZone: string): ConvertedValue {
  const day = LocalDate.safeParse(value);
  if (day.success) return { value: day.data };
  const at = Instant.safeParse(value);
  if (at.success) return { value: dateIn(timeZone, at.data) };
  return problem(field, "takes a date, such as 2026-03-31");
}

function moment(value: AttributeValue, field: DescribedField): ConvertedValue {
  const at = Instant.safeParse(value);
  if (at.success) return { value: at.data };
  return problem(field, "takes a moment, such as 2026-03-31T08:00:00.000Z");
}

function number(value: AttributeValue, field: DescribedField): ConvertedValue {
  const given = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  if (typeof given !== "number" || !Number.isFinite(given)) return problem(field, "takes a number");
  return { value: given };
}

function chosen(value: AttributeValue, field: DescribedField): ConvertedValue {
  const word = String(value);
  const known = field.picklistValues.filter(({ active }) => active).map((one) => one.value);
  if (!field.restrictedPicklist || known.includes(word)) return { value: word };
  const shown = known.slice(0, SHOWN).join(", ");
  const rest = known.length > SHOWN ? `, and ${known.length - SHOWN} more` : "";
  const words = `has no value "${word.slice(0, 60)}"; it has ${shown}${rest}`;
  return problem(field, `${words}. Add it in Salesforce, or change what is written`);
}

function text(value: AttributeValue, field: DescribedField): ConvertedValue {
  const word = String(value).toWellFormed();
  if (field.length === 0 || word.length <= field.length) return { value: word };
  return problem(field, `takes at most ${field.length} characters`);
}

function problem({ name }: DescribedField, words: string): ConvertedValue {
  return { problem: `the field ${name} ${words}` };
}
