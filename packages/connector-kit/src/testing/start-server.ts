import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A request as a test's server saw it. */
export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What a test's server answers; `drop` cuts the connection once the request has arrived in full. */
export type Reply =
  | "drop"
  | {
      /** @default 200 */
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      /** A string is sent as it is, anything else as JSON. */
      readonly body?: unknown;
    };

/** A server on loopback that a test programs. */
export interface LoopbackServer {
  readonly url: string;
  /** Everything received, in order. */
  readonly requests: readonly ReceivedRequest[];
  /** Cuts all connections and frees the port. */
  close(): Promise<void>;
}

/** Starts an HTTP server on a free port of loopback; `answer` decides what each request gets. */
export async function startServer(
  answer: (request: ReceivedRequest) => Reply | Promise<Reply>,
): Promise<LoopbackServer> {
  const requests: ReceivedRequest[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const request = await received(incoming);
    requests.push(request);
    send(await answer(request), outgoing);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** An address on loopback where nobody listens. */
export async function closedUrl(): Promise<string> {
  const server = await startServer(() => ({}));
  await server.close();
  return server.url;
}

async function received(incoming: IncomingMessage): Promise<ReceivedRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
  const url = new URL(incoming.url ?? "/", "http://loopback");
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
  );
  return {
    method: incoming.method ?? "",
    path: url.pathname,
    query: url.searchParams,
    headers,
    body: Buffer.concat(chunks).toString("utf8"),
  };
}

function send(reply: Reply, outgoing: ServerResponse): void {
  if (reply === "drop") {
    outgoing.destroy();
    return;
  }
  const { status = 200, headers = {}, body } = reply;
  const text = typeof body === "string" ? body : JSON.stringify(body);
  outgoing.writeHead(status, headers);
  outgoing.end(text ?? "");
}
