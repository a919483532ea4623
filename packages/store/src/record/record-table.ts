import { type RawBuilder, sql } from "kysely";
import { json } from "../database/json.ts";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import { computedBy, unlessComputed } from "./computed-columns.ts";

type ColumnType =
  | "text"
  | "date"
  | "timestamptz"
  | "bigint"
  | "int"
  | "boolean"
  | "jsonb"
  | "double precision";

/** A canonical record, by its fields. */
export type StoredRecord = Readonly<Record<string, unknown>> & { readonly id: string };

/** Where a field of a canonical record is kept. */
export interface Column {
  readonly field: string;
  readonly column: string;
  readonly type: ColumnType;
}

/** A canonical record and its table: one row a record, `tenant_id` and `id` first. */
export interface RecordTable<T> {
  readonly table: string;
  readonly columns: readonly Column[];
  /** Whether a row stays, with a `deleted_at`, when the system of record deletes it. */
  readonly isMarkedDeleted: boolean;
  /** A field that may be set here, and the column that says that it was: copies that lack it leave it. */
  readonly setHere: SetHere | undefined;
  /** Columns that the tenant's plan may compute, and how a plan `p` shows that it does: then no copy writes them. */
  readonly computed: ReadonlyMap<string, RawBuilder<boolean>>;
  /** Reads rows of a select list made by `selectList`. */
  parse(row: Readonly<Record<string, unknown>>): T;
}

/** A field that a person may set here though the system of record may not know it. */
export interface SetHere {
  /** The column of the field. */
  readonly column: string;
  /** Whether it was set here and no copy of the system of record has had it since: then that one knows the field. */
  readonly mark: string;
}

/** Describes a table; what a database leaves empty, a record leaves out. */
export function recordTable<T>(
  table: string,
  columns: readonly Column[],
  {
    isMarkedDeleted = false,
    setHere,
    computed = new Map(),
  }: Partial<Pick<RecordTable<T>, "isMarkedDeleted" | "setHere" | "computed">> = {},
): RecordTable<T> {
  return {
    table,
    columns,
    isMarkedDeleted,
    setHere,
    computed,
    parse: (row) => {
      const held: Record<string, unknown> = {};
      for (const { field } of columns) {
        const value = row[field];
        if (value !== null && value !== undefined) held[field] = value;
      }
      return held as T;
    },
  };
}

/** The columns of a record under its own field names, for an alias of its table. */
export function selectList<T>(record: RecordTable<T>, alias: string): RawBuilder<unknown> {
  return sql.join(
    record.columns.map(
      (each) => sql`${sql.ref(`${alias}.${each.column}`)} as ${sql.ref(each.field)}`,
    ),
  );
}

/** Rows of JSON as a set with the record's columns, named `r`. */
function asRows<T>(record: RecordTable<T>, rows: readonly T[]): RawBuilder<unknown> {
  const definition = record.columns.map(
    (each) => sql`${sql.ref(each.field)} ${sql.raw(each.type)}`,
  );
  return sql`json_to_recordset(${json(rows)}::json) as r(${sql.join(definition)})`;
}

/** The values of a row that is new; what the plan computes, it has yet to compute. */
function fields<T>(record: RecordTable<T>): RawBuilder<unknown> {
  const none = sql`null`;
  return sql.join(
    record.columns.map(({ field, column }) =>
      unlessComputed(record.computed, column, { told: sql.ref(`r.${field}`), held: none }),
    ),
  );
}

function withComputed<T>(tx: TenantTransaction, { computed }: RecordTable<T>): RawBuilder<unknown> {
  return computed.size === 0 ? sql`` : sql`with ${computedBy(tx.tenant, computed)}`;
}

function columnNames<T>(record: RecordTable<T>): RawBuilder<unknown> {
  return sql.join(record.columns.map((each) => sql.ref(each.column)));
}

/**
 * Writes records and gives the ids of those that are new or changed. An older copy (`updatedAt`) never
 * overwrites a newer one, and an unchanged one is not written. Ids must be unique within a call. Rows are
 * written in the order of their ids, so that two writers wait for each other rather than lock each other out.
 */
