import type { Exception, Refusal } from "@perennial/connector-kit";
import { ConnectorError } from "@perennial/contract";

/** How long an organisation is left alone where it does not say (crm/dynamics.md, 4). */
const WINDOW = 300_000;

/** What the Web API's answers mean where the common table says otherwise. */
export function dynamicsExceptions({ status }: Refusal): Exception | undefined {
  if (status === 429) return { kind: "rate-limited", retryAfter: WINDOW };
  // A row that is not, or is, as we thought: read again and decide again.
  if (status === 412) return { kind: "conflict" };
  return undefined;
}

/** Whether a delta link was refused because it is too old: everything must be read anew (crm/dynamics.md, 3.1). */
export function asksForFullSync(status: number, words: string): boolean {
  return status >= 400 && status < 500 && /full sync|expired/i.test(words);
}

/** A `ConnectorError` of this connector; `retryAfter` in milliseconds. */
export function dynamicsError(
  kind: ConstructorParameters<typeof ConnectorError>[0]["kind"],
  message: string,
  retryAfter?: number,
): ConnectorError {
  const when = retryAfter === undefined ? {} : { retryAfter };
  return new ConnectorError({ connector: "dynamics", kind, message, ...when });
}
