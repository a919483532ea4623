import type { Consent, Instant } from "@perennial/contract";
import { listConnections, orderConsentWrites, type TenantTransaction } from "@perennial/store";
import type { RuntimeContext } from "../runtime-context.ts";

/** A permission that was given or withdrawn, and the connection that told it, if one did. */
export interface ChangedConsent {
  readonly consent: Consent;
  readonly from: string | undefined;
}

/** Orders that connections which keep permissions be told of those that changed by something other than themselves. */
export async function orderConsents(
  { connections }: Pick<RuntimeContext, "connections">,
  tx: TenantTransaction,
  { changed, now }: { readonly changed: readonly ChangedConsent[]; readonly now: Instant },
): Promise<void> {
  if (changed.length === 0) return;
  const able = connections.performers("update-consent");
  if (able.size === 0) return;
  const targets = (await listConnections(tx)).filter(
    ({ connector, state }) => able.has(connector) && state !== "disconnected",
  );
  const writes = targets.flatMap(({ id }) =>
    changed.flatMap(({ consent, from }) => (from === id ? [] : [{ connectionId: id, consent }])),
  );
  await orderConsentWrites(tx, writes, now);
}
