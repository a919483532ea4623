import type { Tenant } from "@perennial/store";
import type { RuntimeContext } from "../runtime-context.ts";
import { rereadChanged } from "./reread-changed.ts";
import { writeConsents } from "./write-consents.ts";
import { writePromises } from "./write-promises.ts";
import { writeRecords } from "./write-records.ts";

/**
 * Reads what the other sides say has changed, and writes back the permissions, promised calls and customers that changed here, connection by
 * connection as far as they do not stand still. Gives how many records were read or written, or put back for later.
 */
export async function keepInStep(
  context: RuntimeContext,
  tenant: Tenant,
  over?: AbortSignal,
): Promise<number> {
  let handled = 0;
  for (const open of await context.connections.all(tenant.id)) {
    if (over?.aborted) return handled;
    handled += await rereadChanged(context, { tenant, open, over });
    if (over?.aborted) return handled;
    handled += await writeConsents(context, { tenant, open });
    if (over?.aborted) return handled;
    handled += await writePromises(context, { tenant, open });
    if (over?.aborted) return handled;
    handled += await writeRecords(context, { tenant, open });
  }
  return handled;
}
