import { z } from "zod";
import { ServerError } from "./server-error.ts";

/** Settings of the environment; everything else is on the command line or in the database. */
const Environment = z.object({
  /** A PostgreSQL 14 or newer of your own, in place of the embedded one. */
  DATABASE_URL: z.string().startsWith("postgres").optional(),
  /** The address of the outside world for this server, where it differs from the one it listens on. */
  PERENNIAL_PUBLIC_URL: z.url().optional(),
  /** The key that secrets are sealed with, 32 bytes in base64; made and kept in the data directory where missing. */
  PERENNIAL_VAULT_KEY: z.base64().optional(),
});

/** What the environment says. */
export interface Config {
  readonly databaseUrl: string | undefined;
  readonly publicUrl: string | undefined;
  readonly vaultKey: string | undefined;
}

/** Reads the environment. Throws a `ServerError` that names the variable and what is wrong with it. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const parsed = Environment.safeParse(environment);
  if (!parsed.success) {
    throw new ServerError(`The environment is not right:\n${z.prettifyError(parsed.error)}`);
  }
  return {
    databaseUrl: parsed.data.DATABASE_URL,
    publicUrl: parsed.data.PERENNIAL_PUBLIC_URL,
    vaultKey: parsed.data.PERENNIAL_VAULT_KEY,
  };
}
