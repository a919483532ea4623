import type { Vault } from "@perennial/contract";
import { openSecrets } from "@perennial/runtime";
import { asTenant, type Database, listConnections, listTenants } from "@perennial/store";
import { ServerError } from "../server-error.ts";

/** What is left to do when the key is gone for good. */
export const LOST_KEY_REMEDY =
  "If it is lost, delete the rows of the table connections and the file, and enter the connections again.";

/** The vault at hand, and where its key is from. */
export interface CheckedVault {
  readonly vault: Vault;
  readonly keyFrom: string;
}

/**
 * Makes sure that the key is the one the stored secrets were sealed with: with another one nothing could be sent
 * (reliability.md, 7.2 row 47). A single secret that does not open is its connection's own trouble. Throws a
 * `ServerError` that says where the key is from and what to do.
 */
export async function checkVault(db: Database, { vault, keyFrom }: CheckedVault): Promise<void> {
  let opened = 0;
  let refused = 0;
  for (const { id: tenant } of await listTenants(db)) {
    for (const { id, settings } of await asTenant(db, tenant, listConnections)) {
      const sealed = JSON.stringify(settings).includes('"sealed"');
      if (!sealed) continue;
      if (opens(settings, { vault, purpose: `${tenant}/${id}` })) opened += 1;
      else refused += 1;
    }
  }
  if (refused === 0 || opened > 0) return;
  throw new ServerError(
    `The secrets in the database were sealed with another key than the one of ${keyFrom}. Restore the key they were sealed with: the file "vault-key" of the data directory, or PERENNIAL_VAULT_KEY. ${LOST_KEY_REMEDY}`,
  );
}

function opens(
  settings: Parameters<typeof openSecrets>[0],
  sealing: Parameters<typeof openSecrets>[1],
): boolean {
  try {
    openSecrets(settings, sealing);
    return true;
  } catch {
    return false;
  }
}
