import { listConnections, orderPromiseWrites, type TenantTransaction } from "@perennial/store";
import type { RuntimeContext } from "../runtime-context.ts";

/**
 * Orders that whoever keeps the tenant's call list be told of promises: of these, or of all that are to be kept and are on no list. The list is
 * that of the connection which calls of programs go by too.
 */
export async function orderPromises(
  { clock, connections }: Pick<RuntimeContext, "clock" | "connections">,
  tx: TenantTransaction,
  promiseIds?: readonly string[],
): Promise<void> {
  if (promiseIds?.length === 0) return;
  const able = connections.performers("put-call");
  if (able.size === 0) return;
  const keeper = (await listConnections(tx)).find(
    ({ connector, state }) => able.has(connector) && state !== "disconnected",
  );
  await orderPromiseWrites(tx, {
    ...{ keeper: keeper?.id, now: clock.now() },
    ...(promiseIds && { promiseIds }),
  });
}
