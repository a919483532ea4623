import { type ChurnModel, LifecyclePlan } from "@perennial/lifecycle";
import { readChurnModel, readPlan, type Tenant, type TenantTransaction } from "@perennial/store";
import type { RuntimeContext } from "../runtime-context.ts";
import { RuntimeError } from "../runtime-error.ts";

/** A tenant's plan that is in force, and the model of who leaves. */
export interface PlanInForce {
  readonly version: number;
  readonly plan: LifecyclePlan;
  readonly churn: ChurnModel | undefined;
}

interface Kept {
  readonly revision: number;
  readonly plan: PlanInForce | undefined;
}

/** Plans are read whole and used for every purchase: each is kept until the tenant's revision is another. */
const kept = new WeakMap<RuntimeContext["db"], Map<number, Kept>>();

/** The plan in force for a tenant; nothing where it has none. Throws a `RuntimeError` for one that cannot be read. */
export async function planOf(
  { db }: Pick<RuntimeContext, "db">,
  tx: TenantTransaction,
  { id, revision }: Pick<Tenant, "id" | "revision">,
): Promise<PlanInForce | undefined> {
  const tenants = kept.get(db) ?? new Map<number, Kept>();
  kept.set(db, tenants);
  const known = tenants.get(id);
  if (known?.revision === revision) return known.plan;
  const plan = await load(tx);
  tenants.set(id, { revision, plan });
  return plan;
}

async function load(tx: TenantTransaction): Promise<PlanInForce | undefined> {
  const [stored, churn] = await Promise.all([readPlan(tx), readChurnModel(tx)]);
  if (!stored) return undefined;
  const parsed = LifecyclePlan.safeParse(stored.plan);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new RuntimeError(
      `Version ${stored.version} of the lifecycle plan cannot be read: ${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}. Publish it anew.`,
    );
  }
  return { version: stored.version, plan: parsed.data, churn };
}
