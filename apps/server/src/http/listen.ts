import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { ServerError } from "../server-error.ts";

/** How long requests under way have to come to an end when the server closes, in milliseconds. */
const GRACE = 10_000;

/** An open port. */
export interface Listening {
  readonly url: string;
  /** Says who answers from now on; before, everyone is told to come back soon. */
  serve(listener: RequestListener): void;
  /** Takes no more requests, lets those under way come to an end, and closes; may be called twice. */
  close(): Promise<void>;
}

/**
 * Opens a port. Throws a `ServerError` that says what to do when it is taken: `setting` is what somebody has to
 * change to choose another.
 */
export async function listen(
  host: string,
  port: number,
  setting: string = "--port",
): Promise<Listening> {
  let answer: RequestListener = comeBackSoon;
  let closing: Promise<void> | undefined;
  const server = createServer((request, response) => {
    // A connection that is kept for another request would keep the server open.
    response.on("close", () => closing && setImmediate(() => server.closeIdleConnections()));
    if (closing) response.setHeader("connection", "close");
    answer(request, response);
  });
  await opened(server, { host, port, setting });
  const address = server.address() as AddressInfo;
  return {
    url: `http://${reachable(host)}:${address.port}`,
    serve: (listener) => {
      answer = listener;
    },
    close() {
      closing ??= closed(server);
      return closing;
    },
  };
}

const comeBackSoon: RequestListener = (request, response) => {
  if (request.url === "/live") {
    // It is alive: nobody is to end it because it takes its time.
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ status: "live" }));
    return;
  }
  response.writeHead(503, { "retry-after": "1", "content-type": "application/problem+json" });
  response.end(
    JSON.stringify({
      type: "about:blank",
      title: "Starting",
      status: 503,
      detail: "The server is starting; ask again in a moment.",
    }),
  );
};

/** What stands for a host in an address; one that means every interface is reached on the loopback. */
function reachable(host: string): string {
  if (host === "0.0.0.0") return "127.0.0.1";
  if (host === "::") return "[::1]";
  return host.includes(":") ? `[${host}]` : host;
}

/** What was asked for, and where. */
interface Wanted {
  readonly host: string;
  readonly port: number;
  readonly setting: string;
}

function opened(server: Server, wanted: Wanted): Promise<void> {
  const { host, port } = wanted;
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(
        new ServerError(
          `The server cannot listen on ${host}:${port}. ${remedyFor(error, wanted)}`,
          {
            cause: error,
          },
        ),
      );
    });
    server.listen(port, host, resolve);
  });
}

function remedyFor(error: NodeJS.ErrnoException, { port, setting }: Wanted): string {
  switch (error.code) {
    case "EADDRINUSE":
      return `The port ${port} is in use. Stop what uses it, or choose another with ${setting}.`;
    case "EACCES":
      return `This user may not open that port. Choose one above 1023 with ${setting}.`;
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return "This machine has no such address. Choose another with --host.";
    default:
      return error.message;
  }
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const late = setTimeout(() => server.closeAllConnections(), GRACE);
    server.close(() => {
      clearTimeout(late);
      resolve();
    });
    server.closeIdleConnections();
  });
}