export async function upsertRecords<T extends { readonly id: string }>(
  tx: TenantTransaction,
  record: RecordTable<T>,
  rows: readonly T[],
): Promise<readonly string[]> {
  if (rows.length === 0) return [];
  const table = sql.table(record.table);
  const kept = record.columns.filter((each) => each.column !== "id");
  const old = sql.join(kept.map((each) => sql.ref(`${record.table}.${each.column}`)));
  const freshOf = ({ column }: Column) => freshValue(record, column);
  const fresh = sql.join(kept.map(freshOf));
  const assign = sql.join(kept.map((each) => sql`${sql.ref(each.column)} = ${freshOf(each)}`));
  const marked = markOf(record);
  const revival = record.isMarkedDeleted ? reviving(record.table) : NO_REVIVAL;
  const written = await tx.rows(sql<{ id: string }>`
    ${withComputed(tx, record)} insert into ${table} (tenant_id, ${columnNames(record)})
    select ${tx.tenant}, ${fields(record)} from ${asRows(record, rows)} order by r.id collate "C"
    on conflict (tenant_id, id) do update set ${assign}${marked}${revival.set}
      where ${table}.updated_at <= excluded.updated_at
        and ((${old}) is distinct from (${fresh})${revival.due})
    returning id`);
  return written.map((each) => each.id);
}

/** What a column is to hold: what the copy says, or what was set here where it says nothing of it, or is computed here. */
function freshValue<T>(record: RecordTable<T>, column: string): RawBuilder<unknown> {
  const { table, setHere, computed } = record;
  const told = sql.ref(`excluded.${column}`);
  const held = sql.ref(`${table}.${column}`);
  if (column !== setHere?.column) return unlessComputed(computed, column, { told, held });
  return sql`coalesce(${told}, case when ${sql.ref(`${table}.${setHere.mark}`)} then ${held} end)`;
}

function markOf<T>({ table, setHere }: RecordTable<T>): RawBuilder<unknown> {
  if (!setHere) return sql``;
  const mark = sql.ref(`${table}.${setHere.mark}`);
  return sql`, ${sql.ref(setHere.mark)} = ${mark} and ${sql.ref(`excluded.${setHere.column}`)} is null`;
}

const NO_REVIVAL = { set: sql``, due: sql`` };

/** A record that the system of record changed after it was deleted is there again. */
function reviving(table: string) {
  const deletedAt = sql.ref(`${table}.deleted_at`);
  return {
    set: sql`, deleted_at = case when ${deletedAt} >= excluded.updated_at then ${deletedAt} end`,
    due: sql` or ${deletedAt} < excluded.updated_at`,
  };
}

/**
 * Adds records that never change; those already there are left alone, but for one that says when it changed last: a newer copy takes its
 * place. Gives the ids that are new. Ids must be unique within a call.
 */
export async function addRecords<T extends { readonly id: string }>(
  tx: TenantTransaction,
  record: RecordTable<T>,
  rows: readonly T[],
): Promise<readonly string[]> {
  if (rows.length === 0) return [];
  // A row that was there carries the transaction that replaces it; one that is new carries none.
  const written = await tx.rows(sql<{ id: string; isNew: boolean }>`
    ${withComputed(tx, record)} insert into ${sql.table(record.table)} (tenant_id, ${columnNames(record)})
    select ${tx.tenant}, ${fields(record)} from ${asRows(record, rows)} order by r.id collate "C"
    on conflict (tenant_id, id) ${changing(record)}
    returning id, xmax = 0 as "isNew"`);
  return written.flatMap(({ id, isNew }) => (isNew ? [id] : []));
}

/** What becomes of a record that is there already. */
function changing<T>({ table, columns }: RecordTable<T>): RawBuilder<unknown> {
  if (columns.every(({ column }) => column !== "updated_at")) return sql`do nothing`;
  const kept = columns.filter(({ column }) => column !== "id").map(({ column }) => column);
  const of = (row: string) => sql.join(kept.map((column) => sql.ref(`${row}.${column}`)));
  const assign = kept.map((column) => sql`${sql.ref(column)} = ${sql.ref(`excluded.${column}`)}`);
  const old = sql.table(table);
  return sql`do update set ${sql.join(assign)}
    where ${old}.updated_at <= excluded.updated_at and (${of(table)}) is distinct from (${of("excluded")})`;
}

/** Reads records by id, in no order. */
export async function readRecords<T>(
  tx: TenantTransaction,
  record: RecordTable<T>,
  ids: readonly string[],
): Promise<readonly T[]> {
  if (ids.length === 0) return [];
  const rows = await tx.rows(sql<Record<string, unknown>>`
    select ${selectList(record, "t")} from ${sql.table(record.table)} t
    where t.tenant_id = ${tx.tenant} and t.id = any(${ids}::text[])`);
  return rows.map(record.parse);
}
