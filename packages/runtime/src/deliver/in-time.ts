import { setTimeout as sleep } from "node:timers/promises";
import { ConnectorError } from "@perennial/contract";

/** The longest a connector may take for one answer, in milliseconds: as long as a claim holds. */
const LONGEST = 60_000;

/**
 * Waits for a connector, but not for ever: one that never answers must not hold up everything else. Throws a
 * `ConnectorError` then; what the connector was given may have been done.
 */
export async function inTime<T>(
  work: Promise<T>,
  connector: string,
  longest: number = LONGEST,
): Promise<T> {
  const over = new AbortController();
  const late = sleep(longest, undefined, { signal: over.signal, ref: false }).then(() => {
    const message = `${connector} did not answer within ${Math.ceil(longest / 1_000)} seconds.`;
    throw new ConnectorError({ connector, kind: "unavailable", maybeDone: true, message });
  });
  // Whichever comes second must not become an unhandled rejection.
  late.catch(() => undefined);
  work.catch(() => undefined);
  try {
    return await Promise.race([work, late]);
  } finally {
    over.abort();
  }
}
