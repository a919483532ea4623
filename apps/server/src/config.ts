import { VAULT_KEY_BYTES } from "@perennial/runtime";
import { z } from "zod";
import { ServerError } from "./server-error.ts";

/** What a process does: the doors, the work, or both. */
export const PROCESS_ROLES = ["web", "worker", "both"] as const;
export type ProcessRole = (typeof PROCESS_ROLES)[number];

/** Settings of the environment; everything else is on the command line or in the database. */
const Environment = z.object({
  /** A PostgreSQL 14 or newer of your own, in place of the embedded one. */
  DATABASE_URL: z
    .string()
    .regex(/^postgres(?:ql)?:\/\/./, {
      error: "must be an address such as postgres://user:password@host/database",
    })
    .optional(),
  /** A Redis that processes tell each other through that there is work; without it they find it by looking. */
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\/./, { error: "must be an address such as redis://host:6379" })
    .optional(),
  /** What this process does: `web` has the doors, `worker` does the work, `both` is the default. */
  PERENNIAL_ROLE: z
    .enum(PROCESS_ROLES, { error: `must be one of ${PROCESS_ROLES.join(", ")}` })
    .optional(),
  /** Where metrics and health are asked for, beside the doors; nowhere by default. */
  PERENNIAL_METRICS_PORT: z
    .string()
    .regex(/^\d{1,5}$/, { error: "must be a port, from 1 to 65535" })
    .transform(Number)
    .refine((port) => port >= 1 && port <= 65_535, { error: "must be a port, from 1 to 65535" })
    .optional(),
  /** How long the event loop may be blocked before the process ends itself to be started anew, in seconds; 0: never. */
  PERENNIAL_BLOCKED_LIMIT: z
    .string()
    .regex(/^\d{1,5}$/, { error: "must be a number of seconds, or 0 for no limit" })
    .transform(Number)
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

/** How long the event loop may be blocked, in seconds, where nothing is said. */
const BLOCKED_LIMIT = 60;

/** What processes that share the work must have alike. */
const SHARED = ["DATABASE_URL", "PERENNIAL_PUBLIC_URL", "PERENNIAL_VAULT_KEY"] as const;

/** What the environment says. */
export interface Config {
  readonly role: ProcessRole;
  readonly databaseUrl: string | undefined;
  readonly redisUrl: string | undefined;
  readonly metricsPort: number | undefined;
  /** In milliseconds; 0 for no limit. */
  readonly blockedLimit: number;
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
    throw wrong(parsed.error.issues.map((each) => `${String(each.path[0])} ${each.message}`));
  }
  const { PERENNIAL_ROLE: role = "both" } = parsed.data;
  const missing = SHARED.filter((name) => role !== "both" && parsed.data[name] === undefined);
  if (missing.length > 0) {
    throw wrong(
      missing.map((name) => `${name} must be set where PERENNIAL_ROLE is "${role}", alike for all`),
    );
  }
  return {
    role,
    databaseUrl: parsed.data.DATABASE_URL,
    redisUrl: parsed.data.REDIS_URL,
    metricsPort: parsed.data.PERENNIAL_METRICS_PORT,
    blockedLimit: (parsed.data.PERENNIAL_BLOCKED_LIMIT ?? BLOCKED_LIMIT) * 1_000,
    publicUrl: parsed.data.PERENNIAL_PUBLIC_URL,
    vaultKey: parsed.data.PERENNIAL_VAULT_KEY,
    endpointsMayReach: parsed.data.PERENNIAL_ENDPOINTS_MAY_REACH ?? [],
  };
}

function wrong(lines: readonly string[]): ServerError {
  return new ServerError(
    `The environment is not right:${lines.map((each) => `\n  ${each}`).join("")}`,
  );
}

function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, pathname, search, hash, username } = new URL(text);
  const isBare = pathname === "/" && search === "" && hash === "" && username === "";
  return isBare && (protocol === "http:" || protocol === "https:");
}
