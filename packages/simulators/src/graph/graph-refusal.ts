import type { DoorAnswer } from "../door/door-request.ts";

/** A refusal of Graph: a status, a code in words and a sentence. */
export class GraphRefusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: string,
    message: string,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.name = "GraphRefusal";
    this.status = status;
    this.code = code;
    this.headers = headers;
  }

  answer(requestId: string, now: string): DoorAnswer {
    const innerError = {
      date: now.slice(0, 19),
      "request-id": requestId,
      "client-request-id": requestId,
    };
    const body = { error: { code: this.code, message: this.message, innerError } };
    return { status: this.status, headers: this.headers, body };
  }
}

/** 400: the body or the query is not what Graph takes. */
export function badRequest(message: string, code = "RequestBodyRead"): GraphRefusal {
  return new GraphRefusal(400, code, message);
}

/** 404: there is no such thing. */
export function notFound(message: string, code = "ErrorItemNotFound"): GraphRefusal {
  return new GraphRefusal(404, code, message);
}

/** 403: the app has not the permission. */
export function accessDenied(): GraphRefusal {
  return new GraphRefusal(
    403,
    "ErrorAccessDenied",
    "Access is denied. Check credentials and try again.",
  );
}

/** 401: the token is none of Graph's, of this tenant's, or of now. */
export function unauthenticated(message: string): GraphRefusal {
  return new GraphRefusal(401, "InvalidAuthenticationToken", message);
}

/** 429: a limit of a mailbox is reached. */
export function throttled(limit: string, seconds: number): GraphRefusal {
  const message = `Application is over its ${limit} limit.`;
  return new GraphRefusal(429, "ApplicationThrottled", message, { "retry-after": String(seconds) });
}
