import type { DoorAnswer } from "../door/door-request.ts";

/** The `error` of OAuth 2.0 that a refusal carries. */
export type OauthError =
  | "invalid_request"
  | "invalid_client"
  | "invalid_grant"
  | "invalid_scope"
  | "invalid_resource"
  | "unauthorized_client"
  | "unsupported_grant_type";

/** A refusal of the token endpoint: an AADSTS code and its sentence (learn.microsoft.com, "Microsoft Entra authentication and authorization error codes"). */
export class EntraRefusal extends Error {
  readonly error: OauthError;
  /** The number after AADSTS. */
  readonly code: number;

  constructor(error: OauthError, code: number, sentence: string) {
    super(`AADSTS${code}: ${sentence}`);
    this.name = "EntraRefusal";
    this.error = error;
    this.code = code;
  }

  /** The refusal as the token endpoint answers. */
  answer(ids: { trace: string; correlation: string; now: string }): DoorAnswer {
    const timestamp = `${ids.now.slice(0, 19).replace("T", " ")}Z`;
    const tail = `Trace ID: ${ids.trace} Correlation ID: ${ids.correlation} Timestamp: ${timestamp}`;
    const isClient = this.error === "invalid_client" || this.code === 7_000_229;
    return {
      status: isClient ? 401 : 400,
      headers: { "cache-control": "no-store, no-cache", pragma: "no-cache" },
      body: {
        error: this.error,
        error_description: `${this.message} ${tail}`,
        error_codes: [this.code],
        timestamp,
        trace_id: ids.trace,
        correlation_id: ids.correlation,
        error_uri: `https://login.microsoftonline.com/error?code=${this.code}`,
      },
    };
  }
}
