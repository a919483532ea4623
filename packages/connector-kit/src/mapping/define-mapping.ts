import type { Misunderstanding } from "@perennial/contract";
import type { z } from "zod";
import { issueWords } from "../inbound/issue-words.ts";
import { readValue, writeValue } from "./convert.ts";
import type { Converter } from "./converter.ts";
import { fieldsOf, recordOf, valueAt } from "./field-path.ts";
import { type Direction, goes, MappingData, type MappingRow } from "./mapping-data.ts";

/** A field of a type, or one within an object of it. */
type FieldOf<Type> = (keyof Type & string) | `${keyof Type & string}/${string}`;

/** A mapping as a connector's author writes it, its names held to two types. */
export interface MappingDefinition<Canonical, Vendor> {
  readonly version: number;
  readonly rows: readonly {
    readonly field: FieldOf<Canonical>;
    readonly vendor: FieldOf<Vendor>;
    readonly direction: "read" | "write" | "both";
    readonly as: z.input<typeof Converter>;
  }[];
}

/** What became of a record: the fields that went well, and a problem for each that did not. */
export interface Mapped<Value> {
  readonly value: Value;
  /** Their places are the vendor's fields in reading and ours in writing. */
  readonly problems: readonly Misunderstanding[];
}

/** A table of fields that works in both directions. */
export interface Mapping<Canonical = Record<string, unknown>> {
  /** As it is stored and shown. */
  readonly data: MappingData;
  /** A vendor's record in our fields, to be judged by our schema; what the vendor has not is left out. */
  read(record: unknown): Mapped<{ readonly [Field in keyof Canonical]?: unknown }>;
  /**
   * Our values in the vendor's fields. A field that is not known, or not to be written, is a problem and never sent;
   * null empties the vendor's field, undefined leaves it alone.
   */
  write(values: Readonly<Record<string, unknown>>): Mapped<Readonly<Record<string, unknown>>>;
  /** The vendor's fields that a direction uses, for queries. */
  vendorFields(direction: Direction): readonly string[];
}

/** A mapping that contradicts itself: a mistake of its author. */
export class MappingError extends Error {
  constructor(problem: string) {
    super(`mapping: ${problem}`);
    this.name = "MappingError";
  }
}

/**
 * Makes a mapping of rows that stand in a connector's code. Throws a `MappingError` that names the row.
 *
 * @example
 * const mapping = defineMapping<Customer, AcmeContact>({
 *   version: 1,
 *   rows: [{ field: "email", vendor: "Email", direction: "both", as: { kind: "lower" } }],
 * });
 */
export function defineMapping<Canonical, Vendor = Record<string, unknown>>(
  definition: MappingDefinition<Canonical, Vendor>,
): Mapping<Canonical> {
  const parsed = MappingData.safeParse(definition);
  if (!parsed.success) throw new MappingError(issueWords(parsed.error));
  return mappingOf<Canonical>(parsed.data);
}

/** Makes a mapping of what was stored, such as one that an administrator has changed. */
export function mappingOf<Canonical = Record<string, unknown>>(
  data: MappingData,
): Mapping<Canonical> {
  const rows = (direction: Direction) => data.rows.filter((row) => goes(row, direction));
  const reading = rows("read");
  const writing = new Map(rows("write").map((row) => [row.field, row]));
  return {
    data,
    read(record) {
      const { values, problems } = readAll(reading, record);
      return { value: recordOf(values) as Partial<Record<keyof Canonical, unknown>>, problems };
    },
    write: (values) => writeAll(data, writing, values),
    vendorFields: (direction) => [...new Set(rows(direction).map(({ vendor }) => vendor))],
  };
}

function readAll(rows: readonly MappingRow[], record: unknown) {
  const values: [string, unknown][] = [];
  const problems: Misunderstanding[] = [];
  for (const { field, vendor, as } of rows) {
    const conversion = readValue(as, valueAt(record, vendor));
    if ("problem" in conversion) problems.push({ place: vendor, message: conversion.problem });
    if ("value" in conversion) values.push([field, conversion.value]);
  }
  return { values, problems };
}

function writeAll(
  { rows }: MappingData,
  writing: ReadonlyMap<string, MappingRow>,
  given: Readonly<Record<string, unknown>>,
): Mapped<Readonly<Record<string, unknown>>> {
  const values: [string, unknown][] = [];
  const problems: Misunderstanding[] = [];
  const isInner = (prefix: string) => rows.some(({ field }) => field.startsWith(prefix));
  for (const [field, value] of fieldsOf(given, isInner)) {
    if (value === undefined) continue;
    const row = writing.get(field);
    if (row === undefined) {
      const isKnown = rows.some((each) => each.field === field);
      const message = isKnown ? "is only read from the vendor" : "is not a field of the mapping";
      problems.push({ place: field, message });
      continue;
    }
    const conversion = writeValue(row.as, value);
    if ("problem" in conversion) problems.push({ place: field, message: conversion.problem });
    if ("value" in conversion) values.push([row.vendor, conversion.value]);
  }
  return { value: recordOf(values), problems };
}
