import { VAULT_KEY_BYTES } from "@perennial/runtime";
import { z } from "zod";
import { ServerError } from "./server-error.ts";

/** Settings of the environment; everything else is on the command line or in the database. */
const Environment = z.object({
  /** A PostgreSQL 14 or newer of your own, in place of the embedded one. */
  DATABASE_URL: z
    .string()
    .regex(/^postgres(?:ql)?:\/\/./, {
      error: "must be an address such as postgres://user:password@host/database",
    })
    .optional(),
  /** The address of the outside world for this server, where it differs from the one it listens on. */
  PERENNIAL_PUBLIC_URL: z
    .string()
    .refine(isOrigin, {
      error: "must be an address without a path, such as https://perennial.example",
    })
    .optional(),
  /** Where subscribers' addresses may lead beyond public ones: `loopback`, `private`, `http`, with commas between. */
  PERENNIAL_ENDPOINTS_MAY_REACH: z
    .string()
    .transform((text) => text.split(",").map((each) => each.trim()))
    .pipe(
      z.array(
        z.enum(["loopback", "private", "http"], {
          error: "must name loopback, private or http, with commas between them",
        }),
      ),
    )
    .optional(),
  /** The key that secrets are sealed with, 32 bytes in base64; made and kept in the data directory where missing. */
  PERENNIAL_VAULT_KEY: z
    .base64({ error: "must be base64" })
    .refine((text) => Buffer.from(text, "base64").length === VAULT_KEY_BYTES, {
      error: `must be ${VAULT_KEY_BYTES} bytes in base64, such as "openssl rand -base64 ${VAULT_KEY_BYTES}" makes`,
    })
    .optional(),
});

/** What the environment says. */
export interface Config {
  readonly databaseUrl: string | undefined;
  readonly publicUrl: string | undefined;
  readonly vaultKey: string | undefined;
  readonly endpointsMayReach: readonly ("loopback" | "private" | "http")[];
}

/**
 * Reads the environment; a variable that is empty counts as missing. Throws a `ServerError` that names each
 * variable and what is wrong with it, never its value.
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.entries(environment).filter(([, value]) => value !== "");
  const parsed = Environment.safeParse(Object.fromEntries(given));
  if (!parsed.success) {
    const wrong = parsed.error.issues.map((each) => `\n  ${String(each.path[0])} ${each.message}`);
    throw new ServerError(`The environment is not right:${wrong.join("")}`);
  }
  return {
    databaseUrl: parsed.data.DATABASE_URL,
    publicUrl: parsed.data.PERENNIAL_PUBLIC_URL,
    vaultKey: parsed.data.PERENNIAL_VAULT_KEY,
    endpointsMayReach: parsed.data.PERENNIAL_ENDPOINTS_MAY_REACH ?? [],
  };
}

function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, pathname, search, hash, username } = new URL(text);
  const isBare = pathname === "/" && search === "" && hash === "" && username === "";
  return isBare && (protocol === "http:" || protocol === "https:");
}
