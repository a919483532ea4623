import type { Standing } from "@perennial/contract";
import type { Catalogue, Condition, Facts } from "@perennial/lifecycle";
import {
  compilePredicate,
  localDateOf,
  newestRenewal,
  SWEDISH_HOLIDAYS,
} from "@perennial/lifecycle";
import { type RawBuilder, sql } from "kysely";
import { type Database, openDatabase } from "../../database/database.ts";
import { json } from "../../database/json.ts";
import { asTenant, type TenantTransaction } from "../../database/tenant-transaction.ts";
import { connectionString } from "../../embedded/connection.ts";
import { loadStandings } from "../../facts/load-standings.ts";
import { addRecords, upsertRecords } from "../../record/record-table.ts";
import {
  AGREEMENTS,
  CUSTOMERS,
  INTERACTIONS,
  INVITATIONS,
  PURCHASES,
  STANDINGS,
} from "../../record/tables.ts";
import { ensureTenant } from "../../tenant/tenant.ts";
import { askForDatabase } from "../../testing/ask-for-database.ts";
import { compileSql } from "../compile-sql.ts";
import type { AskedAt } from "../compile-test.ts";
import { agreementSource, customerSource, invitationSource } from "../source.ts";
import type { Base } from "./arbitrary-records.ts";

/** A migrated database with one tenant, for asking conditions. */
export interface ConditionDatabase {
  readonly tenant: number;
  asTenant<T>(work: (tx: TenantTransaction) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Opens a new database on the server that the files of a run share. */
export async function startConditionDatabase(): Promise<ConditionDatabase> {
  const db: Database = openDatabase({
    url: connectionString(await askForDatabase()),
    connections: 2,
  });
  const tenant = await ensureTenant(db, { slug: "test", name: "Test" }, "2026-01-01T00:00:00.000Z");
  return {
    tenant: tenant.id,
    asTenant: (work) => asTenant(db, tenant.id, work),
    close: () => db.destroy(),
  };
}

/** Makes a base everything the tenant has. */
export async function replaceBase(tx: TenantTransaction, base: Base): Promise<void> {
  const tables = [CUSTOMERS, AGREEMENTS, PURCHASES, INTERACTIONS, INVITATIONS, STANDINGS];
  for (const table of [...tables.map((each) => each.table), "group_members"]) {
    await tx.run(sql`delete from ${sql.table(table)} where tenant_id = ${tx.tenant}`);
  }
  await upsertRecords(tx, CUSTOMERS, base.customers);
  await upsertRecords(tx, AGREEMENTS, base.agreements);
  await addRecords(tx, PURCHASES, base.purchases);
  await addRecords(tx, INTERACTIONS, base.interactions);
  await upsertRecords(tx, INVITATIONS, base.invitations);
  await writeStandings(tx, base);
}

async function writeStandings(tx: TenantTransaction, { standings }: Base): Promise<void> {
  const names = sql.join(STANDINGS.columns.map(({ column }) => sql.ref(column)));
  const values = sql.join(STANDINGS.columns.map(({ field }) => sql.ref(`r.${field}`)));
  const types = sql.join(
    STANDINGS.columns.map(({ field, type }) => sql`${sql.ref(field)} ${sql.raw(type)}`),
  );
  const rows = [...standings].map(([id, standing]) => ({ id, ...standing }));
  await tx.run(sql`
    insert into standings (tenant_id, customer_id, ${names})
    select ${tx.tenant}, r.id, ${values}
    from json_to_recordset(${json(rows)}::json) as r(id text, ${types})`);
  const members = rows.flatMap(({ id, groups = [] }) => groups.map((group) => ({ id, group })));
  await tx.run(sql`
    insert into group_members (tenant_id, customer_id, group_id, since)
    select ${tx.tenant}, r.id, r."group", '2026-01-01'
    from json_to_recordset(${json(members)}::json) as r(id text, "group" text)`);
}

/** What is kept of the standings of a base, as facts are loaded. */
export function standingsOf(
  tx: TenantTransaction,
  { customers }: Base,
): Promise<ReadonlyMap<string, Standing>> {
  return loadStandings(
    tx,
    customers.map(({ id }) => id),
  );
}

/** What is asked of a base, and when. */
export interface Asking {
  readonly conditions: readonly Condition[];
  readonly catalogue: Catalogue;
  readonly at: AskedAt;
}

/** Answers by the id of the agreement, the customer or the invitation it was asked of. */
export type AnswersById = ReadonlyMap<string, readonly boolean[]>;

/** Asks every condition of every agreement, customer and invitation at once, in SQL. */
export async function answerInSql(tx: TenantTransaction, asking: Asking): Promise<AnswersById> {
  const { conditions, catalogue, at } = asking;
  const holds = conditions.map((condition) => compileSql(condition, catalogue, at));
  const answers = sql<readonly boolean[]>`array[${sql.join(holds)}]`;
  // Compiling hundreds of expressions to machine code for a few rows takes longer than running them.
  await tx.run(sql`set local jit = off`);
  const ask = (id: RawBuilder<unknown>, from: RawBuilder<unknown>) => {
    return tx.rows(sql<{ id: string; answers: readonly boolean[] }>`
      select ${id} as id, ${answers} as answers from ${from} where c.tenant_id = ${tx.tenant}`);
  };
  const rows = [
    ...(await ask(sql`a.id`, agreementSource())),
    ...(await ask(sql`c.id`, customerSource())),
    ...(await ask(sql`inv.id`, invitationSource())),
  ];
  return new Map(rows.map((row) => [row.id, row.answers]));
}

/** The facts about every agreement, customer and invitation of a base, by id. */
export function factsOfBase(base: Base, { now, today, zone }: AskedAt): ReadonlyMap<string, Facts> {
  const purchases = Map.groupBy(base.purchases, (each) => each.customerId);
  const interactions = Map.groupBy(base.interactions, (each) => each.customerId);
  const facts = new Map<string, Facts>();
  for (const customer of base.customers) {
    const standing = base.standings.get(customer.id);
    const known: Facts = {
      ...{ now, today, zone, holidays: SWEDISH_HOLIDAYS, customer },
      ...(standing && { standing }),
      purchases: purchases.get(customer.id) ?? [],
      interactions: interactions.get(customer.id) ?? [],
      enrolment: {},
      signal: {},
    };
    facts.set(customer.id, known);
    for (const invitation of base.invitations) {
      if (invitation.customerId === customer.id) facts.set(invitation.id, { ...known, invitation });
    }
    for (const agreement of base.agreements) {
      if (agreement.customerId !== customer.id) continue;
      const renewal = newestRenewal(base.agreements, agreement.id);
      facts.set(agreement.id, { ...known, agreement, ...(renewal && { renewal }) });
    }
  }
  return facts;
}

/** Asks the same in JavaScript. */
export function answerInJavaScript(base: Base, { conditions, catalogue, at }: Asking): AnswersById {
  const predicates = conditions.map((condition) => compilePredicate(condition, catalogue));
  const answers = new Map<string, readonly boolean[]>();
  for (const [id, facts] of factsOfBase(base, at)) {
    answers.set(
      id,
      predicates.map((holds) => holds(facts)),
    );
  }
  return answers;
}

/** When something is asked: a moment, and the date it has in a zone. */
export function askedAt(now: string, zone: string): AskedAt {
  return { now, zone, today: localDateOf(now, zone) };
}
