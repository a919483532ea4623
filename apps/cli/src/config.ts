import { z } from "zod";
import { usageError } from "./output/cli-error.ts";

/** What the command line reads of the environment; the server reads its own. */
const Environment = z.object({
  /** A PostgreSQL 14 or newer of your own, in place of the embedded one. */
  DATABASE_URL: z
    .string()
    .regex(/^postgres(?:ql)?:\/\//, {
      error: "must be an address such as postgres://user:password@host/database",
    })
    .optional(),
  /** The key that secrets are sealed with, as the server has it. */
  PERENNIAL_VAULT_KEY: z.string().optional(),
  /** Anything: shows where in the program an unforeseen error comes from. */
  PERENNIAL_DEBUG: z.string().optional(),
});

/** What the environment says. */
export interface Config {
  readonly databaseUrl: string | undefined;
  readonly vaultKey: string | undefined;
  readonly debug: boolean;
}

/** The environment's variables. */
export type EnvironmentVariables = Readonly<Record<string, string | undefined>>;

/** Reads the environment. Throws a usage error that names the variable. */
export function readConfig(environment: EnvironmentVariables): Config {
  // A variable set to nothing is one that is not set.
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
  const parsed = Environment.safeParse(set);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw usageError(`The variable ${issue?.path.join(".")} of the environment ${issue?.message}.`);
  }
  const { DATABASE_URL, PERENNIAL_VAULT_KEY, PERENNIAL_DEBUG } = parsed.data;
  const debug = PERENNIAL_DEBUG !== undefined;
  return { databaseUrl: DATABASE_URL, vaultKey: PERENNIAL_VAULT_KEY, debug };
}
