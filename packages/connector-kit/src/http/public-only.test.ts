import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { ConnectorError } from "@perennial/contract";
import { afterEach, describe, expect, test } from "vitest";
import { type LoopbackServer, type Reply, startServer } from "../testing/start-server.ts";
import { testContext } from "../testing/test-context.ts";
import {
  NotPublicError,
  type PublicOnlyOptions,
  publicFetch,
  type Resolve,
} from "./public-only.ts";
import { createRequest } from "./request.ts";
import { entry, refusal, resolving } from "./testing/ask-public.ts";

const servers: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function serve(answer: () => Reply): Promise<LoopbackServer> {
  const server = await startServer(answer);
  servers.push(server);
  return server;
}

describe("a name that changes what it stands for", () => {
  test("is judged by what the connection is made to, at every request", async () => {
    const server = await serve(() => ({ body: "hello" }));
    const port = new URL(server.url).port;
    const answers = [["127.0.0.1"], ["10.0.0.1"]];
    const resolve: Resolve = async () => (answers.shift() ?? []).map(entry);
    const options: PublicOnlyOptions = {
      ...{ allow: ["loopback", "http"], ports: [Number(port)], resolve },
    };
    const fetch = publicFetch(options);
    const url = `http://crm.example:${port}/`;
    expect((await fetch(url, { method: "GET" })).status).toBe(200);
    await expect(fetch(url, { method: "GET" })).rejects.toThrow(NotPublicError);
    expect(server.requests).toHaveLength(1);
  });

  test("is asked for once for a connection: there is no second answer to be another", async () => {
    const server = await serve(() => ({ status: 204 }));
    const port = Number(new URL(server.url).port);
    let asked = 0;
    const resolve: Resolve = async () => {
      asked += 1;
      return [entry("127.0.0.1")];
    };
    const fetch = publicFetch({ allow: ["loopback", "http"], ports: [port], resolve });
    expect((await fetch(`http://crm.example:${port}/`, { method: "GET" })).status).toBe(204);
    expect(asked).toBe(1);
  });
});

describe("opened to loopback", () => {
  const allow = ["loopback"] as const;

  test("a request goes there without TLS, with its method, headers and body, and is answered", async () => {
    const server = await serve(() => ({ status: 201, headers: { "x-a": "1" }, body: "hej å" }));
    const answer = await publicFetch({ allow })(`${server.url}/a?b=1`, {
      ...{ method: "PUT", headers: { "x-key": "v" }, body: "kropp å" },
    });
    expect([answer.status, answer.headers.get("x-a"), await answer.text()]).toEqual([
      ...[201, "1", "hej å"],
    ]);
    expect(server.requests[0]).toMatchObject({
      ...{ method: "PUT", path: "/a", body: "kropp å" },
      headers: { "x-key": "v", "content-length": "8" },
    });
  });

  test("localhost is one of its names", async () => {
    const server = await serve(() => ({}));
    const url = server.url.replace("127.0.0.1", "localhost");
    const resolve = resolving("127.0.0.1");
    expect(await refusal(url, { allow, resolve })).toBe("answered 200");
    expect(await refusal(url, { allow, resolve: resolving("10.0.0.1") })).toBeInstanceOf(
      NotPublicError,
    );
  });

  test("a redirect is handed back, not followed", async () => {
    const inner = await serve(() => ({ body: "secret" }));
    const server = await serve(() => ({ status: 302, headers: { location: inner.url } }));
    const answer = await publicFetch({ allow })(server.url, { method: "GET" });
    expect(answer.status).toBe(302);
    expect(inner.requests).toHaveLength(0);
  });

  test("nothing else is opened with it", async () => {
    for (const url of ["https://10.0.0.1/", "https://169.254.169.254/", "http://crm.example/"]) {
      expect(await refusal(url, { allow }), url).toBeInstanceOf(NotPublicError);
    }
  });

  test("an answer that would change the protocol ends the request", async () => {
    const server = createServer((socket) => {
      socket.on("error", () => undefined);
      socket.once("data", () =>
        socket.write(
          "HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n",
        ),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    servers.push({ close: () => new Promise((resolve) => server.close(resolve)) });
    const { port } = server.address() as AddressInfo;
    expect(await refusal(`http://127.0.0.1:${port}/`, { allow })).toBeInstanceOf(Error);
  });

  test("a request that is stopped ends", async () => {
    const server = await startServer(() => new Promise<Reply>(() => {}));
    servers.push(server);
    const signal = AbortSignal.timeout(30);
    const answer = publicFetch({ allow })(server.url, { method: "GET", signal });
    await expect(answer).rejects.toThrow();
  });
});

describe("a connector's request to an address that a customer typed", () => {
  const to = (baseUrl: string, publicOnly: PublicOnlyOptions) => {
    const fetch: typeof globalThis.fetch = () => Promise.reject(new Error("not this way"));
    const context = testContext({ fetch });
    return createRequest({
      connector: "acme",
      context,
      baseUrl,
      secrets: [],
      publicOnly,
      retries: 0,
    });
  };

  test("that is not public is invalid, was certainly not sent, and says so", async () => {
    const inside = resolving("10.0.0.1");
    for (const request of [
      to("https://10.0.0.1/", {}),
      to("https://a.example", { resolve: inside }),
    ]) {
      const error = await request({ method: "POST", path: ["x"] }).catch((e: unknown) => e);
      expect(ConnectorError.isInstance(error)).toBe(true);
      expect(error).toMatchObject({ kind: "invalid", maybeDone: false });
      expect(String(error)).toContain("does not lead to a public address");
    }
  });

  test("works as any other where it is", async () => {
    const server = await serve(() => ({ status: 200, body: { ok: true } }));
    const answer = await to(server.url, { allow: ["loopback"] })({ method: "GET", path: ["x"] });
    expect(answer).toMatchObject({ status: 200, text: '{"ok":true}' });
  });

  test.each<[string, Reply | "nobody", Partial<ConnectorError>]>([
    ["cut off", "drop", { kind: "unavailable", maybeDone: true }],
    ["refused", { status: 400 }, { kind: "invalid", maybeDone: false }],
    ["sent elsewhere", { status: 307 }, { kind: "invalid", maybeDone: false }],
    ["answered too much", { body: "x".repeat(2e6) }, { kind: "unavailable", maybeDone: true }],
    ["not listened to", "nobody", { kind: "unavailable", maybeDone: false }],
  ])("that is %s fails as any other does", async (_name, reply, expected) => {
    const server = await startServer(() => (reply === "nobody" ? {} : reply));
    if (reply === "nobody") await server.close();
    else servers.push(server);
    const request = to(server.url, { allow: ["loopback"] });
    const error = await request({ method: "POST", path: ["x"] }).catch((e: unknown) => e);
    expect(error).toMatchObject(expected);
  });
});
