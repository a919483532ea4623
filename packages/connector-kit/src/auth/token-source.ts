import { type Clock, ConnectorError, type TokenStore, type Tokens } from "@perennial/contract";

/** How long before its end an access token is renewed, in milliseconds. */
const SKEW = 5 * 60_000;
/** How long after a renewal that failed the next one is tried while the old token holds, in milliseconds. */
const REST = 30_000;

/** What a token source is made of. */
export interface TokenSourceOptions {
  /** The connector's id, for errors. */
  readonly connector: string;
  /**
   * Asks the vendor for new tokens. A `ConnectorError` of kind `unauthenticated` means that the grant is gone and
   * somebody must connect anew. See `refreshGrant`.
   */
  readonly refresh: (current: Tokens | undefined) => Promise<Tokens>;
  /** The connection's own, `context.tokens`. */
  readonly store: TokenStore;
  readonly clock: Clock;
  /** Milliseconds before its end at which a token is renewed; less than it lives. @default 300000 */
  readonly skew?: number;
}

/** Gives access tokens that hold, renewing them in time: once, however many ask, in however many processes. */
export interface TokenSource {
  /** Tokens that hold now. Throws a `ConnectorError`: `unauthenticated` where the grant is gone, else `unavailable`. */
  get(): Promise<Tokens>;
  /** Does work with tokens; when it fails as `unauthenticated` they are renewed and it is done again, once. */
  authorized<T>(work: (tokens: Tokens) => Promise<T>): Promise<T>;
}

/**
 * Makes the source of a connection's access tokens. Renewing is done alone (the store's lock), after a second look at
 * the store: tokens that another process has renewed meanwhile are taken as they are, for a vendor that rotates
 * refresh tokens takes back all of them when an old one is used (Salesforce). While the old token holds, a vendor
 * that cannot be reached costs nothing.
 */
export function createTokenSource(options: TokenSourceOptions): TokenSource {
  const source = new Source(options);
  return {
    get: () => source.get(),
    async authorized(work) {
      const tokens = await source.get();
      try {
        return await work(tokens);
      } catch (error) {
        if (!ConnectorError.isInstance(error) || error.kind !== "unauthenticated") throw error;
        return work(await source.renewed(tokens));
      }
    },
  };
}

interface Flight {
  readonly forced: boolean;
  readonly landing: Promise<Tokens>;
}

class Source {
  readonly #options: TokenSourceOptions;
  #known: Tokens | undefined;
  #flight: Flight | undefined;
  /** No early renewal before this moment, in milliseconds since 1970. */
  #restUntil = Number.NEGATIVE_INFINITY;
  /** An access token that was given for no longer than the skew: it is used to its end. */
  #shortLived: string | undefined;
  /** The refresh token that the vendor has refused, and its words: it is not shown again. */
  #refused: { readonly refreshToken: string; readonly error: ConnectorError } | undefined;

  constructor(options: TokenSourceOptions) {
    this.#options = options;
  }

  async get(): Promise<Tokens> {
    const known = this.#known;
    if (known && (!this.#isDue(known) || (this.#isResting() && !this.#isOver(known)))) return known;
    return this.#fly(undefined);
  }

  /** Tokens other than those that the vendor has just refused. */
  async renewed(refused: Tokens): Promise<Tokens> {
    const flight = this.#flight;
    if (flight && !flight.forced) {
      const landed = await flight.landing.catch(() => undefined);
      if (landed && landed.accessToken !== refused.accessToken) return landed;
    }
    if (this.#known && this.#known.accessToken !== refused.accessToken) return this.#known;
    return this.#fly(refused);
  }

  #fly(refused: Tokens | undefined): Promise<Tokens> {
    if (this.#flight) return this.#flight.landing;
    const landing = this.#renew(refused).finally(() => {
      this.#flight = undefined;
    });
    this.#flight = { forced: refused !== undefined, landing };
    return landing;
  }

  async #renew(refused: Tokens | undefined): Promise<Tokens> {
    const { store } = this.#options;
    try {
      // Most often somebody has renewed them already; a look costs no lock.
      const stored = await store.read();
      if (stored !== undefined && this.#isGood(stored, refused)) return this.#keep(stored);
      this.#known = stored ?? this.#known;
      return this.#keep(await store.exclusively((current) => this.#refresh(current, refused)));
    } catch (thrown) {
      const error = this.#toError(thrown);
      const old = this.#known;
      const mayGoOn = refused === undefined && error.kind !== "unauthenticated" && error.retryable;
      if (!mayGoOn || old === undefined || this.#isOver(old)) throw error;
      this.#restUntil = this.#now() + REST;
      return old;
    }
  }

  async #refresh(current: Tokens | undefined, refused: Tokens | undefined): Promise<Tokens> {
    if (current !== undefined && this.#isGood(current, refused)) return current;
    const refreshToken = current?.refreshToken;
    if (refreshToken !== undefined && refreshToken === this.#refused?.refreshToken) {
      throw this.#refused.error;
    }
    try {
      return await this.#options.refresh(current);
    } catch (error) {
      const isRefusal = ConnectorError.isInstance(error) && error.kind === "unauthenticated";
      if (isRefusal && refreshToken !== undefined) this.#refused = { refreshToken, error };
      throw error;
    }
  }

  #keep(tokens: Tokens): Tokens {
    if (this.#known?.accessToken !== tokens.accessToken && this.#isDue(tokens)) {
      this.#shortLived = tokens.accessToken;
    }
    this.#known = tokens;
    return tokens;
  }

  #isGood(tokens: Tokens, refused: Tokens | undefined): boolean {
    return tokens.accessToken !== refused?.accessToken && !this.#isDue(tokens);
  }

  #isDue(tokens: Tokens): boolean {
    const { skew = SKEW } = this.#options;
    return this.#endsWithin(tokens, tokens.accessToken === this.#shortLived ? 0 : skew);
  }

  #isOver(tokens: Tokens): boolean {
    return this.#endsWithin(tokens, 0);
  }

  #endsWithin({ expiresAt }: Tokens, milliseconds: number): boolean {
    return expiresAt !== undefined && Date.parse(expiresAt) - milliseconds <= this.#now();
  }

  #isResting(): boolean {
    return this.#now() < this.#restUntil;
  }

  #now(): number {
    return Date.parse(this.#options.clock.now());
  }

  #toError(error: unknown): ConnectorError {
    if (ConnectorError.isInstance(error)) return error;
    const { connector } = this.#options;
    const message = `the tokens of ${connector} could not be read, renewed or kept`;
    return new ConnectorError({ connector, kind: "unavailable", message, cause: error });
  }
}
