import type { Instant } from "@perennial/contract";

/** An event as it goes to one endpoint. */
export interface EventPost {
  readonly url: string;
  /** The same in every attempt: what the subscriber recognises a repeat by. */
  readonly id: string;
  /** The moment of this attempt; the signature covers it. */
  readonly at: Instant;
  /** The secrets to sign with, the present one first. */
  readonly secrets: readonly string[];
  readonly contentType: string;
  readonly body: string;
}

/** What came of a post: an answer of any status, or why there was none. */
export type EventAnswer =
  | {
      readonly status: number;
      /** The beginning of the answer's body. */
      readonly text: string;
      /** Milliseconds after which it wants to be asked again, where it says so. */
      readonly retryAfter?: number;
    }
  | { readonly problem: string };

/** Posts an event, signed by Standard Webhooks 1.0.0. Never throws, never follows a redirect. */
export type PostEvent = (post: EventPost) => Promise<EventAnswer>;
