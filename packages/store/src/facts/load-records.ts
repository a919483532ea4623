import type {
  Agreement,
  Customer,
  Instant,
  Interaction,
  Invitation,
  Purchase,
  Standing,
} from "@perennial/contract";
import { NOBODY } from "@perennial/lifecycle";
import { sql } from "kysely";
import { newestRenewalFirst } from "../condition/source.ts";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import { readRecords, selectList } from "../record/record-table.ts";
import { AGREEMENTS, CUSTOMERS, INTERACTIONS, INVITATIONS, PURCHASES } from "../record/tables.ts";
import { loadStandings } from "./load-standings.ts";

/** What is known of a set of subjects, by id. */
export interface LoadedRecords {
  readonly customers: ReadonlyMap<string, Customer>;
  readonly agreements: ReadonlyMap<string, Agreement>;
  /** The newest agreement that continues another, by the id of the one it continues. */
  readonly renewals: ReadonlyMap<string, Agreement>;
  readonly invitations: ReadonlyMap<string, Invitation>;
  /** Empty where none were wanted. */
  readonly standings: ReadonlyMap<string, Standing>;
  readonly purchases: ReadonlyMap<string, readonly Purchase[]>;
  readonly interactions: ReadonlyMap<string, readonly Interaction[]>;
}

/** Whose records to load, and how far back. */
export interface RecordsWanted {
  readonly customerIds: readonly string[];
  readonly agreementIds: readonly string[];
  /** @default none */
  readonly invitationIds?: readonly string[];
  /** False where the customers' ids alone are asked for: then they are `NOBODY` else. @default true */
  readonly customers?: boolean;
  /** The agreements of which is wanted what continues them. @default agreementIds */
  readonly renewalsOf?: readonly string[];
  /** Whether what is computed of the customers is wanted. @default false */
  readonly standings?: boolean;
  /** Nothing is loaded of what is not wanted; all of it without a moment. */
  readonly purchases?: { readonly since?: Instant };
  readonly interactions?: { readonly since?: Instant };
}

/** Loads records for a batch in a fixed number of statements that travel together. */
export async function loadRecords(
  tx: TenantTransaction,
  wanted: RecordsWanted,
): Promise<LoadedRecords> {
  const customerIds = [...new Set(wanted.customerIds)];
  const agreementIds = [...new Set(wanted.agreementIds)];
  const [customers, agreements, renewals, purchases, interactions, invitations, standings] =
    await Promise.all([
      wanted.customers === false
        ? readIdsAlone(tx, customerIds)
        : readRecords(tx, CUSTOMERS, customerIds),
      readRecords(tx, AGREEMENTS, agreementIds),
      loadRenewals(tx, [...new Set(wanted.renewalsOf ?? agreementIds)]),
      wanted.purchases ? loadOf(tx, PURCHASES, { customerIds, ...wanted.purchases }) : [],
      wanted.interactions ? loadOf(tx, INTERACTIONS, { customerIds, ...wanted.interactions }) : [],
      readRecords(tx, INVITATIONS, [...new Set(wanted.invitationIds)]),
      loadStandings(tx, wanted.standings ? customerIds : []),
    ]);
  return {
    customers: new Map(customers.map((each) => [each.id, each])),
    agreements: new Map(agreements.map((each) => [each.id, each])),
    renewals,
    invitations: new Map(invitations.map((each) => [each.id, each])),
    standings,
    purchases: Map.groupBy(purchases, (each) => each.customerId),
    interactions: Map.groupBy(interactions, (each) => each.customerId),
  };
}

/** Which customers there are. */
async function readIdsAlone(
  tx: TenantTransaction,
  customerIds: readonly string[],
): Promise<readonly Customer[]> {
  if (customerIds.length === 0) return [];
  const rows = await tx.rows(sql<{ id: string }>`
    select id from customers where tenant_id = ${tx.tenant} and id = any(${customerIds}::text[])`);
  return rows.map(({ id }) => ({ ...NOBODY, id }));
}

/** The newest renewal of each agreement: the one ordered last, by id where two were ordered at once. */
async function loadRenewals(
  tx: TenantTransaction,
  agreementIds: readonly string[],
): Promise<ReadonlyMap<string, Agreement>> {
  if (agreementIds.length === 0) return new Map();
  const rows = await tx.rows(sql<Record<string, unknown>>`
    select distinct on (r.renewal_of) ${selectList(AGREEMENTS, "r")} from agreements r
    where r.tenant_id = ${tx.tenant} and r.renewal_of = any(${agreementIds}::text[])
    order by r.renewal_of, ${newestRenewalFirst("r")}`);
  const renewals = rows.map(AGREEMENTS.parse);
  return new Map(renewals.map((each) => [each.renewalOf ?? "", each]));
}

async function loadOf<T>(
  tx: TenantTransaction,
  record: Parameters<typeof selectList<T>>[0],
  of: { readonly customerIds: readonly string[]; readonly since?: Instant },
): Promise<readonly T[]> {
  if (of.customerIds.length === 0) return [];
  const rows = await tx.rows(sql<Record<string, unknown>>`
    select ${selectList(record, "t")} from ${sql.table(record.table)} t
    where t.tenant_id = ${tx.tenant} and t.customer_id = any(${of.customerIds}::text[])
      and t.at >= ${of.since ?? "-infinity"} order by t.at`);
  return rows.map(record.parse);
}
