import type { IncomingMessage } from "node:http";
import type { PreparedRequest } from "./prepare-request.ts";
import type { Fetch } from "./public-only.ts";
import { readBounded } from "./read-bounded.ts";

/** What ends an exchange before its answer is complete. */
export interface WireLimits {
  readonly signal: AbortSignal;
  /** Bytes that the answer may have at most. */
  readonly maxBytes: number;
}

/** An answer as it came. */
export interface WireAnswer {
  readonly status: number;
  /** Put together when somebody asks: most answers are judged without. */
  readonly headers: Headers;
  /** Undefined where it has more bytes than the limit; the rest is not fetched. */
  readonly text: string | undefined;
}

/**
 * Writes one request and reads its answer, whatever its status; follows no redirect. Rejects with the platform's own
 * errors, for `neverWritten` to judge.
 */
export type Wire = (request: PreparedRequest, limits: WireLimits) => Promise<WireAnswer>;

/** Speaks through a `fetch`. */
export function fetchWire(fetch: Fetch): Wire {
  return async ({ url, init }, { signal, maxBytes }) => {
    const response = await fetch(url.href, { ...init, redirect: "manual", signal });
    const { status, headers } = response;
    return { status, headers, text: await readBounded(response, maxBytes) };
  };
}

/** The headers of an answer that came by `node:http`. */
export function headersOf(incoming: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, values] of Object.entries(incoming.headersDistinct)) {
    for (const value of values ?? []) headers.append(name, value);
  }
  return headers;
}
