/**
 * What can go wrong on the other side, said without naming a protocol. Once switched on, a fault meets
 * every request until `clear`.
 */
export const FAULTS = [
  /** Come back later, and no word of when (HTTP: 429). */
  "rate-limited",
  /** Come back in `RETRY_AFTER_SECONDS` (HTTP: 429 with `Retry-After`). */
  "rate-limited-for",
  /** What the account may do in a day is used up, in the vendor's own way of saying so. */
  "daily-limit",
  /** Someone changed the same thing meanwhile (HTTP: 409). */
  "conflict",
  /** The credentials have run out. Of `oauth2`: the access token alone, so a refresh helps. */
  "expired",
  /** The credentials are refused for good; of `oauth2` the refresh token too. */
  "revoked",
  /** The credentials are good but lack a right (HTTP: 403). */
  "forbidden",
  /** The other side fails (HTTP: 500). */
  "server-error",
  /** Something in between answers with a page for browsers (HTTP: 200 and HTML). */
  "html",
  /** The request is read in full and never answered. */
  "silent",
  /** The request is read in full and taken, and then the connection is cut. */
  "cut",
  /** Nobody listens. It need not end with `clear`. */
  "refused",
  /** The credentials are refused, and the refusal repeats everything that was sent. */
  "echo",
] as const;
/** The name of a fault. */
export type Fault = (typeof FAULTS)[number];

/** What the fault `rate-limited-for` asks to wait, in seconds. */
export const RETRY_AFTER_SECONDS = 7;
