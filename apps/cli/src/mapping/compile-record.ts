import type { Instant } from "@perennial/contract";
import { compileSource, compileWhen } from "./compile-source.ts";
import { fieldType } from "./field-type.ts";
import type { RecordMapping, Source } from "./mapping.ts";
import { orderFields } from "./order-fields.ts";
import { RECORD_SCHEMAS, type RecordKind, type RecordOf } from "./record-kinds.ts";
import { sourceReferences } from "./references.ts";
import { type CompileScope, DependentError, type Read, type RowState } from "./row-state.ts";
import { schemaWords } from "./schema-words.ts";
import { UnfitError, type Value } from "./value.ts";

/** A record made of a row, with the kind it is of. */
export type MadeRecord = {
  readonly [K in RecordKind]: { readonly kind: K; readonly record: RecordOf[K] };
}[RecordKind];

/** Why a row makes no record: the column at fault and a sentence. */
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
  const holds = mapping.when ? compileWhen(mapping.when, scope) : () => true;
  const columnsOf = new Map(fields.map(({ name, columns }) => [name, columns.join(", ")]));
  return {
    kind,
    fields: new Set(fields.map(({ name }) => name)),
    attributes: new Set(attributes.map(({ name }) => name)),
    columns: new Map([
      ...fields.map(({ name, columns }) => [name, columns] as const),
      ...attributes.map(({ name, columns }) => [`attributes.${name}`, columns] as const),
    ]),
    isDated: columnsOf.has("updatedAt"),
    make(row) {
      if (!holds({ ...row, made: new Map(), failed: new Set() })) return undefined;
      const misfits: Misfit[] = [];
      const made = readParts(fields, row, misfits);
      const extra = readParts(attributes, row, misfits);
      if (misfits.length > 0) return misfits;
      const isChanging = kind === "customers" || kind === "agreements";
      const told = {
        ...(isChanging && { updatedAt: scope.importedAt, attributes: Object.fromEntries(extra) }),
        ...Object.fromEntries(made),
      };
      return fitting(kind, told, columnsOf);
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

function readParts(
  parts: readonly Part[],
  row: Pick<RowState, "cells" | "line">,
  misfits: Misfit[],
): ReadonlyMap<string, Value> {
  const made = new Map<string, Value>();
  const failed = new Set<string>();
  const state: RowState = { ...row, made, failed };
  for (const { name, read, columns } of parts) {
    try {
      const value = read(state);
      if (value !== undefined) made.set(name, value);
    } catch (error) {
      failed.add(name);
      if (error instanceof UnfitError)
        misfits.push({ column: columns.join(", "), reason: `${name}: ${error.message}` });
      else if (!(error instanceof DependentError)) throw error;
    }
  }
  return made;
}

/** The record, if it is one. */
function fitting(
  kind: RecordKind,
  told: object,
  columnsOf: ReadonlyMap<string, string>,
): MadeRecord | readonly Misfit[] {
  const read = RECORD_SCHEMAS[kind].safeParse(told, { reportInput: true });
  if (read.success) return { kind, record: read.data } as MadeRecord;
  return read.error.issues.map((issue) => {
    const field = String(issue.path[0] ?? "");
    const column = columnsOf.get(field) ?? "";
    return { column, reason: schemaWords(issue, field) };
  });
}
