import type { ConnectorContext, ConnectorErrorKind } from "@perennial/contract";
import type { z } from "zod";
import type { TokenSource } from "../auth/token-source.ts";
import type { PublicOnlyOptions } from "./public-only.ts";

/** What a connector says once about all its requests. */
export interface RequestDefaults {
  /** The connector's id, for errors. */
  readonly connector: string;
  readonly context: Pick<ConnectorContext, "fetch" | "abort" | "clock" | "limiter">;
  /** The address that every path is appended to. */
  readonly baseUrl: string;
  /** Sent with every request. The credentials of an `authorization` header count as secrets. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Values that are cut out of every error. */
  readonly secrets: readonly string[];
  /** Where the token of the `authorization` header comes from; after a 401 it is renewed and asked again, once. */
  readonly tokens?: TokenSource;
  /** Milliseconds for a whole exchange, its repeats and the answer's body included. @default 15000 */
  readonly timeout?: number;
  /** Bytes an answer may have at most. @default 1048576 */
  readonly maxAnswerBytes?: number;
  /**
   * How often a request that may be repeated is sent again after `unavailable`, or after a rate limit that is over
   * within seconds. What changes something is repeated only with an idempotency key. @default 2
   */
  readonly retries?: number;
  /** Milliseconds before the first repeat; four times as many before the next. @default 250 */
  readonly retryWait?: number;
  /** The header for an idempotency key; the IETF's draft writes it in quotes, most vendors do not. */
  readonly idempotencyHeader?: {
    /** @default "idempotency-key" */
    readonly name?: string;
    /** @default false */
    readonly quoted?: boolean;
  };
  /**
   * The family of rate limits that requests belong to unless they name one; room is then waited for. Without one
   * no room is taken here: for commands the runtime has made it. @default none
   */
  readonly family?: string;
  /**
   * What an answer's headers say of the room that is left, undefined where they say nothing. Where it is used up, the
   * family rests until it is there anew.
   */
  readonly roomLeft?: (headers: Headers) => RoomLeft | undefined;
  /**
   * For an address that a customer typed: requests reach public addresses alone (see `publicFetch`), and not by
   * `context.fetch`.
   */
  readonly publicOnly?: PublicOnlyOptions;
  /** The vendor's exceptions to the common table; undefined leaves the table's word. */
  readonly exceptions?: (refusal: Refusal) => Exception | undefined;
}

/** How many more requests a vendor takes now, and when it takes all of them again. */
export interface RoomLeft {
  readonly requests: number;
  /** In milliseconds from now. */
  readonly resetsIn: number;
}

/** An answer that is not 2xx, as a vendor's exceptions see it. */
export interface Refusal {
  readonly status: number;
  /** The readable sentence of the body. */
  readonly words: string;
}

/** How a vendor's answer differs from the common table. */
export interface Exception {
  readonly kind: ConnectorErrorKind;
  /** Milliseconds to wait before the next try, where the answer itself does not say. */
  readonly retryAfter?: number;
}

/** One request. At most one of `json`, `form` and `text` is its body. */
export interface RequestOptions {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Path segments after the base address; each is escaped. @default none */
  readonly path?: readonly string[];
  /**
   * In place of `path`: a link that the vendor gave, such as that of the next page, absolute or from the root. One to
   * another origin than the base address is refused, for it would get the credentials.
   */
  readonly link?: string;
  /** Entries without a value are left out. */
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string>>;
  /** JSON already written, because a signature covers its exact bytes. */
  readonly text?: string;
  /** Statuses other than 2xx that mean something here and are handed back. */
  readonly accept?: readonly number[];
  /** Whether it changes nothing though its method might, such as a search by POST. @default whether it is a GET */
  readonly readOnly?: boolean;
  /** By which the other side knows a repeat; the request may then be repeated. */
  readonly idempotencyKey?: string;
  /** Its family of rate limits, in place of the common one. */
  readonly family?: string;
}

/** An answer: 2xx, or a status that was declared acceptable. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The readable sentence of the body; empty where there is none. */
  readonly words: string;
  /** Reads the body as JSON of a shape. Throws a `ConnectorError` of kind `unavailable` where it is not. */
  read<Shape>(schema: z.ZodType<Shape>): Shape;
}
