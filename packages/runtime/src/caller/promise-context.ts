import type { PromiseContext } from "@perennial/lifecycle";
import type { Tenant } from "@perennial/store";
import { contactPolicyOf } from "../deliver/contact-policy-of.ts";
import { holidaysOf } from "../facts/holidays-of.ts";
import type { RuntimeContext } from "../runtime-context.ts";

/** When promises of calls are judged, and the hours in which a tenant calls. */
export function promiseContext(
  { clock, rulePack }: Pick<RuntimeContext, "clock" | "rulePack">,
  tenant: Tenant,
): PromiseContext {
  const policy = contactPolicyOf(tenant, rulePack);
  const { calls } = policy.quietHours ?? policy.rulePack.quietHours;
  return {
    now: clock.now(),
    place: { zone: tenant.timeZone, holidays: holidaysOf(tenant) },
    hours: calls,
  };
}
