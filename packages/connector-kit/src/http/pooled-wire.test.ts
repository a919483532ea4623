import { createServer, type Server } from "node:http";
import { type AddressInfo, createServer as createTcpServer, type Socket } from "node:net";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { afterEach, describe, expect, test } from "vitest";
import { testContext } from "../testing/test-context.ts";
import { createRequest } from "./request.ts";
import type { RequestDefaults, RequestOptions } from "./request-options.ts";

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

/** A server whose connections are counted. */
async function serve(answer: Parameters<typeof createServer>[1]) {
  const server = createServer(answer);
  servers.push(server);
  const sockets: Socket[] = [];
  server.on("connection", (socket: Socket) => sockets.push(socket));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, sockets };
}

const defaults = (baseUrl: string, parts: Partial<RequestDefaults> = {}): RequestDefaults => ({
  ...{ connector: "acme", context: testContext(), baseUrl, secrets: [] },
  ...parts,
});
/** A connection is free for the next request one turn after its answer was read. */
const freed = () => new Promise((resolve) => setImmediate(resolve));
const POST: RequestOptions = { method: "POST", path: ["things"], json: { a: 1 } };

describe("the pool", () => {
  test("uses a connection again, and a new one once the other side has closed it", async () => {
    const { url, sockets } = await serve((_request, response) => response.end("ok"));
    const request = createRequest(defaults(url));
    await request(POST);
    await freed();
    await request(POST);
    await freed();
    expect(sockets).toHaveLength(1);
    const [first] = sockets;
    const closed = new Promise((resolve) => first?.once("close", resolve));
    first?.end();
    await closed;
    expect((await request(POST)).text).toBe("ok");
    expect(sockets).toHaveLength(2);
  });

  test.each([
    ["gzip", gzipSync],
    ["deflate", deflateSync],
    ["br", brotliCompressSync],
  ])(
    "reads an answer that is packed as %s unasked, and no more of it than may be",
    async (name, pack) => {
      const asked: unknown[] = [];
      const { url } = await serve((incoming, response) => {
        asked.push(incoming.headers["accept-encoding"]);
        response.writeHead(200, { "content-encoding": name });
        response.end(pack(Buffer.from("å".repeat(1_000))));
      });
      expect((await createRequest(defaults(url))(POST)).text).toBe("å".repeat(1_000));
      expect(asked).toEqual(["identity"]);
      const small = createRequest(defaults(url, { maxAnswerBytes: 100 }));
      await expect(small(POST)).rejects.toMatchObject({ kind: "unavailable", maybeDone: true });
    },
  );

  test("leaves the outcome open where an answer is not packed as it says", async () => {
    for (const encoding of ["gzip", "zopfli"]) {
      const { url } = await serve((_request, response) => {
        response.writeHead(200, { "content-encoding": encoding });
        response.end("plain");
      });
      const sent = createRequest(defaults(url))(POST);
      await expect(sent).rejects.toMatchObject({ kind: "unavailable", maybeDone: true });
    }
  });

  test("leaves the outcome open where the answer breaks off in the middle", async () => {
    const { url } = await serve((_request, response) => {
      response.writeHead(200, { "content-length": "100" });
      response.write("half", () => response.destroy());
    });
    const sent = createRequest(defaults(url))(POST);
    await expect(sent).rejects.toMatchObject({ kind: "unavailable", maybeDone: true });
  });

  test("has sent nothing where the connection is cut before its handshake is over", async () => {
    const server = createTcpServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const sent = createRequest(defaults(`https://127.0.0.1:${port}`))(POST);
    await expect(sent).rejects.toMatchObject({ kind: "unavailable", maybeDone: false });
    server.close();
  });

  test("stops at once when its session closes", async () => {
    const abort = new AbortController();
    const { url, sockets } = await serve(() => abort.abort());
    const context = testContext({ abort: abort.signal });
    const sent = createRequest(defaults(url, { context }))(POST);
    await expect(sent).rejects.toMatchObject({ kind: "unavailable", maybeDone: true });
    const [socket] = sockets;
    if (socket && !socket.closed) await new Promise((resolve) => socket.once("close", resolve));
  });

  test("keeps the time-out while the answer is being read", async () => {
    const { url } = await serve((_request, response) => {
      response.writeHead(200);
      response.write("never");
    });
    const sent = createRequest(defaults(url, { timeout: 50 }))(POST);
    await expect(sent).rejects.toMatchObject({ kind: "unavailable", maybeDone: true });
  });
});

test("a `fetch` that somebody put in its place is asked, for commands too", async () => {
  const fetch: typeof globalThis.fetch = async () => new Response("mine");
  const context = testContext({ fetch });
  expect((await createRequest(defaults("http://127.0.0.1:9", { context }))(POST)).text).toBe(
    "mine",
  );
});
