import type { LocalDate } from "@perennial/contract";
import type { LifecyclePlan } from "@perennial/lifecycle";
import { asTenant, nightBefore, type ReviewNight, type Tenant } from "@perennial/store";
import { fitRiskModel } from "../plan/fit-risk-model.ts";
import type { RuntimeContext } from "../runtime-context.ts";

/** Which night of whose plan it is. */
export interface LearningNight {
  readonly tenant: Tenant;
  readonly plan: LifecyclePlan;
  readonly night: ReviewNight;
}

/**
 * Learns anew who leaves (M-17) in a plan's first night and in the first of each month, where the plan asks for it. What is
 * learnt counts from the next night on; a history that carries no model leaves the one there was.
 */
export async function learnMonthly(
  context: RuntimeContext,
  { tenant, plan, night }: LearningNight,
): Promise<void> {
  if (!plan.churn || night.stage !== "figures" || night.lastId !== null) return;
  const last = await asTenant(context.db, tenant.id, (tx) => nightBefore(tx, night.night));
  if (!night.isBaseline && last !== undefined && isOfOneMonth(last, night.night)) return;
  const trained = await fitRiskModel(context, tenant);
  if (!trained) return;
  const { fit } = trained;
  const about = { tenant: tenant.slug, night: night.night };
  if ("model" in fit) context.log.info("Who leaves was learnt anew.", about);
  else context.log.info("Who leaves could not be learnt.", { ...about, reason: fit.words.en });
}

function isOfOneMonth(one: LocalDate, two: LocalDate): boolean {
  return one.slice(0, 7) === two.slice(0, 7);
}
