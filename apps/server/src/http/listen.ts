import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { ServerError } from "../server-error.ts";

/** An open port. */
export interface Listening {
  readonly url: string;
  /** Says who answers from now on; before, everyone is told to come back soon. */
  serve(listener: RequestListener): void;
  /** Finishes the requests under way and closes. */
  close(): Promise<void>;
}

/** Opens a port. Throws a `ServerError` that says what to do when it is taken. */
export async function listen(host: string, port: number): Promise<Listening> {
  let answer: RequestListener = (_request, response) => {
    response.writeHead(503, { "retry-after": "1", "content-type": "text/plain" });
    response.end("The server is starting.\n");
  };
  const server = createServer((request, response) => answer(request, response));
  await opened(server, host, port);
  const address = server.address() as AddressInfo;
  const name = host.includes(":") ? `[${host}]` : host;
  return {
    url: `http://${name}:${address.port}`,
    serve: (listener) => {
      answer = listener;
    },
    close: () => closed(server),
  };
}

function opened(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const reason =
        error.code === "EADDRINUSE"
          ? `The port ${port} is in use. Stop what uses it, or choose another with --port.`
          : error.message;
      reject(
        new ServerError(`The server cannot listen on ${host}:${port}. ${reason}`, { cause: error }),
      );
    });
    server.listen(port, host, resolve);
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    server.closeAllConnections();
  });
}
