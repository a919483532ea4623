import { signatureFault } from "../courier/signature.ts";
import type { DoorAnswer, DoorRequest } from "../door/door-request.ts";
import type { DoorRefusal, Verdict } from "../door/http-door.ts";
import { HttpSimulator } from "../door/http-simulator.ts";
import type { Beat, SimulatorOptions } from "../simulator.ts";

/** How a receiver is started. */
export interface ReceiverOptions extends SimulatorOptions {
  /** The secret that what it is sent must be signed with (Standard Webhooks 1.0.0). @default nothing is verified */
  readonly secret?: string;
}

/** Something a receiver took. */
export interface Received {
  /** `webhook-id`: the same for a repeat. */
  readonly id: string | undefined;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * Somebody who is told of events and does what its guide says: verifies the signature, takes what is new, answers
 * 2xx for a repeat as well and does nothing with it. It can be gone for good (410) and have every fault of a door.
 */
export class Receiver extends HttpSimulator<Received> {
  readonly #ids = new Set<string>();
  #secret: string | undefined;
  #gone = false;
  #repeats = 0;

  /** Starts to listen on the loopback interface. */
  static async start(options: ReceiverOptions): Promise<Receiver> {
    const receiver = new Receiver(options);
    await receiver.open(options.port ?? 0);
    return receiver;
  }

  private constructor(options: ReceiverOptions) {
    super(options);
    this.#secret = options.secret;
    for (const { id } of this.accepted.entries) if (id !== undefined) this.#ids.add(id);
  }

  /** How often it was sent what it had. */
  get repeats(): number {
    return this.#repeats;
  }

  /** From now on what it is sent must be signed with this. */
  expect(secret: string): void {
    this.#secret = secret;
  }

  /** Whether it says 410 to everything. */
  set gone(gone: boolean) {
    this.#gone = gone;
  }

  protected judge(request: DoorRequest): Verdict {
    const { method, headers, body, path } = request;
    if (this.#gone) return { status: 410 };
    if (method !== "POST") return { status: 405, headers: { allow: "POST" } };
    const now = this.clock.now();
    const fault = this.#secret && signatureFault(this.#secret, headers, body, now);
    if (fault) return { status: 401, body: fault };
    const id = headers["webhook-id"];
    if (id !== undefined && this.#ids.has(id)) return this.#repeat();
    return {
      accept: () => {
        // The same may have been let in while this one waited for its turn.
        if (id !== undefined && this.#ids.has(id)) return this.#repeat();
        if (id !== undefined) this.#ids.add(id);
        this.accepted.add(now, { id, path, headers, body });
        return { status: 204 };
      },
    };
  }

  #repeat(): DoorAnswer {
    this.#repeats += 1;
    return { status: 204 };
  }

  protected refuse(why: DoorRefusal): DoorAnswer {
    return { status: { "too-many": 429, "too-long": 413, "server-error": 500 }[why] };
  }

  protected beats(): readonly Beat[] {
    return [];
  }
}
