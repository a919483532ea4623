import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Vault } from "@perennial/contract";
import { SealedVault, VAULT_KEY_BYTES } from "@perennial/runtime";

/** Where the key of a Perennial's vault is: in the environment, or in its data directory. */
export interface VaultPlace {
  readonly vaultKey: string | undefined;
  readonly dataDir: string;
}

/**
 * The vault of a Perennial, by which it recognises people who were forgotten; nothing where there is no key, as before the
 * first start, or where it is no key at all.
 */
export async function readVault({ vaultKey, dataDir }: VaultPlace): Promise<Vault | undefined> {
  const text = vaultKey ?? (await readFile(join(dataDir, "vault-key"), "utf8").catch(missing));
  const key = Buffer.from(text ?? "", "base64");
  return key.length === VAULT_KEY_BYTES ? new SealedVault(key) : undefined;
}

function missing(error: unknown): undefined {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
  throw error;
}
