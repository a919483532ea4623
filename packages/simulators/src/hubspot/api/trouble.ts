import type { DoorAnswer, DoorRequest } from "../../door/door-request.ts";

/** A difficulty that meets the app's next requests, instead of an answer (crm/hubspot.md, 4.4). */
export interface TroubleOptions {
  /** 423 locked, 477 being moved, 500, 502 and 504 of the servers, 521 of Cloudflare. */
  readonly status: 423 | 477 | 500 | 502 | 503 | 504 | 521;
  /** How many requests it meets. @default 1 */
  readonly times?: number;
  /** Which portal's. @default all of them */
  readonly portalId?: number;
  /** Which paths it meets, by what they contain. @default all of them */
  readonly path?: string;
  /** What `Retry-After` of 477 says. @default 30 */
  readonly retryAfterSeconds?: number;
}

/** The difficulties that lie ahead. */
export class Trouble {
  #ahead: { readonly options: TroubleOptions; left: number }[] = [];

  add(options: TroubleOptions): void {
    this.#ahead.push({ options, left: options.times ?? 1 });
  }

  /** Nothing goes wrong any more. */
  clear(): void {
    this.#ahead = [];
  }

  /** What a request meets, or nothing. */
  next(portalId: number, request: DoorRequest): DoorAnswer | undefined {
    const found = this.#ahead.find(
      ({ options }) =>
        (options.portalId ?? portalId) === portalId && request.path.includes(options.path ?? ""),
    );
    if (found === undefined) return undefined;
    found.left -= 1;
    if (found.left <= 0) this.#ahead = this.#ahead.filter((one) => one !== found);
    return answerOf(found.options);
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
