import { createHmac, randomBytes } from "node:crypto";
import type { Vault } from "@perennial/contract";
import { sameForm } from "@perennial/lifecycle";
import { keepAddressKey, type TenantTransaction } from "@perennial/store";
import { RuntimeError } from "../runtime-error.ts";

/** Makes the keyed hash of an address of a tenant's, or of a customer's id: two spellings have one. */
export type AddressDigest = (text: string) => string;

const KEY_BYTES = 32;

/** The digests of a tenant, by a key that is made if there is none. Throws a `RuntimeError` without a vault. */
export async function makeAddressDigest(
  tx: TenantTransaction,
  vault: Vault | undefined,
): Promise<AddressDigest> {
  const known = needed(vault);
  const fresh = known.seal(randomBytes(KEY_BYTES).toString("base64url"), purposeOf(tx.tenant));
  return openAddressDigest(tx.tenant, known, await keepAddressKey(tx, fresh));
}

/** The digests of a tenant by its sealed key. Throws a `RuntimeError` where it does not open. */
export function openAddressDigest(
  tenant: number,
  vault: Vault | undefined,
  sealed: string,
): AddressDigest {
  const key = Buffer.from(needed(vault).open(sealed, purposeOf(tenant)), "base64url");
  return (text) => createHmac("sha256", key).update(sameForm(text)).digest("base64url");
}

function needed(vault: Vault | undefined): Vault {
  if (vault) return vault;
  throw new RuntimeError(
    "The addresses of people who were forgotten are recognised by a key that the vault seals, and there is no vault here. Start with the vault's key.",
  );
}

function purposeOf(tenant: number): string {
  return `${tenant}#suppressions`;
}
