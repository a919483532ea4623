import type { ConnectorContext, ConnectorErrorKind } from "@perennial/contract";
import type { z } from "zod";

/** What a connector says once about all its requests. */
export interface RequestDefaults {
  /** The connector's id, for errors. */
  readonly connector: string;
  readonly context: Pick<ConnectorContext, "fetch" | "abort" | "clock">;
  /** The address that every path is appended to. */
  readonly baseUrl: string;
  /** Sent with every request. The credentials of an `authorization` header count as secrets. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Values that are cut out of every error. */
  readonly secrets: readonly string[];
  /** Milliseconds for a whole exchange, the answer's body included. @default 15000 */
  readonly timeout?: number;
  /** Bytes an answer may have at most. @default 1048576 */
  readonly maxAnswerBytes?: number;
  /** The vendor's exceptions to the common table; undefined leaves the table's word. */
  readonly exceptions?: (refusal: Refusal) => Exception | undefined;
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
  /** Path segments after the base address; each is escaped. */
  readonly path: readonly string[];
  /** Entries without a value are left out. */
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string>>;
  /** JSON already written, because a signature covers its exact bytes. */
  readonly text?: string;
  /** Statuses other than 2xx that mean something here and are handed back. */
  readonly accept?: readonly number[];
}

/** An answer: 2xx, or a status that was declared acceptable. */
export interface Answer {
  readonly status: number;
  readonly text: string;
  /** The readable sentence of the body; empty where there is none. */
  readonly words: string;
  /** Reads the body as JSON of a shape. Throws a `ConnectorError` of kind `unavailable` where it is not. */
  read<Shape>(schema: z.ZodType<Shape>): Shape;
}
