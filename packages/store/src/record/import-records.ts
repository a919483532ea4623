import type { Consent } from "@perennial/contract";
import { type RawBuilder, sql } from "kysely";
import { json } from "../database/json.ts";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import { addConsents, readConsents } from "./consents.ts";
import type { Column, RecordTable } from "./record-table.ts";

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
 * meets its row costs as much as finding the row did.
 */
export async function importRecords<T extends { readonly id: string }>(
  tx: TenantTransaction,
  told: RecordImport<T>,
): Promise<ImportedCounts> {
  const { record, dated } = told;
  const table = sql.table(record.table);
  const names = sql.join(record.columns.map(({ column }) => sql.ref(column)));
  const values = sql.join(record.columns.map(({ field }) => sql.ref(`r.${field}`)));
  const isDated = record.columns.some(isDate);
  const isNewer = isDated ? sql`k.updated_at > r."updatedAt"` : sql`false`;
  const isOlder = isDated && dated === "file" ? isNewer : sql`false`;
  const [counts] = await tx.rows(sql<ImportedCounts>`
    with r as materialized (select * from ${asRows(told)}),
    k as materialized (
      select t.* from ${table} t
      where t.tenant_id = ${tx.tenant} and t.id in (select id from r) order by t.id for update),
    compared as (
      select k.id is null as is_new, ${differs(told, "k", "r")} as differs, ${isOlder} as is_older
      from r left join k on k.id = r.id),
    written as (
      insert into ${table} (tenant_id, ${names})
      select ${tx.tenant}, ${values} from r left join k on k.id = r.id
      where k.id is null or ${mayWrite(told, "k", "r")} order by r.id
      on conflict (tenant_id, id) do update set ${assignments(told)}
        where ${mayWrite(told, record.table, "excluded")})
    select count(*) filter (where is_new) as new,
      count(*) filter (where not is_new and differs and not is_older) as changed,
      count(*) filter (where not is_new and not differs) as unchanged,
      count(*) filter (where not is_new and differs and is_older) as older
    from compared`);
  return counts ?? { new: 0, changed: 0, unchanged: 0, older: 0 };
}

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

function asRows<T>({ record, rows }: RecordImport<T>): RawBuilder<unknown> {
  const definition = record.columns.map(
    ({ field, type }) => sql`${sql.ref(field)} ${sql.raw(type)}`,
  );
  return sql`json_to_recordset(${json(rows)}::json) as r(${sql.join(definition)})`;
}

const isDate = ({ field }: Column) => field === "updatedAt";
const isAttributes = ({ field }: Column) => field === "attributes";

/** The plain columns that the file speaks of. */
function spokenOf<T>({ record, fields }: RecordImport<T>): readonly Column[] {
  return record.columns.filter(
    (each) => each.field !== "id" && !isDate(each) && !isAttributes(each) && fields.has(each.field),
  );
}

/** Whether a stored row differs from a fresh one in anything the file speaks of. */
function differs<T>(told: RecordImport<T>, stored: string, fresh: string): RawBuilder<unknown> {
  const ofFresh = fresh === "excluded" ? "column" : "field";
  const plain = spokenOf(told).map(
    (each) =>
      sql`${sql.ref(`${stored}.${each.column}`)} is distinct from ${sql.ref(`${fresh}.${each[ofFresh]}`)}`,
  );
  const held = sql.ref(`${stored}.attributes`);
  const attributes =
    told.attributes.size > 0 ? [sql`${held} is distinct from ${merged(told, stored, fresh)}`] : [];
  return sql`(${sql.join([sql`false`, ...plain, ...attributes], sql` or `)})`;
}

/** The stored attributes with those the file speaks of put in their place. */
function merged<T>(
  { attributes }: RecordImport<T>,
  stored: string,
  fresh: string,
): RawBuilder<unknown> {
  const [held, told] = [sql.ref(`${stored}.attributes`), sql.ref(`${fresh}.attributes`)];
  return sql`((${held} - ${[...attributes]}::text[]) || ${told})`;
}

function assignments<T>(told: RecordImport<T>): RawBuilder<unknown> {
  const { table, columns } = told.record;
  const plain = spokenOf(told).map(
    ({ column }) => sql`${sql.ref(column)} = ${sql.ref(`excluded.${column}`)}`,
  );
  const attributes =
    told.attributes.size > 0 ? [sql`attributes = ${merged(told, table, "excluded")}`] : [];
  const stored = sql.ref(`${table}.updated_at`);
  const date = columns.some(isDate)
    ? [sql`updated_at = greatest(${stored}, excluded.updated_at)`]
    : [];
  // The id does not change; it keeps the list from being empty.
  const id = sql`id = excluded.id`;
  return sql.join([id, ...plain, ...attributes, ...date]);
}

/** Whether a fresh row is to be written over a stored one. */
function mayWrite<T>(told: RecordImport<T>, stored: string, fresh: string): RawBuilder<unknown> {
  const differing = differs(told, stored, fresh);
  if (!told.record.columns.some(isDate) || told.dated === "import") return differing;
  const held = sql.ref(`${stored}.updated_at`);
  const came = sql.ref(fresh === "excluded" ? "excluded.updated_at" : `${fresh}.updatedAt`);
  // A newer date is kept even where nothing else is new: a copy from in between must not win later.
  return sql`(${held} < ${came} or (${held} = ${came} and ${differing}))`;
}
