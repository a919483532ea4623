import type { Misunderstanding } from "@perennial/contract";
import type { Converter } from "./converter.ts";
import { goes, type MappingData, type MappingRow } from "./mapping-data.ts";

/** What a vendor says of one of its fields; `other` fits nothing that is checked. */
export interface DescribedField {
  readonly name: string;
  readonly type:
    | "text"
    | "number"
    | "boolean"
    | "date"
    | "instant"
    | "choice"
    | "choices"
    | "list"
    | "other";
  /** @default true */
  readonly writable?: boolean;
  /** What a field of choices can hold, where the vendor tells. */
  readonly choices?: readonly string[];
}

/** What a value of each type can be converted with; a text may hold anything. */
const FITTING: Readonly<Record<Converter["kind"], readonly DescribedField["type"][]>> = {
  text: ["text", "number", "choice"],
  trimmed: ["text", "number", "choice"],
  lower: ["text", "choice"],
  number: ["number", "text"],
  money: ["number", "text"],
  boolean: ["boolean", "text", "choice"],
  date: ["date", "text", "number"],
  instant: ["instant", "text", "number"],
  enum: ["choice", "text", "number", "boolean"],
  phone: ["text"],
  list: ["choices", "list", "text"],
};

/**
 * Says which rows of a mapping a vendor's fields do not bear out: a field that is not there, has another type,
 * cannot be written, or lacks a choice. Their places are rows, such as `rows[2]`.
 */
export function checkMapping(
  { rows }: MappingData,
  described: readonly DescribedField[],
): readonly Misunderstanding[] {
  const fields = new Map(described.map((field) => [field.name, field]));
  return rows.flatMap((row, index) => {
    const found = fields.get(row.vendor);
    const messages = found === undefined ? [notThere(row)] : mismatches(row, found);
    return messages.map((message) => ({ place: `rows[${index}]`, message }));
  });
}

function notThere({ vendor }: MappingRow): string {
  return `the vendor has no field "${vendor}"`;
}

function mismatches(row: MappingRow, field: DescribedField): readonly string[] {
  const isFit = FITTING[row.as.kind].includes(field.type);
  const isWritable = !goes(row, "write") || field.writable !== false;
  const lacking = lackingChoices(row, field);
  return [
    ...(isFit ? [] : [`"${field.name}" holds ${field.type}, which ${row.as.kind} cannot convert`]),
    ...(isWritable ? [] : [`"${field.name}" can only be read`]),
    ...(lacking.length === 0 ? [] : [`"${field.name}" has no choice ${lacking.join(", ")}`]),
  ];
}

function lackingChoices({ as }: MappingRow, { choices }: DescribedField): readonly string[] {
  if (choices === undefined) return [];
  const converter = as.kind === "list" ? as.of : as;
  const used = converter.kind === "enum" ? Object.values(converter.values) : [];
  return used.filter((value) => !choices.includes(value)).map((value) => `"${value}"`);
}
