import { z } from "zod";
import { COMMAND_KINDS } from "../command/command.ts";
import { DEFAULT_FAMILY } from "../port/limiter.ts";
import { LocalizedText, MessageClass } from "../scalar.ts";
import { SIGNAL_TYPES } from "../signal/signal.ts";

/** What a connector can do beside performing commands. */
export const CAPABILITIES = [
  /** `changesSince` gives first load and increments. */
  "changes.read",
  /** `inbound` understands requests the other side sends us. */
  "inbound",
] as const;

/**
 * A declared rate limit: at most `requests` in any `perSeconds` seconds. Vendors count some requests apart, such as
 * searches: each such family has a limit of its own, and commands belong to the family `default`. `shared` says
 * whether each connection has the limit for itself or all connections of our app share it.
 */
export const RateLimit = z.strictObject({
  family: z
    .string()
    .regex(/^[a-z][a-z0-9-]*$/)
    .default(DEFAULT_FAMILY),
  requests: z.int().positive(),
  perSeconds: z.number().positive(),
  shared: z.enum(["connection", "app"]).default("connection"),
});
export type RateLimit = z.infer<typeof RateLimit>;

/** Who a connector is and what it can do: data, read at start, never guessed from behaviour. */
export const Manifest = z.strictObject({
  contractVersion: z.literal(1),
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  title: LocalizedText,
  auth: z.enum(["none", "basic", "token", "oauth2", "signature"]),
  capabilities: z.array(z.enum(CAPABILITIES)),
  commands: z.array(z.enum(COMMAND_KINDS)),
  /**
   * The classes of message it sends, where there are some that it does not: those go by another of the tenant's
   * connections, and come here refused as `unsupported`. Of several connections that send a class, the one that is for
   * fewer classes is used (decisions/0014). @default all
   */
  messageClasses: z.array(MessageClass).min(1).optional(),
  /** The signal types its inbound side and its change feed can give. */
  signals: z.array(z.enum(SIGNAL_TYPES)),
  /** Each family once; a family without a limit is not held back. */
  rateLimits: z
    .array(RateLimit)
    .refine((limits) => new Set(limits.map(({ family }) => family)).size === limits.length, {
      error: "declare each family of rate limits once",
    })
    .default([]),
  /** How many commands one `perform` takes at most. @default 100 */
  batchSize: z.int().positive().default(100),
  /** How often what has changed is read, where `changes.read` is declared, in seconds. @default 900 */
  readEverySeconds: z.int().min(10).default(900),
  /**
   * What helps when the outcome of a command is unknown (reliability.md, 3.4). `key`: the other side
   * drops a repeat with the same id for `ttlSeconds`. `lookUp`: it can be asked; an answer "absent"
   * counts only `settleSeconds` after the attempt. `reports`: it tells us of each message afterwards.
   */
  proof: z
    .strictObject({
      key: z.strictObject({ ttlSeconds: z.number().positive() }).optional(),
      lookUp: z.strictObject({ settleSeconds: z.number().nonnegative() }).optional(),
      reports: z.boolean().optional(),
    })
    .default({}),
  /** Whether sessions tell which visits a rep has planned: `Session.plannedVisits`. @default false */
  plannedVisits: z.boolean().optional(),
  /** Whether sessions can hear of changes as they happen: `Session.listen`. Each connection's settings say whether it does. @default false */
  listens: z.boolean().optional(),
  /** The vendor's API: its version and the page the facts come from. */
  vendorApi: z.strictObject({ version: z.string(), documentation: z.url() }),
});
export type Manifest = z.infer<typeof Manifest>;
