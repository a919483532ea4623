import { shortened } from "@perennial/connector-kit";
import type { PageValue } from "@perennial/contract";
import type { DescribedField } from "../salesforce-client.ts";
import { type ConvertedValue, toSalesforceValue } from "../write/salesforce-value.ts";

/** A day ends at 24:00, which Salesforce has no time for; its last minute stands for it. */
const [LAST_MINUTE, END_OF_DAY] = ["23:59", "24:00"];

/** A field's value as a page's row has it. */
export function pageValue(value: unknown, { type }: DescribedField): PageValue {
  if (value === null || value === undefined || value === "")
    return type === "boolean" ? false : null;
  if (typeof value === "boolean" || typeof value === "number") return value;
  const text = String(value);
  if (type === "datetime") return new Date(text).toISOString();
  if (type === "time") return text.startsWith(LAST_MINUTE) ? END_OF_DAY : text.slice(0, 5);
  return text.replaceAll("\r\n", "\n");
}

/** A value as the field takes it, cut to what fits; a problem where it takes none such. */
export function toPageField(value: PageValue, field: DescribedField): ConvertedValue {
  if (field.type === "time") return { value: value === null ? null : timeOf(String(value)) };
  const fitting =
    typeof value === "string" && field.length > 0 ? shortened(value, field.length) : value;
  return toSalesforceValue(fitting, field, "UTC");
}

function timeOf(value: string): string {
  return `${value === END_OF_DAY ? LAST_MINUTE : value}:00.000Z`;
}
