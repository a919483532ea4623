import type { DoorRequest } from "../../door/door-request.ts";
import type { Passage } from "../../door/http-door.ts";

/**
 * Knows which refresh tokens are being used right now: a second use meanwhile is refused (Salesforce ISVforce Guide,
 * Secure Your Connected Apps and External Client Apps).
 */
export class RefreshGate {
  readonly #takesMs: number;
  readonly #inside = new Set<string>();
  readonly #late = new WeakSet<DoorRequest>();

  constructor(takesMs: number) {
    this.#takesMs = takesMs;
  }

  /** Sees a request come in; a refresh takes its time. */
  enter(request: DoorRequest): Passage | undefined {
    if (request.path !== "/services/oauth2/token") return undefined;
    const token = new URLSearchParams(request.body).get("refresh_token");
    if (token === null) return undefined;
    const isFirst = !this.#inside.has(token);
    if (isFirst) this.#inside.add(token);
    else this.#late.add(request);
    return {
      delayMs: isFirst ? this.#takesMs : 0,
      leave: () => {
        if (isFirst) this.#inside.delete(token);
      },
    };
  }

  /** Whether a request came while another one was using its token. */
  isBusy(request: DoorRequest): boolean {
    return this.#late.has(request);
  }
}
