import { Agent, request } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { signWebhook } from "@perennial/connector-kit";
import type { Clock } from "@perennial/contract";
import type { Call } from "@perennial/simulators";

/** How many reports are on their way at once. */
const AT_ONCE = 16;
/** How soon one that was not taken is sent again, in milliseconds. */
const AGAIN = 500;
/** How long an answer is waited for, in milliseconds. */
const PATIENCE = 15_000;

/** Whom calls are reported to, and how they are signed. */
export interface ReporterOptions {
  readonly clock: Clock;
  readonly signingSecret: string;
  /** Where the door is now; nowhere while no doors are open. */
  readonly door: () => string | undefined;
}

/**
 * Tells how calls ended, as a dialer does, until each report was taken: the same report with the same id as often
 * as it takes.
 */
export class CallReporter {
  /** Reports that were taken. */
  taken = 0;
  /** How often one was not taken and sent again. */
  refused = 0;
  /** How the last of these was answered, by its status; 0 where no answer came. */
  lastRefusal = 0;
  readonly #options: ReporterOptions;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  readonly #waiting: Call[] = [];
  readonly #over = new AbortController();
  #busy = 0;

  constructor(options: ReporterOptions) {
    this.#options = options;
  }

  /** Reports that are not taken yet. */
  get waiting(): number {
    return this.#waiting.length + this.#busy;
  }

  /** Reports a call that is over. */
  report(call: Call): void {
    this.#waiting.push(call);
    if (this.#busy < AT_ONCE) void this.#work();
  }

  close(): void {
    this.#over.abort();
    this.#agent.destroy();
  }

  async #work(): Promise<void> {
    this.#busy += 1;
    for (let call = this.#waiting.shift(); call; call = this.#waiting.shift()) {
      for (let status = await this.#send(call); !isTaken(status); status = await this.#send(call)) {
        if (this.#over.signal.aborted) return;
        this.refused += 1;
        this.lastRefusal = status;
        await pause(AGAIN);
      }
      this.taken += 1;
    }
    this.#busy -= 1;
  }

  async #send({ entry, endedAt, answer }: Call): Promise<number> {
    const door = this.#options.door();
    if (door === undefined) return 0;
    const { customerId, id: entryId } = entry;
    const data = { entryId, customerId, outcome: answer?.outcome, endedAt };
    const body = JSON.stringify({ type: "call.finished", timestamp: endedAt, data });
    const at = this.#options.clock.now();
    const secrets = [this.#options.signingSecret];
    const headers = signWebhook({ id: `call-${entryId}`, at, body, secrets });
    return this.#post(door, { ...headers, "content-type": "application/json" }, body);
  }

  #post(door: string, headers: Readonly<Record<string, string>>, body: string): Promise<number> {
    return new Promise((resolve) => {
      const length = { "content-length": Buffer.byteLength(body) };
      const sent = request(door, {
        ...{ method: "POST", agent: this.#agent, timeout: PATIENCE },
        headers: { ...headers, ...length },
      });
      sent.on("response", (answer) => {
        answer.resume();
        answer.on("close", () => resolve(answer.complete ? (answer.statusCode ?? 0) : 0));
      });
      sent.on("timeout", () => sent.destroy());
      sent.on("error", () => resolve(0));
      sent.end(body);
    });
  }
}

function isTaken(status: number): boolean {
  return status >= 200 && status < 300;
}
