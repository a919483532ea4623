import type { Instant, Locale } from "@perennial/contract";
import { z } from "zod";
import { compileSource, compileWhen } from "./compile-source.ts";
import { fieldType } from "./field-type.ts";
import type { RecordMapping, Source } from "./mapping.ts";
import { orderFields } from "./order-fields.ts";
import { RECORD_SCHEMAS, type RecordKind, type RecordOf, requiredFields } from "./record-kinds.ts";
import { sourceReferences } from "./references.ts";
import { type CompileScope, DependentError, type Read, type RowState } from "./row-state.ts";
import { schemaWords } from "./schema-words.ts";
import { UnfitError, type Value } from "./value.ts";

/** A record made of a row, with the kind it is of. */
export type MadeRecord = {
  readonly [K in RecordKind]: { readonly kind: K; readonly record: RecordOf[K] };
}[RecordKind];

/** Why a row makes no record: the column at fault and a sentence, in the language of the plan. */
export interface Misfit {
  readonly column: string;
  readonly reason: string;
}

/** Makes records of one kind of the rows of one file. */
export interface RecordMaker {
  readonly kind: RecordKind;
  /** The fields that the file speaks of, by the record's names. */
  readonly fields: ReadonlySet<string>;
  readonly attributes: ReadonlySet<string>;
  /** The columns that each field and attribute is made of. */
  readonly columns: ReadonlyMap<string, readonly string[]>;
  /** Whether the file says when a record was last changed. */
  readonly isDated: boolean;
  /** What no row fills and every record has: the schema's own values and the date of the import. */
  readonly shared: Readonly<Record<string, unknown>>;
  /** Nothing where the mapping's condition does not hold for the row. */
  make(row: Pick<RowState, "cells" | "line">): MadeRecord | readonly Misfit[] | undefined;
}

/** What a maker needs to know besides the mapping. */
export interface MakerScope extends CompileScope {
  /** The date of records that have none of their own. */
  readonly importedAt: Instant;
}

interface Part {
  readonly name: string;
  readonly read: Read;
  /** The columns it is made of, for sentences. */
  readonly columns: readonly string[];
}

/** Makes a record's mapping ready for a file. */
export function compileRecord(
  kind: RecordKind,
  mapping: RecordMapping,
  scope: MakerScope,
): RecordMaker {
  const fields = fieldParts(kind, mapping, scope);
  const attributes = attributeParts(mapping, scope);
  const holds = mapping.when && compileWhen(mapping.when, scope);
  const columnsOf = new Map(fields.map(({ name, columns }) => [name, columns.join(", ")]));
  const names = new Set(fields.map(({ name }) => name));
  const told = new Set([...names, ...(attributes.length > 0 ? ["attributes"] : [])]);
  const { shared, schema } = divided(kind, told, scope);
  const fit = fitting(kind, { shared, schema, columnsOf, locale: scope.locale });
  return {
    kind,
    fields: names,
    attributes: new Set(attributes.map(({ name }) => name)),
    columns: new Map([
      ...fields.map(({ name, columns }) => [name, columns] as const),
      ...attributes.map(({ name, columns }) => [`attributes.${name}`, columns] as const),
    ]),
    isDated: columnsOf.has("updatedAt"),
    shared,
    make({ cells, line }) {
      if (holds && !holds({ cells, line, made: {}, failed: NONE })) return undefined;
      const misfits: Misfit[] = [];
      const telling = { misfits, locale: scope.locale };
      const made = readParts(fields, { cells, line }, telling);
      if (attributes.length > 0) {
        made.attributes = readParts(attributes, { cells, line }, telling);
      }
      return misfits.length > 0 ? misfits : fit(made);
    },
  };
}

function fieldParts(kind: RecordKind, mapping: RecordMapping, scope: MakerScope): readonly Part[] {
  const { id, fields } = mapping;
  const parts = orderFields(mapping).order.flatMap((name) => {
    const source = fields[name];
    if (source === undefined) return [];
    const read = compileSource(source, fieldType(kind, name), scope);
    return [{ name, read, columns: columnsIn(source) }];
  });
  if (id === undefined) return parts;
  return [{ name: "id", read: compileSource(id, "text", scope), columns: columnsIn(id) }, ...parts];
}

function attributeParts({ attributes = {} }: RecordMapping, scope: MakerScope): readonly Part[] {
  return Object.entries(attributes).map(([name, source]) => {
    return { name, read: compileSource(source, undefined, scope), columns: columnsIn(source) };
  });
}

function columnsIn(source: Source): readonly string[] {
  const columns = sourceReferences(source, []).filter(({ kind }) => kind === "column");
  return [...new Set(columns.map(({ name }) => name))];
}

const NONE: ReadonlySet<string> = new Set();

/** Where it is told what does not fit, and in which language. */
interface Telling {
  readonly misfits: Misfit[];
  readonly locale: Locale;
}

function readParts(
  parts: readonly Part[],
  { cells, line }: Pick<RowState, "cells" | "line">,
  telling: Telling,
): Told {
  const made: Record<string, Value | undefined> = {};
  let state: RowState = { cells, line, made, failed: NONE };
  for (const { name, read, columns } of parts) {
    try {
      const value = read(state);
      if (value !== undefined) made[name] = value;
    } catch (error) {
      state = { ...state, failed: new Set([...state.failed, name]) };
      if (error instanceof UnfitError)
        telling.misfits.push({
          column: columns.join(", "),
          reason: `${name}: ${error.words[telling.locale]}`,
        });
      else if (!(error instanceof DependentError)) throw error;
    }
  }
  return made;
}

/** What a row tells of a record, by field. */
type Told = Record<string, unknown>;

/** A record's schema, divided by what the rows of a file fill. */
interface Divided {
  readonly shared: Readonly<Record<string, unknown>>;
  /** Of what is left. */
  readonly schema: z.ZodType<Told>;
}

/** What no row fills is the same in every record: it is worked out once, and no row is asked for it. */
function divided(kind: RecordKind, told: ReadonlySet<string>, scope: MakerScope): Divided {
  const shape: Readonly<Record<string, z.ZodType>> = RECORD_SCHEMAS[kind].shape;
  const required = new Set(["id", ...requiredFields(kind)]);
  const filled: Record<string, z.ZodType> = {};
  const shared: Record<string, unknown> = {};
  for (const [field, schema] of Object.entries(shape)) {
    const own = field === "updatedAt" ? schema.default(scope.importedAt) : schema;
    if (told.has(field) || required.has(field)) {
      filled[field] = own;
      continue;
    }
    const value = own.parse(undefined);
    if (value !== undefined) shared[field] = value;
  }
  return { shared, schema: z.strictObject(filled) };
}

interface FittingScope {
  /** Of each field, for sentences. */
  readonly columnsOf: ReadonlyMap<string, string>;
  readonly locale: Locale;
}

/** Makes a record of what a row tells, if it is one. */
function fitting(
  kind: RecordKind,
  { shared, schema, columnsOf, locale }: Divided & FittingScope,
): (told: Told) => MadeRecord | readonly Misfit[] {
  return (told) => {
    const read = schema.safeParse(told, { reportInput: true });
    if (read.success) return { kind, record: { ...shared, ...read.data } } as MadeRecord;
    return read.error.issues.map((issue) => {
      const field = String(issue.path[0] ?? "");
      const column = columnsOf.get(field) ?? "";
      return { column, reason: schemaWords(issue, field)[locale] };
    });
  };
}
