import { type Dispatcher, getGlobalDispatcher } from "undici";
import { decodeBody } from "./decode-body.ts";
import type { PreparedRequest } from "./prepare-request.ts";
import type { WireAnswer, WireLimits } from "./wire.ts";

type ReceivedHeaders = Parameters<NonNullable<Dispatcher.DispatchHandler["onResponseStart"]>>[2];

/** An answer as it came over the wire. */
interface Received {
  readonly status: number;
  readonly headers: ReceivedHeaders;
  /** Undefined where there are more than may be. */
  readonly bytes: Buffer | undefined;
}

/**
 * A wire for commands, which have small answers. It uses the same connections as the platform's `fetch` and does what
 * that does for a text and its answer, for a fraction of the processor's time: at thousands of messages a second
 * that is most of what sending them takes. Pages of records stay with `fetch`, which asks for them compressed.
 */
export async function pooledWire(
  request: PreparedRequest,
  limits: WireLimits,
): Promise<WireAnswer> {
  const { status, headers, bytes } = await exchanged(request, limits);
  const decoded =
    bytes && (await decodeBody(bytes, single(headers["content-encoding"]), limits.maxBytes));
  return {
    status,
    get headers() {
      return headersOf(headers);
    },
    text: decoded?.toString("utf8"),
  };
}

function exchanged({ url, init }: PreparedRequest, limits: WireLimits): Promise<Received> {
  return new Promise((resolve, reject) => {
    const handler = new Collector(limits, { resolve, reject });
    const options: Dispatcher.DispatchOptions = {
      ...{ origin: url.origin, path: `${url.pathname}${url.search}`, method: init.method },
      // Nobody's answer to a command is long enough to be worth unpacking.
      headers: { "accept-encoding": "identity", ...init.headers },
      ...(init.body !== undefined && { body: init.body }),
    };
    getGlobalDispatcher().dispatch(options, handler);
  });
}

interface Settling {
  readonly resolve: (received: Received) => void;
  readonly reject: (error: unknown) => void;
}

/** Collects one answer as its bytes come, without a stream between. */
class Collector implements Dispatcher.DispatchHandler {
  readonly #limits: WireLimits;
  readonly #settling: Settling;
  readonly #chunks: Buffer[] = [];
  readonly #stop: () => void;
  #controller: Dispatcher.DispatchController | undefined;
  #size = 0;
  #status = 0;
  #headers: ReceivedHeaders = {};

  constructor(limits: WireLimits, settling: Settling) {
    this.#limits = limits;
    this.#settling = settling;
    this.#stop = () => this.#giveUp(limits.signal.reason);
    limits.signal.addEventListener("abort", this.#stop);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    const { signal } = this.#limits;
    if (signal.aborted) controller.abort(signal.reason);
  }

  onResponseStart(
    _: Dispatcher.DispatchController,
    status: number,
    headers: ReceivedHeaders,
  ): void {
    this.#status = status;
    this.#headers = headers;
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#size += chunk.byteLength;
    this.#chunks.push(chunk);
    if (this.#size <= this.#limits.maxBytes) return;
    this.#settle(undefined);
    // The rest is not fetched.
    controller.abort(new Error("The answer is longer than it may be."));
  }

  onResponseEnd(): void {
    const [first = Buffer.alloc(0), ...others] = this.#chunks;
    this.#settle(others.length === 0 ? first : Buffer.concat(this.#chunks));
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    this.#fail(error);
  }

  /** Whether it waits for a connection, or for its answer. */
  #giveUp(reason: Error): void {
    this.#controller?.abort(reason);
    this.#fail(reason);
  }

  #fail(error: Error): void {
    this.#limits.signal.removeEventListener("abort", this.#stop);
    this.#settling.reject(error);
  }

  #settle(bytes: Buffer | undefined): void {
    this.#limits.signal.removeEventListener("abort", this.#stop);
    this.#settling.resolve({ status: this.#status, headers: this.#headers, bytes });
  }
}

function headersOf(given: ReceivedHeaders): Headers {
  const headers = new Headers();
  for (const [name, values] of Object.entries(given)) {
    for (const value of [values ?? []].flat()) headers.append(name, value);
  }
  return headers;
}

function single(value: string | string[] | undefined): string | undefined {
  return typeof value === "object" ? value.join(",") : value;
}
