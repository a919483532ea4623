import type { Instant, Signal } from "@perennial/contract";
import {
  lockIdentities,
  readAddressKey,
  readMerges,
  type TenantTransaction,
} from "@perennial/store";
import { openAddressDigest } from "../forget/address-digests.ts";
import { leaveOutForgotten } from "../forget/leave-out-forgotten.ts";
import type { RuntimeContext } from "../runtime-context.ts";
import { customersIn, renameMerged } from "./rename-merged.ts";

/**
 * Gives what was told by whose it is now: what names a merged-away record is the survivor's, and what is told of
 * somebody forgotten is left out. Whose records are whose stays as it is until the transaction ends.
 */
export async function admitTold(
  { vault }: Pick<RuntimeContext, "vault">,
  tx: TenantTransaction,
  { signals, now }: { readonly signals: readonly Signal[]; readonly now: Instant },
): Promise<readonly Signal[]> {
  const named = [...new Set(signals.flatMap(customersIn))];
  if (named.length === 0) return signals;
  const changes = signals.some(
    ({ type }) => type === "customer.merged" || type === "customer.erased",
  );
  // Sent together and done in this order: what is read is read under the lock.
  const [, sealed, survivors] = await Promise.all([
    lockIdentities(tx, changes),
    readAddressKey(tx),
    readMerges(tx, named),
  ]);
  const told = renameMerged(signals, survivors);
  if (sealed === undefined) return told;
  const digest = openAddressDigest(tx.tenant, vault, sealed);
  return leaveOutForgotten(tx, told, { digest, now });
}
