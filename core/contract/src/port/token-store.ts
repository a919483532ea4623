import type { Instant } from "../scalar.ts";

/** What a vendor's token endpoint gave, as it is kept for a connection (RFC 6749, 5.1). */
export interface Tokens {
  readonly accessToken: string;
  /** Absent where a grant gives none, such as client credentials. */
  readonly refreshToken?: string;
  /** When the access token ends; absent where the vendor does not say. */
  readonly expiresAt?: Instant;
  /** What else came with the tokens and is needed to use them, such as the address of the vendor's instance. */
  readonly details?: Readonly<Record<string, string>>;
}

/**
 * Where a connection's tokens are kept, sealed. Several processes use one connection, and a vendor that rotates
 * refresh tokens takes back the whole family when an old one is used again: who renews must be alone.
 */
export interface TokenStore {
  /** The tokens as they stand; undefined before the first grant. */
  read(): Promise<Tokens | undefined>;
  /**
   * Does work while nobody else, in any process, does the same. The work is given the tokens as they stand once it
   * is alone, and what it gives is kept before this resolves; the same value back keeps what is there. Nothing is
   * kept when it throws. Rejects where the lock is not free, or the work not done, within the store's time limit.
   */
  exclusively(work: (current: Tokens | undefined) => Promise<Tokens>): Promise<Tokens>;
}
