import type { Instant, Vault } from "@perennial/contract";
import { findSuppressions, readAddressKey, type TenantTransaction } from "@perennial/store";
import { openAddressDigest } from "./address-digests.ts";

/** Finds which of some addresses belong to somebody who was forgotten, and since when; nobody, where nobody ever was. */
export async function loadForgotten(
  tx: TenantTransaction,
  vault: Vault | undefined,
  addresses: readonly string[],
): Promise<(address: string) => Instant | undefined> {
  const sealed = addresses.length > 0 ? await readAddressKey(tx) : undefined;
  if (sealed === undefined) return () => undefined;
  const digest = openAddressDigest(tx.tenant, vault, sealed);
  const since = await findSuppressions(tx, [...new Set(addresses.map(digest))]);
  return (address) => since.get(digest(address));
}
