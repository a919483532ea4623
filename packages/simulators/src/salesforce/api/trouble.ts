import type { DoorAnswer, DoorRequest } from "../../door/door-request.ts";
import { type TroubleAim, TroubleQueue } from "../../fault/trouble-queue.ts";

const ANSWERS = {
  /** The servers are being moved. */
  unavailable: [503, "SERVER_UNAVAILABLE", "Service Unavailable"],
  error: [
    500,
    "UNKNOWN_EXCEPTION",
    "An unexpected error occurred. Please include this ErrorId if you contact support",
  ],
  "daily-limit": [403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded."],
  "concurrent-limit": [403, "REQUEST_LIMIT_EXCEEDED", "ConcurrentPerOrgLongTxn Limit exceeded."],
  "query-timeout": [400, "QUERY_TIMEOUT", "Your query request was running for too long."],
  "too-complicated": [
    400,
    "QUERY_TOO_COMPLICATED",
    "Query is either selecting too many fields or the filter conditions are too complicated.",
  ],
  "operation-too-large": [400, "OPERATION_TOO_LARGE", "exceeded 100000 distinct ids"],
  "session-over": [401, "INVALID_SESSION_ID", "Session expired or invalid"],
} as const;

/**
 * A difficulty that meets the app's next requests, instead of an answer (Salesforce Developer Limits and Allocations
 * Quick Reference).
 */
export interface SalesforceTrouble extends TroubleAim {
  /** `html` is a page of the servers in front, where JSON is expected. */
  readonly answer: keyof typeof ANSWERS | "html";
  /** Which org's. @default all of them */
  readonly orgId?: string;
}

/** The difficulties that lie ahead. */
export class Trouble extends TroubleQueue<SalesforceTrouble> {
  /** What a request meets, or nothing. */
  next(orgId: string, request: DoorRequest): DoorAnswer | undefined {
    const found = this.take(request, (options) => (options.orgId ?? orgId) === orgId);
    return found === undefined ? undefined : answerOf(found);
  }

  /** What a request to the OAuth endpoints meets: only difficulties whose `path` names them. */
  nextOauth(request: DoorRequest): DoorAnswer | undefined {
    const found = this.take(request, ({ path = "" }) => path.includes("/oauth2"));
    return found === undefined ? undefined : answerOf(found);
  }
}

function answerOf({ answer }: SalesforceTrouble): DoorAnswer {
  if (answer === "html")
    return {
      status: 503,
      headers: { "content-type": "text/html; charset=UTF-8" },
      body: "<!doctype html><html><head><title>Salesforce</title></head><body>We are down for maintenance.</body></html>",
    };
  const [status, errorCode, message] = ANSWERS[answer];
  return { status, body: [{ message, errorCode }] };
}
