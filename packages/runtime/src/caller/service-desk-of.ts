import { READY_SERVICE_DESK, ServiceDesk } from "@perennial/lifecycle";
import { readServiceDesk, type Tenant, type TenantTransaction } from "@perennial/store";
import type { RuntimeContext } from "../runtime-context.ts";
import { RuntimeError } from "../runtime-error.ts";

interface Kept {
  readonly revision: number;
  readonly desk: ServiceDesk;
}

/** Asked for at every call: each tenant's is kept until its revision is another. */
const kept = new WeakMap<RuntimeContext["db"], Map<number, Kept>>();

/** How a tenant answers its calls: what was saved, or the ready way. Throws a `RuntimeError` for one that cannot be read. */
export async function serviceDeskOf(
  { db }: Pick<RuntimeContext, "db">,
  tx: TenantTransaction,
  { id, revision }: Pick<Tenant, "id" | "revision">,
): Promise<ServiceDesk> {
  const tenants = kept.get(db) ?? new Map<number, Kept>();
  kept.set(db, tenants);
  const known = tenants.get(id);
  if (known?.revision === revision) return known.desk;
  const stored = await readServiceDesk(tx);
  const desk = stored === undefined ? READY_SERVICE_DESK : parsed(stored.settings);
  tenants.set(id, { revision, desk });
  return desk;
}

function parsed(settings: unknown): ServiceDesk {
  const read = ServiceDesk.safeParse(settings);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new RuntimeError(
    `How calls are answered cannot be read at "${issue?.path.join(".") ?? ""}": ${issue?.message ?? ""}. Save it anew under PUT /v1/service.`,
  );
}
