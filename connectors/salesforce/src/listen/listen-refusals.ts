import { ConnectorError, type ConnectorErrorKind, type Instant } from "@perennial/contract";
import type { ListenPlace } from "./listen-place.ts";
import type { StreamEnd } from "./stream-end.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** The channel is not there or we may not hear it. */
export function notAllowed(ends: readonly StreamEnd[]): ConnectorError {
  return failure(
    "forbidden",
    "Salesforce does not let Perennial hear changes at once: give the permission View All Data to the user who connected, " +
      "and see that the org has the package's channel of change events, which some editions have not; " +
      "or switch it off in the connection's settings. Changes are read as usual",
    ends,
  );
}

/** The org's allowance of delivered events is used up, for all its apps together (crm/salesforce.md, 3.2): it is left alone until the next day. */
export function spent(end: StreamEnd, place: ListenPlace, now: Instant): ConnectorError {
  place.abandon();
  const at = Date.parse(now);
  const retryAfter = Math.max(HOUR, Math.floor(at / DAY) * DAY + DAY - at);
  const message =
    "the org has used up the change events that Salesforce delivers in a day; they are heard again on the next day, and changes are read as usual";
  return failure("rate-limited", message, [end], retryAfter);
}

/** The access token is no good any more, or the host is no longer the org's: a new one is fetched. */
export function moved(end: StreamEnd): ConnectorError {
  return failure("unauthenticated", "Salesforce does not take the access for change events", [end]);
}

/** Nothing is wrong on our side: it is tried again in a while. */
export function shaky(end: StreamEnd): ConnectorError {
  return failure(
    "unavailable",
    "Salesforce's channel of change events does not answer as it should; it is tried again",
    [end],
  );
}

/** Nobody knows where the org is. */
export function unplaced(): ConnectorError {
  return failure("unauthenticated", "it is not known which host the org has; connect again", []);
}

function failure(
  kind: ConnectorErrorKind,
  message: string,
  ends: readonly StreamEnd[],
  retryAfter?: number,
): ConnectorError {
  const words = [...new Set(ends.map((end) => end.words ?? end.kind))].join("; ");
  return new ConnectorError({
    ...{ connector: "salesforce", kind },
    message: words === "" ? message : `${message} (${words})`,
    ...(retryAfter !== undefined && { retryAfter }),
  });
}
