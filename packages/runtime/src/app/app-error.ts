import { RuntimeError } from "../runtime-error.ts";

/** Why an app could not be installed, as codes: what a page says to whoever is before it. */
export type AppErrorCode =
  /** No connector of this name has an app here, or the operator gave no credentials for it. */
  | "no-app"
  /** The browser brought a state that was never given out, was used already, or is older than ten minutes. */
  | "bad-state"
  /** The invitation was altered, is for another app, or is too old. */
  | "bad-invitation"
  /** The account belongs to another tenant. */
  | "other-tenant"
  /** The tenant has another account of this vendor, whose ids may be the same. */
  | "other-account"
  /** What the vendor said of the account does not fit the connector's settings. */
  | "bad-settings";

/** An installation that cannot go on; the message says what would help. */
export class AppError extends RuntimeError {
  readonly code: AppErrorCode;

  constructor(code: AppErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "AppError";
    this.code = code;
  }
}
