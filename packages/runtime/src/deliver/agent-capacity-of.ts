import { AgentCapacity } from "@perennial/lifecycle";
import type { Tenant } from "@perennial/store";
import { holidaysOf } from "../facts/holidays-of.ts";
import { RuntimeError } from "../runtime-error.ts";

/**
 * How many calls a tenant's agents can make, by what is stored; on its holidays nobody calls. Nothing where it is not set.
 * Throws a `RuntimeError` that names what is wrong with it.
 */
export function agentCapacityOf(tenant: Tenant, stored: unknown): AgentCapacity | undefined {
  if (stored === null || stored === undefined) return undefined;
  const parsed = AgentCapacity.safeParse({ ...Object(stored), holidays: holidaysOf(tenant) });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new RuntimeError(
    `The agents' capacity of the tenant "${tenant.slug}" is not right at "${issue?.path.join(".")}": ${issue?.message}. Mend it in the settings.`,
  );
}
