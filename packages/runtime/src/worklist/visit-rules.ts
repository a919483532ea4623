import {
  planCatalogue,
  VISIT_CRITERIA,
  VISIT_FIELDS,
  VisitCriteria,
  type WorklistRules,
} from "@perennial/lifecycle";
import { readVisitCriteria, type Tenant, type TenantTransaction } from "@perennial/store";
import { planOf } from "../plan/plan-of.ts";
import type { RuntimeContext } from "../runtime-context.ts";
import { RuntimeError } from "../runtime-error.ts";

/** What a tenant's worklist is made by: the criteria that were saved, or the nine ready ones (B-01). */
export async function visitRules(
  context: Pick<RuntimeContext, "db">,
  tx: TenantTransaction,
  tenant: Tenant,
): Promise<WorklistRules> {
  const stored = await readVisitCriteria(tx);
  const plan = (await planOf(context, tx, tenant))?.plan ?? { attributes: {} };
  const { currency } = tenant;
  return {
    criteria: stored === undefined ? VISIT_CRITERIA : parsed(stored.criteria),
    catalogue: planCatalogue(plan, { currency, declared: VISIT_FIELDS }),
  };
}

function parsed(criteria: unknown): VisitCriteria {
  const read = VisitCriteria.safeParse(criteria);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new RuntimeError(
    `The criteria of visits cannot be read at "${issue?.path.join(".") ?? ""}": ${issue?.message ?? ""}. Save them anew under PUT /v1/visit-criteria.`,
  );
}
