import { AsyncLocalStorage } from "node:async_hooks";
import { type Clock, Instant, type TokenStore, type Tokens, type Vault } from "@perennial/contract";
import {
  asTenant,
  type Database,
  type LockLimits,
  lockTokens,
  readTokens,
  saveTokens,
  type TenantTransaction,
} from "@perennial/store";
import { z } from "zod";
import { inTime } from "../deliver/in-time.ts";
import { RuntimeError } from "../runtime-error.ts";

/** How long somebody who renews tokens is waited for, and may take, in milliseconds. */
const LIMITS: LockLimits = { wait: 20_000, hold: 30_000 };

/** Whose tokens a store keeps, and with what. */
export interface SealedTokenStoreOptions {
  readonly db: Database;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly tenant: number;
  readonly connection: string;
  /** How long the lock is waited for and held at most, in milliseconds. @default 20 s and 30 s */
  readonly limits?: LockLimits;
}

const StoredTokens: z.ZodType<Tokens> = z.strictObject({
  accessToken: z.string(),
  refreshToken: z.string().exactOptional(),
  expiresAt: Instant.exactOptional(),
  details: z.record(z.string(), z.string()).exactOptional(),
});

/**
 * Keeps a connection's tokens in PostgreSQL, sealed as a whole. Whoever renews them holds a lock in a transaction
 * of its own, so that no two processes use one refresh token; the lock goes with the process that held it.
 */
export function createTokenStore(options: SealedTokenStoreOptions): TokenStore {
  const { db, vault, tenant, connection, limits = LIMITS } = options;
  const purpose = purposeOf(options);
  const open = (sealed: string | undefined): Tokens | undefined => {
    if (sealed === undefined) return undefined;
    const opened = StoredTokens.safeParse(JSON.parse(vault.open(sealed, purpose)));
    if (opened.success) return opened.data;
    throw new RuntimeError(
      `The tokens of the connection "${connection}" are not as this version keeps them. Connect it anew.`,
    );
  };
  return {
    read: () => asTenant(db, tenant, async (tx) => open(await readTokens(tx, connection))),
    exclusively(work) {
      // The work is the connector's: it is no part of the transaction, and may begin one.
      const outside = AsyncLocalStorage.snapshot();
      return asTenant(db, tenant, async (tx) => {
        const current = open(await lockTokens(tx, connection, limits));
        // A little before the server would end the transaction, so that the reason is told.
        const renewed = await inTime(outside(work, current), connection, limits.hold * 0.9);
        if (renewed === current) return renewed;
        await save(options, tx, renewed);
        return renewed;
      });
    },
  };
}

/**
 * Keeps what somebody who connected anew was granted, in place of whatever was there, also of what no longer opens.
 * Waits for who is renewing.
 */
export function grantTokens(options: SealedTokenStoreOptions, granted: Tokens): Promise<void> {
  return asTenant(options.db, options.tenant, (tx) => grantTokensIn(tx, options, granted));
}

/** The same inside a transaction that is open already. */
export async function grantTokensIn(
  tx: TenantTransaction,
  options: SealedTokenStoreOptions,
  granted: Tokens,
): Promise<void> {
  await lockTokens(tx, options.connection, options.limits ?? LIMITS);
  await save(options, tx, granted);
}

async function save(
  options: SealedTokenStoreOptions,
  tx: TenantTransaction,
  tokens: Tokens,
): Promise<void> {
  const sealed = options.vault.seal(JSON.stringify(tokens), purposeOf(options));
  await saveTokens(tx, options.connection, { sealed, at: options.clock.now() });
}

/** No field of the settings has this purpose: theirs go on with a slash. */
function purposeOf({ tenant, connection }: SealedTokenStoreOptions): string {
  return `${tenant}/${connection}#tokens`;
}
