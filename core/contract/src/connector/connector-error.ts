/** The closed list of ways a connector fails; the runtime decides what to do from the kind alone. */
export const CONNECTOR_ERROR_KINDS = [
  /** Credentials refused: the connection pauses and its owner is told. */
  "unauthenticated",
  /** A scope is missing: the step stops and the owner is told. */
  "forbidden",
  /** The target is gone: the step is skipped. */
  "not-found",
  /** Duplicate or version clash: read again, decide again. */
  "conflict",
  /** The content is refused: kept with the vendor's words for a person to see. */
  "invalid",
  /** Come back later; carries `retryAfter`. */
  "rate-limited",
  /** Time-out, server error or network: retried with backoff. */
  "unavailable",
  /** A capability that was never declared: a programming fault. */
  "unsupported",
] as const;
export type ConnectorErrorKind = (typeof CONNECTOR_ERROR_KINDS)[number];

/** What a `ConnectorError` is made of. */
export interface ConnectorErrorDetails {
  /** The connector's id. */
  readonly connector: string;
  readonly kind: ConnectorErrorKind;
  /** What happened, in words an administrator can act on; never a secret. */
  readonly message: string;
  /**
   * Whether the other side may have taken the request. A refusal before anything was written and a
   * documented rejection are `false`; a broken answer, a time-out or a server error is `true`.
   * @default false
   */
  readonly maybeDone?: boolean;
  /** Milliseconds to wait before the next try. */
  readonly retryAfter?: number;
  readonly cause?: unknown;
}

const MARKER: unique symbol = Symbol.for("perennial.connector-error");

/** The only error a connector throws. */
export class ConnectorError extends Error {
  readonly [MARKER] = true;
  readonly connector: string;
  readonly kind: ConnectorErrorKind;
  readonly maybeDone: boolean;
  readonly retryAfter: number | undefined;

  constructor(details: ConnectorErrorDetails) {
    super(details.message, { cause: details.cause });
    this.name = "ConnectorError";
    this.connector = details.connector;
    this.kind = details.kind;
    this.maybeDone = details.maybeDone ?? false;
    this.retryAfter = details.retryAfter;
  }

  /** Whether another try can succeed without anyone doing anything. */
  get retryable(): boolean {
    return this.kind === "rate-limited" || this.kind === "unavailable" || this.kind === "conflict";
  }

  /** The documentation page of this kind of error. */
  get slug(): string {
    return `connector-error-${this.kind}`;
  }

  /** True for a `ConnectorError` of any copy of this package. */
  static isInstance(value: unknown): value is ConnectorError {
    return typeof value === "object" && value !== null && MARKER in value;
  }
}
