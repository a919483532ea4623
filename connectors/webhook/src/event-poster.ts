import {
  type PublicOnlyOptions,
  publicFetch,
  retryAfter,
  signWebhook,
} from "@perennial/connector-kit";
import type { Clock, Instant } from "@perennial/contract";

/** How events are posted to subscribers. */
export interface EventPosterOptions {
  readonly clock: Clock;
  /** What may be reached beyond public addresses; demos and tests open loopback. @default none */
  readonly allow?: PublicOnlyOptions["allow"];
  /** Milliseconds for a whole exchange (Standard Webhooks 1.0.0: 15 to 30 s). @default 15000 */
  readonly timeout?: number;
}

/** An event, written and ready to be signed. */
export interface OutgoingEvent {
  readonly url: string;
  /** The same in every attempt. */
  readonly id: string;
  /** The moment of this attempt. */
  readonly at: Instant;
  /** The secrets to sign with, the present one first. */
  readonly secrets: readonly string[];
  readonly contentType: string;
  readonly body: string;
}

/** What the subscriber answered, with the beginning of its words; or why there is no answer. */
export type PostAnswer =
  | { readonly status: number; readonly text: string; readonly retryAfter?: number }
  | { readonly problem: string };

/** So much of an answer is kept for whoever looks into the delivery log. */
const EXCERPT = 1_024;

/**
 * Makes what posts events to subscribers: signed by Standard Webhooks 1.0.0, to public addresses alone, following
 * no redirect. Never throws.
 */
export function createEventPoster({ clock, allow = [], timeout = 15_000 }: EventPosterOptions) {
  const fetch = publicFetch({ allow });
  return async (event: OutgoingEvent): Promise<PostAnswer> => {
    const { url, id, at, body, secrets, contentType } = event;
    const signature = signWebhook({ id, at, body, secrets });
    const headers = {
      ...signature,
      "content-type": contentType,
      "user-agent": "Perennial-Events/1",
    };
    const signal = AbortSignal.timeout(timeout);
    try {
      const response = await fetch(url, { method: "POST", headers, body, signal });
      const text = await beginning(response);
      const header = (name: string) => response.headers.get(name) ?? undefined;
      const wait = retryAfter(header("retry-after"), header("date"), clock.now());
      return { status: response.status, text, ...(wait !== undefined && { retryAfter: wait }) };
    } catch (error) {
      if (signal.aborted) return { problem: `The endpoint did not answer within ${timeout} ms.` };
      return { problem: `The endpoint was not reached: ${reasonOf(error)}.` };
    }
  };
}

/** The first part of an answer's body; the rest is not waited for. */
async function beginning(response: Response): Promise<string> {
  if (response.body === null) return "";
  const reader = response.body.getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  while (size < EXCERPT) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    size += value.length;
  }
  await reader.cancel().catch(() => undefined);
  const bytes = Buffer.concat(parts).subarray(0, EXCERPT);
  return new TextDecoder().decode(bytes, { stream: true });
}

/** Words of ours, or the code of the system's error: its words may name addresses behind a public name. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "no reason was given";
  if (error.name === "NotPublicError") return error.message;
  if ("code" in error && typeof error.code === "string") return error.code;
  return error.cause === undefined ? error.name : reasonOf(error.cause);
}
