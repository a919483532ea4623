import type { Instant } from "@perennial/contract";
import type { ChurnModel, LifecyclePlan } from "@perennial/lifecycle";
import { sql } from "kysely";
import { json } from "../database/json.ts";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/** A published lifecycle plan. */
export interface StoredPlan {
  readonly version: number;
  /** As it was published; whoever reads it parses it. */
  readonly plan: unknown;
  readonly publishedAt: Instant;
  readonly publishedBy: string;
}

/** A plan that is to be in force. */
export interface PlanPublication {
  readonly plan: LifecyclePlan;
  readonly at: Instant;
  readonly by: string;
}

const COLUMNS = sql`version, plan, published_at as "publishedAt", published_by as "publishedBy"`;

/**
 * Publishes a plan and puts it in force, unless the newest says the same. Gives its number. Two that publish at once
 * come one after the other.
 */
export async function publishPlanVersion(
  tx: TenantTransaction,
  { plan, at, by }: PlanPublication,
): Promise<number> {
  await tx.rows(sql`select pg_advisory_xact_lock(${tx.tenant}, hashtext('lifecycle_plans'))`);
  const [newest] = await tx.rows(sql<{ version: number; same: boolean }>`
    select version, plan = ${json(plan)}::jsonb as same from lifecycle_plans
    where tenant_id = ${tx.tenant} order by version desc limit 1`);
  const version = newest?.same ? newest.version : (newest?.version ?? 0) + 1;
  if (!newest?.same) {
    await tx.run(sql`
      insert into lifecycle_plans (tenant_id, version, plan, published_at, published_by)
      values (${tx.tenant}, ${version}, ${json(plan)}::jsonb, ${at}, ${by})`);
  }
  await tx.run(sql`
    update tenants set plan_version = ${version}, revision = revision + 1
    where tenant_id = ${tx.tenant} and plan_version is distinct from ${version}`);
  return version;
}

/** The plan in force; nothing where there is none. */
export async function readPlan(tx: TenantTransaction): Promise<StoredPlan | undefined> {
  const [found] = await tx.rows(sql<StoredPlan>`
    select ${COLUMNS} from lifecycle_plans p
    where tenant_id = ${tx.tenant}
      and version = (select plan_version from tenants t where t.tenant_id = ${tx.tenant})`);
  return found;
}

/** All plans that were ever in force, newest first. */
export function listPlans(tx: TenantTransaction): Promise<readonly StoredPlan[]> {
  return tx.rows(sql<StoredPlan>`
    select ${COLUMNS} from lifecycle_plans where tenant_id = ${tx.tenant} order by version desc`);
}

/** Keeps the model that the probability of leaving is computed by from the next night on. */
export async function saveChurnModel(
  tx: TenantTransaction,
  model: ChurnModel,
  at: Instant,
): Promise<void> {
  await tx.run(sql`
    insert into churn_models (tenant_id, model, fitted_at) values (${tx.tenant}, ${json(model)}::jsonb, ${at})
    on conflict (tenant_id) do update set model = excluded.model, fitted_at = excluded.fitted_at`);
  await tx.run(sql`update tenants set revision = revision + 1 where tenant_id = ${tx.tenant}`);
}

/** The model of who leaves that was fitted last; nothing where none was. */
export async function readChurnModel(tx: TenantTransaction): Promise<ChurnModel | undefined> {
  const [found] = await tx.rows(sql<{ model: ChurnModel }>`
    select model from churn_models where tenant_id = ${tx.tenant}`);
  return found?.model;
}
