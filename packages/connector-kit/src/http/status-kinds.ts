import type { ConnectorErrorKind } from "@perennial/contract";

/**
 * What an answer below 500 says, for every connector alike; a connector adds only its vendor's
 * exceptions. None of these took the request (reliability.md, 3.1).
 */
const STATUS_KINDS: Readonly<Record<number, ConnectorErrorKind>> = {
  401: "unauthenticated",
  402: "forbidden",
  403: "forbidden",
  404: "not-found",
  407: "unauthenticated",
  408: "unavailable",
  409: "conflict",
  410: "not-found",
  412: "conflict",
  423: "conflict",
  425: "unavailable",
  429: "rate-limited",
  451: "forbidden",
};

/** The kind of error a status other than 2xx stands for. */
export function kindOfStatus(status: number): ConnectorErrorKind {
  if (status >= 500) return "unavailable";
  return STATUS_KINDS[status] ?? "invalid";
}

/** Whether a request with this answer may have been taken all the same: only a server error leaves it open. */
export function maybeTaken(status: number): boolean {
  return status >= 500;
}
