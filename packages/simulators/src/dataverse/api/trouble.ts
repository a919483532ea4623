import type { DoorAnswer, DoorRequest } from "../../door/door-request.ts";
import { type TroubleAim, TroubleQueue } from "../../fault/trouble-queue.ts";
import { type LimitKind, limitRefusal } from "./protection.ts";

/** A difficulty that meets the app's next requests instead of an answer. */
export type DataverseTrouble = TroubleAim &
  (
    | {
        /** A limit of the service that others used up. */
        readonly limit: LimitKind;
        /** @default 300 */
        readonly retryAfterSeconds?: number;
      }
    | {
        readonly status: 500 | 502 | 503 | 504;
        /** Whether a gateway answers with a page instead of the service with JSON. @default false */
        readonly html?: boolean;
        readonly retryAfterSeconds?: number;
      }
  );

/** The difficulties that lie ahead. */
export class DataverseTroubles extends TroubleQueue<DataverseTrouble> {
  /** What a request meets, or nothing. */
  next(request: DoorRequest): DoorAnswer | undefined {
    const trouble = this.take(request, () => true);
    return trouble === undefined ? undefined : troubleAnswer(trouble);
  }
}

const SENTENCES = {
  500: "An unexpected error occurred.",
  502: "Bad Gateway",
  503: "The service is unavailable.",
  504: "Gateway Timeout",
} as const;

function troubleAnswer(trouble: DataverseTrouble): DoorAnswer {
  if ("limit" in trouble)
    return limitRefusal(trouble.limit, trouble.retryAfterSeconds ?? 300).answer();
  const { status, html = false, retryAfterSeconds } = trouble;
  const wait = retryAfterSeconds === undefined ? {} : { "retry-after": String(retryAfterSeconds) };
  const message = SENTENCES[status];
  if (!html) return { status, headers: wait, body: { error: { code: "0x80040216", message } } };
  const headers = { ...wait, "content-type": "text/html" };
  return { status, headers, body: `<html><body><h1>${status} ${message}</h1></body></html>` };
}
