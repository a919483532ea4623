import { StreamingExtension } from "jsforce/lib/api/streaming.js";
import { Connection } from "jsforce/lib/connection.js";
import { Transport } from "jsforce/lib/transport.js";

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
type Method = (typeof METHODS)[number];

/** Salesforce ends a call after ten minutes; nobody of ours waits for so long (crm/salesforce.md, 4). */
const TIMEOUT = 120_000;

/**
 * A `fetch` that goes through jsforce. Its `Connection` renews sessions in a way that loses the next refresh token, hides the
 * status and the headers of a refusal, and tries without end (crm/salesforce.md, 1.4 and 2.4); of jsforce its transport is
 * taken, which repeats nothing here and follows no redirect.
 */
export function createSalesforceFetch(): typeof fetch {
  const transport = new Transport();
  return async (input, init = {}) => {
    const url = input instanceof Request ? input.url : String(input);
    init.signal?.throwIfAborted();
    const sent = transport.httpRequest(
      {
        ...{ url, method: methodOf(init.method), headers: headersOf(init.headers) },
        ...(init.body != null && { body: await textOf(init.body) }),
      },
      { retry: { maxRetries: 0 }, timeout: TIMEOUT, followRedirect: false },
    );
    const { statusCode, headers, body } = await until(sent, init.signal ?? undefined);
    const isEmpty = statusCode === 204 || statusCode === 304;
    return new Response(isEmpty ? null : body, { status: statusCode, headers: plain(headers) });
  };
}

/** Whose events are streamed, from where on, and what is told of it. */
export interface StreamingOptions {
  readonly instanceUrl: string;
  readonly accessToken: string;
  /** Such as `67.0`. */
  readonly version: string;
  /** The channel's whole name. */
  readonly channel: string;
  /** The last event that was heard; -1 for new ones alone. */
  readonly replayId: number;
  /** Told of a refused handshake or connection, after which there is no other try. */
  readonly onRefusal: (message: unknown) => void;
  /** Sees every message that comes and goes: an extension as faye has them. */
  readonly guard: object;
}

/** Makes a client of jsforce's streaming, which is faye's (crm/salesforce.md, 2.8). */
export function createStreamingClient(options: StreamingOptions): unknown {
  const { instanceUrl, accessToken, version, channel, replayId } = options;
  const connection = new Connection({ version, instanceUrl, accessToken });
  return connection.streaming.createClient([
    new StreamingExtension.AuthFailure(options.onRefusal),
    new StreamingExtension.Replay(channel, replayId),
    options.guard,
  ]);
}

function methodOf(method = "GET"): Method {
  const found = METHODS.find((each) => each === method.toUpperCase());
  if (found) return found;
  throw new TypeError(`Salesforce is not asked with ${method}`);
}

function headersOf(headers: RequestInit["headers"]): Record<string, string> {
  return Object.fromEntries(new Headers(headers));
}

function textOf(body: NonNullable<RequestInit["body"]>): Promise<string> {
  return new Response(body).text();
}

/** What jsforce has unpacked is not packed any more. */
function plain(headers: Readonly<Record<string, string | readonly string[]>>): Headers {
  const kept = Object.entries(headers).filter(
    ([name]) => !/^(?:content-encoding|content-length|transfer-encoding)$/i.test(name),
  );
  return new Headers(kept.map(([name, value]) => [name, String(value)]));
}

/** An answer, unless somebody does not wait for it any more: jsforce itself cannot be told. */
function until<T>(sent: PromiseLike<T>, signal: AbortSignal | undefined): Promise<T> {
  return new Promise((resolve, reject) => {
    const left = () => reject(signal?.reason);
    signal?.addEventListener("abort", left, { once: true });
    const over = () => signal?.removeEventListener("abort", left);
    sent.then(
      (answer) => {
        over();
        resolve(answer);
      },
      (error: unknown) => {
        over();
        reject(error);
      },
    );
  });
}
