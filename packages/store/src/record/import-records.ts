import type { Consent } from "@perennial/contract";
import { type RawBuilder, sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import { columnRows } from "./column-rows.ts";
import { computedBy, unlessComputed } from "./computed-columns.ts";
import { addConsents, readConsents } from "./consents.ts";
import type { Column, RecordTable, StoredRecord } from "./record-table.ts";

/** What became of imported records. */
export interface ImportedCounts {
  /** Were not there. */
  readonly new: number;
  /** Were there with other values. */
  readonly changed: number;
  /** Were there with the same values. */
  readonly unchanged: number;
  /** Were there in a newer copy, which stays. */
  readonly older: number;
}

/** Records of one kind, and which of their fields a file speaks of. */
export interface RecordImport<T> {
  readonly record: RecordTable<T>;
  /** With ids unique among them. */
  readonly rows: readonly T[];
  /** What the file speaks of, by the record's names; all else of a record that is there stays as it is. */
  readonly fields: ReadonlySet<string>;
  /** The attributes the file speaks of, by name; the others of a record that is there stay. */
  readonly attributes: ReadonlySet<string>;
  /**
   * Where `updatedAt` comes from. `file`: the system of record said it, and an older copy never overwrites a
   * newer one. `import`: it is the moment of the import, whose values win over whatever is there.
   */
  readonly dated: "file" | "import";
}

/**
 * Writes records of a file into the mirror and tells nobody. The same again changes nothing: what counts is
 * the values, so equal ones with a newer date are unchanged. Only what has to be written is tried: an insert that
 * meets its row costs as much as finding the row did. What is found is not locked, as a lock would write every row
 * that stays: whether a row may be written over is looked at again when it is. What the tenant's plan computes stays as
 * it is, whatever a file says of it.
 */
export async function importRecords<T extends StoredRecord>(
  tx: TenantTransaction,
  told: RecordImport<T>,
): Promise<ImportedCounts> {
  const { record, rows, dated } = told;
  const table = sql.table(record.table);
  const { source, filled, freshOf } = columnRows(record, rows, spokenFields(told));
  const names = sql.join(filled.map(({ column }) => sql.ref(column)));
  const isDated = record.columns.some(isDate) && dated === "file";
  const isOlder = isDated ? sql`k.updated_at > ${freshDate(told, freshOf)}` : sql`false`;
  const none = sql`null`;
  const newOf = (each: Column) =>
    unlessComputed(record.computed, each.column, { told: freshOf(each), held: none });
  const computed =
    record.computed.size === 0 ? sql`` : sql`${computedBy(tx.tenant, record.computed)},`;
  const [counts] = await tx.rows(sql<ImportedCounts>`
    with ${computed} compared as materialized (
      select r.*, k.id is null as is_new, ${differs(told, "k", freshOf)} as differs, ${isOlder} as is_older,
        ${mayWrite(told, "k", freshOf)} as is_due
      from ${source} left join lateral (
        select * from ${table} t where t.tenant_id = ${tx.tenant} and t.id = r.id ${EACH}) k on true),
    written as (
      insert into ${table} (tenant_id, ${names})
      select ${tx.tenant}, ${sql.join(filled.map(newOf))} from compared r
      where r.is_new or r.is_due order by r.id collate "C"
      on conflict (tenant_id, id) do update set ${assignments(told)}
        where ${mayWrite(told, record.table, ofExcluded)})
    select count(*) filter (where is_new) as new,
      count(*) filter (where not is_new and differs and not is_older) as changed,
      count(*) filter (where not is_new and not differs) as unchanged,
      count(*) filter (where not is_new and differs and is_older) as older
    from compared`);
  return counts ?? { new: 0, changed: 0, unchanged: 0, older: 0 };
}

/** Has each row looked up by its key, however small the table was when it was last counted. */
const EACH = sql`offset 0`;

/** Adds consents and withdrawals that are not known yet, and gives how many were new. */
export async function importConsents(
  tx: TenantTransaction,
  consents: readonly Consent[],
): Promise<number> {
  const customers = [...new Set(consents.map(({ customerId }) => customerId))];
  const stored = await readConsents(tx, customers);
  const known = new Set([...stored.values()].flatMap((of) => of.map(consentKey)));
  const fresh = consents.filter((each) => !known.has(consentKey(each)));
  await addConsents(tx, fresh);
  return new Set(fresh.map(consentKey)).size;
}

/** What makes two consents the same one. */
export function consentKey(consent: Consent): string {
  const { customerId, channel, purpose, topic = "", at, state } = consent;
  return JSON.stringify([customerId, channel, purpose, topic, at, state]);
}

/** Those of the ids that a record of the table has. */
export async function knownIds<T>(
  tx: TenantTransaction,
  record: RecordTable<T>,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const rows = await tx.rows(sql<{ id: string }>`
    select id from ${sql.table(record.table)}
    where tenant_id = ${tx.tenant} and id = any(${ids}::text[])`);
  return new Set(rows.map(({ id }) => id));
}

const isDate = ({ field }: Column) => field === "updatedAt";
const isAttributes = ({ field }: Column) => field === "attributes";

/** The plain columns that the file speaks of. */
function spokenOf<T>({ record, fields }: RecordImport<T>): readonly Column[] {
  return record.columns.filter(
    (each) => each.field !== "id" && !isDate(each) && !isAttributes(each) && fields.has(each.field),
  );
}

/** What differs from row to row of a file: all that it speaks of. */
function spokenFields<T>(told: RecordImport<T>): ReadonlySet<string> {
  const fields = new Set(spokenOf(told).map(({ field }) => field));
  if (told.attributes.size > 0) fields.add("attributes");
  if (told.dated === "file") fields.add("updatedAt");
  return fields;
}

/** Where the value of a fresh row stands. */
type Fresh = (column: Column) => RawBuilder<unknown>;

const ofExcluded: Fresh = ({ column }) => sql.ref(`excluded.${column}`);

function freshDate<T>({ record }: RecordImport<T>, fresh: Fresh): RawBuilder<unknown> {
  return sql.join(record.columns.filter(isDate).map(fresh));
}

/** Whether a stored row differs from a fresh one in anything the file speaks of. */
function differs<T>(told: RecordImport<T>, stored: string, fresh: Fresh): RawBuilder<unknown> {
  const plain = spokenOf(told).map(
    (each) =>
      sql`${sql.ref(`${stored}.${each.column}`)} is distinct from ${heldOr(told, each, { stored, fresh })}`,
  );
  const attributes = attributesOf(told).map(
    (each) =>
      sql`${sql.ref(`${stored}.attributes`)} is distinct from ${merged(told, stored, fresh(each))}`,
  );
  return sql`(${sql.join([sql`false`, ...plain, ...attributes], sql` or `)})`;
}

/** What a row that is there is to hold in a column: the fresh value, unless the plan computes it. */
function heldOr<T>(
  { record }: RecordImport<T>,
  column: Column,
  { stored, fresh }: { readonly stored: string; readonly fresh: Fresh },
): RawBuilder<unknown> {
  const held = sql.ref(`${stored}.${column.column}`);
  return unlessComputed(record.computed, column.column, { told: fresh(column), held });
}

/** The column of attributes, where the file speaks of any. */
function attributesOf<T>({ record, attributes }: RecordImport<T>): readonly Column[] {
  return attributes.size > 0 ? record.columns.filter(isAttributes) : [];
}

/** The stored attributes with those the file speaks of put in their place. */
function merged<T>(
  { attributes }: RecordImport<T>,
  stored: string,
  fresh: RawBuilder<unknown>,
): RawBuilder<unknown> {
  return sql`((${sql.ref(`${stored}.attributes`)} - ${[...attributes]}::text[]) || ${fresh})`;
}

function assignments<T>(told: RecordImport<T>): RawBuilder<unknown> {
  const { table, columns } = told.record;
  const kept = { stored: table, fresh: ofExcluded };
  const plain = spokenOf(told).map(
    (each) => sql`${sql.ref(each.column)} = ${heldOr(told, each, kept)}`,
  );
  const attributes = attributesOf(told).map(
    (each) => sql`attributes = ${merged(told, table, ofExcluded(each))}`,
  );
  const date = columns
    .filter(isDate)
    .map(
      (each) => sql`updated_at = greatest(${sql.ref(`${table}.updated_at`)}, ${ofExcluded(each)})`,
    );
  // The id does not change; it keeps the list from being empty.
  const id = sql`id = excluded.id`;
  return sql.join([id, ...plain, ...attributes, ...date]);
}

/** Whether a fresh row is to be written over a stored one. */
function mayWrite<T>(told: RecordImport<T>, stored: string, fresh: Fresh): RawBuilder<unknown> {
  const differing = differs(told, stored, fresh);
  if (!told.record.columns.some(isDate) || told.dated === "import") return differing;
  const held = sql.ref(`${stored}.updated_at`);
  const came = freshDate(told, fresh);
  // A newer date is kept even where nothing else is new: a copy from in between must not win later.
  return sql`(${held} < ${came} or (${held} = ${came} and ${differing}))`;
}
