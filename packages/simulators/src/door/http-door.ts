import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import type { FaultSwitch, Mishap } from "../fault/faults.ts";
import type { AcceptedView } from "../log/accepted-log.ts";
import { SimulatorError } from "../simulator-error.ts";
import { answerControl } from "./control.ts";
import {
  type DoorAnswer,
  type DoorRequest,
  readRequest,
  TOO_LONG,
  writeAnswer,
} from "./door-request.ts";

/** A request that will be accepted; nothing has happened before `accept` is called. */
export interface Acceptance {
  accept(): DoorAnswer;
}

/** What a simulator says of a request: an answer that changes nothing, or an acceptance. */
export type Verdict = DoorAnswer | Acceptance;

/** Refusals that come from the door itself, in the vendor's own shape. */
export type DoorRefusal = "too-many" | "server-error" | "too-long";

/** How a door is opened. */
export interface DoorOptions {
  /** 0 for a free one. */
  readonly port: number;
  readonly faults: FaultSwitch;
  readonly accepted: AcceptedView;
  /** Judges a request and changes nothing. */
  judge(request: DoorRequest): Verdict;
  refuse(why: DoorRefusal): DoorAnswer;
  /** Keeps a request that is to be judged and accepted only later, though nobody waits for the answer. */
  later(request: DoorRequest): void;
  /** Answers what is more than one request and one answer, such as long polling; says whether it does. @default nothing */
  readonly takeOver?: (request: IncomingMessage, response: ServerResponse) => boolean;
  /** Sees a request come in, before its delay. @default nothing */
  readonly enter?: (request: DoorRequest) => Passage | undefined;
  /** The most bytes of a body. @default 4 MiB */
  readonly bodyLimit?: number;
  /** The most bytes of request line and headers that reach `judge`. @default 16 KiB */
  readonly headLimit?: number;
}

/** What a request's coming in means for it. */
export interface Passage {
  /** How long it takes, in real milliseconds. */
  readonly delayMs: number;
  /** Called once it is judged. */
  leave(): void;
}

/**
 * A simulator's HTTP server on the loopback interface, with its faults. Beside the vendor's own paths it
 * has `GET` and `PUT /_faults` and `GET /_accepted?after=N`, which meet no faults.
 */
export class HttpDoor {
  readonly #options: DoorOptions;
  #server: Server;
  #port: number;

  private constructor(options: DoorOptions) {
    this.#options = options;
    this.#port = options.port;
    this.#server = this.#create();
  }

  /** Opens a door; throws a `SimulatorError` when the port is taken. */
  static async open(options: DoorOptions): Promise<HttpDoor> {
    const door = new HttpDoor(options);
    await door.#listen();
    options.faults.onChange((faults) => door.#setOpen(!faults.refuseConnections));
    if (options.faults.now.refuseConnections) await door.#shut();
    return door;
  }

  get port(): number {
    return this.#port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Closes the door and all connections; may be called twice. */
  async close(): Promise<void> {
    await this.#shut();
  }

  #create(): Server {
    // Idle connections are kept longer than clients keep them, so that none is cut while being reused.
    const { headLimit, takeOver } = this.#options;
    const settings = headLimit === undefined ? {} : { maxHeaderSize: headLimit };
    return createServer({ keepAliveTimeout: 120_000, ...settings }, (request, response) => {
      if (takeOver?.(request, response)) return;
      this.#answer(request, response).catch(() => response.destroy());
    });
  }

  async #listen(): Promise<void> {
    this.#port = await listenOnLoopback(this.#server, this.#port);
  }

  async #setOpen(open: boolean): Promise<void> {
    if (open === this.#server.listening) return;
    if (!open) return this.#shut();
    this.#server = this.#create();
    await this.#listen();
  }

  async #shut(): Promise<void> {
    if (!this.#server.listening) return;
    const closed = once(this.#server, "close");
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  async #answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await readRequest(incoming, this.#options.bodyLimit);
    if (request === TOO_LONG) {
      // The rest of the body is still coming; without closing, it would be read as the next request.
      const refusal = this.#options.refuse("too-long");
      return writeAnswer(response, {
        ...refusal,
        headers: { ...refusal.headers, connection: "close" },
      });
    }
    if (request.path.startsWith("/_")) {
      const { faults, accepted } = this.#options;
      return writeAnswer(response, await answerControl(request, faults, accepted));
    }
    const mishap = this.#options.faults.nextMishap();
    const passage = this.#options.enter?.(request);
    const delayMs = this.#options.faults.now.delayMs + (passage?.delayMs ?? 0);
    if (delayMs > 0) await pause(delayMs);
    let answer: DoorAnswer | "drop";
    try {
      answer = this.#settle(request, mishap);
    } finally {
      passage?.leave();
    }
    if (answer === "drop") return drop(incoming.socket);
    writeAnswer(response, answer);
  }

  #settle(request: DoorRequest, mishap: Mishap): DoorAnswer | "drop" {
    if (mishap === "too-many" || mishap === "server-error") return this.#refusal(mishap);
    const verdict = this.#options.judge(request);
    const accepts = "accept" in verdict;
    if (mishap === "accept-late") {
      if (accepts) this.#options.later(request);
      return "drop";
    }
    const answer = accepts ? verdict.accept() : verdict;
    return mishap === "drop-after-accept" ? "drop" : answer;
  }

  #refusal(mishap: "too-many" | "server-error"): DoorAnswer {
    const refusal = this.#options.refuse(mishap);
    const { retryAfterSeconds } = this.#options.faults.now;
    if (mishap !== "too-many" || retryAfterSeconds === null) return refusal;
    return {
      ...refusal,
      headers: { ...refusal.headers, "retry-after": String(retryAfterSeconds) },
    };
  }
}

/** Listens on the loopback interface alone and gives the port; throws a `SimulatorError` when it is taken. */
export async function listenOnLoopback(server: Server, port: number): Promise<number> {
  server.listen(port, "127.0.0.1");
  try {
    await once(server, "listening");
  } catch (cause) {
    throw new SimulatorError(
      `Port ${port} on 127.0.0.1 cannot be listened on; stop what uses it, or give another port or 0.`,
      { cause },
    );
  }
  const address: AddressInfo | string | null = server.address();
  return typeof address === "object" && address !== null ? address.port : port;
}

// A reset rather than a polite end: the other side is to see a broken connection.
function drop(socket: Socket): void {
  socket.resetAndDestroy();
}
