import type { Config } from "../config.ts";

/** What of the settings may stand in no log: the vault's key, and the passwords in addresses, as written and as meant. */
export function configSecrets(
  config: Pick<Config, "vaultKey" | "databaseUrl" | "redisUrl">,
): readonly string[] {
  const { vaultKey, databaseUrl, redisUrl } = config;
  const passwords = [databaseUrl, redisUrl].flatMap((url) => passwordIn(url));
  return vaultKey === undefined ? passwords : [vaultKey, ...passwords];
}

function passwordIn(url: string | undefined): readonly string[] {
  if (url === undefined || !URL.canParse(url)) return [];
  const { password } = new URL(url);
  if (password === "") return [];
  try {
    return [...new Set([password, decodeURIComponent(password)])];
  } catch {
    return [password];
  }
}
