import type { DoorAnswer, DoorRequest } from "../door/door-request.ts";
import { type TroubleAim, TroubleQueue } from "../fault/trouble-queue.ts";

/** A difficulty that meets the app's next requests instead of an answer. */
export interface GraphTrouble extends TroubleAim {
  readonly status: 429 | 500 | 502 | 503 | 504;
  /** Whether a gateway answers with a page. @default false */
  readonly html?: boolean;
  readonly retryAfterSeconds?: number;
}

const CODES = {
  429: "TooManyRequests",
  500: "InternalServerError",
  502: "BadGateway",
  503: "ServiceUnavailable",
  504: "GatewayTimeout",
} as const;

/** The difficulties that lie ahead. */
export class GraphTroubles extends TroubleQueue<GraphTrouble> {
  /** What a request meets, or nothing. */
  next(request: DoorRequest): DoorAnswer | undefined {
    const trouble = this.take(request, () => true);
    if (trouble === undefined) return undefined;
    const { status, html, retryAfterSeconds } = trouble;
    const wait =
      retryAfterSeconds === undefined ? {} : { "retry-after": String(retryAfterSeconds) };
    if (html)
      return {
        status,
        headers: { ...wait, "content-type": "text/html" },
        body: `<html><h1>${status} ${CODES[status]}</h1></html>`,
      };
    return {
      status,
      headers: wait,
      body: { error: { code: CODES[status], message: "Please try again later." } },
    };
  }
}
