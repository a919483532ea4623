import type { DoorAnswer } from "../../door/door-request.ts";

/** One row of `errors` in HubSpot's error body (crm/hubspot.md, 2.5). */
export interface ErrorDetail {
  readonly message: string;
  readonly code?: string;
  readonly in?: string;
  readonly context?: Readonly<Record<string, readonly string[]>>;
}

/** HubSpot's error body; the correlation id is added when it leaves. */
export interface ErrorBody {
  readonly status: "error";
  readonly message: string;
  readonly category?: string;
  readonly subCategory?: string;
  readonly errors?: readonly ErrorDetail[];
  readonly context?: Readonly<Record<string, readonly string[]>>;
  readonly links?: Readonly<Record<string, string>>;
}

/** A request that HubSpot refuses; thrown while it is judged and turned into the answer at the door. */
export class HubspotRefusal extends Error {
  readonly status: number;
  readonly body: ErrorBody;

  constructor(status: number, body: Omit<ErrorBody, "status">) {
    super(body.message);
    this.name = "HubspotRefusal";
    this.status = status;
    this.body = { status: "error", ...body };
  }

  /** What is sent, with its correlation id. */
  answer(correlationId: string): DoorAnswer {
    return { status: this.status, body: { ...this.body, correlationId } };
  }
}

/** 400 for a request of the wrong form. */
export function invalid(message: string, errors?: readonly ErrorDetail[]): HubspotRefusal {
  return new HubspotRefusal(400, {
    message,
    category: "VALIDATION_ERROR",
    ...(errors === undefined ? {} : { errors }),
  });
}

/** 404 for a record, a property or a path that is not there. */
export function notFound(
  message: string,
  context?: Readonly<Record<string, readonly string[]>>,
): HubspotRefusal {
  return new HubspotRefusal(404, {
    message,
    category: "OBJECT_NOT_FOUND",
    ...(context === undefined ? {} : { context }),
  });
}

/** 409 for what exists already. */
export function conflict(message: string, category = "CONFLICT"): HubspotRefusal {
  return new HubspotRefusal(409, { message, category });
}

/** 403 for a token without the scopes; one of those named would do. */
export function missingScopes(anyOf: readonly string[]): HubspotRefusal {
  return new HubspotRefusal(403, {
    message:
      "This app hasn't been granted all required scopes to make this call. Read more about required scopes here: https://developers.hubspot.com/scopes.",
    errors: [
      {
        message: "One or more of the following scopes are required.",
        context: { requiredGranularScopes: anyOf },
      },
    ],
    links: { scopes: "https://developers.hubspot.com/scopes" },
    category: "MISSING_SCOPES",
  });
}

/** 401 for a token nobody knows. */
export function unauthenticated(): HubspotRefusal {
  return new HubspotRefusal(401, {
    message:
      "Authentication credentials not found. This API supports OAuth 2.0 authentication and you can find more details at https://developers.hubspot.com/docs/methods/auth/oauth-overview",
    category: "INVALID_AUTHENTICATION",
  });
}

/** 401 for a token whose time is over. */
export function expired(expiredAt: number, now: number): HubspotRefusal {
  const seconds = Math.floor((now - expiredAt) / 1000);
  return new HubspotRefusal(401, {
    message: `The OAuth token used to make this call expired ${seconds} second(s) ago.`,
    category: "EXPIRED_AUTHENTICATION",
    context: { "expire time": [new Date(expiredAt).toISOString()] },
  });
}
