/** The family of requests that commands belong to. */
export const DEFAULT_FAMILY = "default";

/** Keeps a connection's requests within the limits that its manifest declares. */
export interface Limiter {
  /**
   * Waits until one request of a family may go; those that ask first go first. Throws a `ConnectorError`:
   * `unsupported` for a family that the manifest does not declare, `rate-limited` with `retryAfter` where the wait
   * would be too long to stand in line for, `unavailable` where `signal` ends it.
   */
  take(family: string, signal?: AbortSignal): Promise<void>;
  /** Takes a vendor's word that there is no room in a family for so many milliseconds. */
  drain(family: string, milliseconds: number): void;
}
