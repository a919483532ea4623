import type { DoorAnswer, DoorRequest } from "../../door/door-request.ts";
import { type TroubleAim, TroubleQueue } from "../../fault/trouble-queue.ts";

/** A difficulty that meets the app's next requests, instead of an answer (crm/hubspot.md, 4.4). */
export interface TroubleOptions extends TroubleAim {
  /** 423 locked, 477 being moved, 500, 502 and 504 of the servers, 521 of Cloudflare. */
  readonly status: 423 | 477 | 500 | 502 | 503 | 504 | 521;
  /** Which portal's. @default all of them */
  readonly portalId?: number;
  /** What `Retry-After` of 477 says. @default 30 */
  readonly retryAfterSeconds?: number;
}

/** The difficulties that lie ahead. */
export class Trouble extends TroubleQueue<TroubleOptions> {
  /** What a request meets, or nothing. */
  next(portalId: number, request: DoorRequest): DoorAnswer | undefined {
    const found = this.take(request, (options) => (options.portalId ?? portalId) === portalId);
    return found === undefined ? undefined : answerOf(found);
  }
}

function answerOf({ status, retryAfterSeconds = 30 }: TroubleOptions): DoorAnswer {
  if (status === 423) return { status, body: { status: "error", message: "Locked" } };
  if (status === 477)
    return {
      status,
      headers: { "retry-after": String(retryAfterSeconds) },
      body: { status: "error", message: "Migration in Progress" },
    };
  if (status === 500) return { status, body: { status: "error", message: "internal error" } };
  const headers = { "content-type": "text/html" };
  return { status, headers, body: `<html><head><title>${status}</title></head></html>` };
}
