import { type ConnectorError, ManualClock } from "@perennial/contract";
import { afterEach, describe, expect, test } from "vitest";
import { recordingLimiter } from "../testing/recording-limiter.ts";
import { type LoopbackServer, type Reply, startServer } from "../testing/start-server.ts";
import { TEST_NOW, testContext } from "../testing/test-context.ts";
import { createRequest } from "./request.ts";
import type { RequestDefaults, RequestOptions } from "./request-options.ts";

const servers: LoopbackServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

/** A server that gives one answer after the other, the last one for ever. */
async function answering(...replies: readonly Reply[]): Promise<LoopbackServer> {
  const left = [...replies];
  const server = await startServer(() => (left.length > 1 ? left.shift() : left[0]) ?? {});
  servers.push(server);
  return server;
}

function requesting(server: LoopbackServer, parts: Partial<RequestDefaults> = {}) {
  const context = testContext();
  const base = { connector: "acme", context, baseUrl: server.url, secrets: [], retryWait: 1 };
  return createRequest({ ...base, ...parts });
}

const GET: RequestOptions = { method: "GET", path: ["things"] };
const POST: RequestOptions = { method: "POST", path: ["things"], json: {} };
const BUSY: Reply = { status: 503 };

describe("a request that changes nothing", () => {
  test.each<[string, Reply]>([
    ["a server error", BUSY],
    ["a connection that was cut", "drop"],
    ["a rate limit that is over at once", { status: 429, headers: { "retry-after": "0" } }],
  ])("is sent again after %s", async (_name, first) => {
    const server = await answering(first, first, { body: "ok" });
    expect((await requesting(server)(GET)).text).toBe("ok");
    expect(server.requests).toHaveLength(3);
  });

  test("is not sent a fourth time", async () => {
    const server = await answering(BUSY);
    await expect(requesting(server)(GET)).rejects.toMatchObject({ kind: "unavailable" });
    expect(server.requests).toHaveLength(3);
  });

  test.each<[string, Reply]>([
    ["is refused", { status: 400 }],
    ["is not found", { status: 404 }],
    ["is not allowed", { status: 401 }],
    ["must wait for long", { status: 429, headers: { "retry-after": "60" } }],
    ["must wait for nobody knows how long", { status: 429 }],
    ["must wait for long, for the server is down", { ...BUSY, headers: { "retry-after": "60" } }],
  ])("and %s is sent once", async (_name, reply) => {
    const server = await answering(reply);
    await expect(requesting(server)(GET)).rejects.toThrow();
    expect(server.requests).toHaveLength(1);
  });

  test("may be a POST that says so", async () => {
    const server = await answering(BUSY, { body: "<html>" });
    const answer = await requesting(server)({ ...POST, readOnly: true });
    expect(server.requests).toHaveLength(2);
    expect(answer.text).toBe("<html>");
  });

  test("has one time-out with its repeats", async () => {
    let sent = 0;
    const fetch: typeof globalThis.fetch = async (_url, init) => {
      sent += 1;
      return new Promise((_answer, fail) => {
        init?.signal?.addEventListener("abort", () => fail(init.signal?.reason));
      });
    };
    const server = await answering({});
    const request = requesting(server, { context: testContext({ fetch }), timeout: 30 });
    await expect(request(GET)).rejects.toMatchObject({ kind: "unavailable" });
    expect(sent).toBe(1);
  });

  test("is not sent again when the session closes meanwhile", async () => {
    const closing = new AbortController();
    const server = await startServer(() => {
      closing.abort();
      return BUSY;
    });
    servers.push(server);
    const context = testContext({ abort: closing.signal });
    const error = await requesting(server, { context })(GET).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ kind: "unavailable" });
    expect(server.requests).toHaveLength(1);
  });
});

describe("a request that changes something", () => {
  test("is never sent again by itself", async () => {
    for (const reply of [BUSY, "drop" as const]) {
      const server = await answering(reply);
      await expect(requesting(server)(POST)).rejects.toMatchObject({ maybeDone: true });
      expect(server.requests).toHaveLength(1);
    }
  });

  test("is sent again where the other side knows a repeat by its key", async () => {
    const server = await answering("drop", { body: "ok" });
    await requesting(server)({ ...POST, idempotencyKey: "c-1" });
    expect(server.requests.map(({ headers }) => headers["idempotency-key"])).toEqual([
      "c-1",
      "c-1",
    ]);
  });

  test("has its key as the vendor wants it", async () => {
    const server = await answering({});
    const idempotencyHeader = { name: "X-Request-Id", quoted: true };
    await requesting(server, { idempotencyHeader })({ ...POST, idempotencyKey: 'c"1' });
    expect(server.requests[0]?.headers["x-request-id"]).toBe('"c\\"1"');
  });
});

describe("a family of rate limits", () => {
  const limited = (families?: readonly string[]) => {
    const limiter = recordingLimiter(families);
    return { limiter, context: testContext({ limiter, clock: new ManualClock(TEST_NOW) }) };
  };

  test("is asked for room for every attempt, of the request's own family before the common one", async () => {
    const server = await answering(BUSY, {});
    const { limiter, context } = limited();
    const request = requesting(server, { context, family: "reads" });
    await request(GET);
    await request({ ...POST, family: "search" });
    expect(limiter.taken).toEqual(["reads", "reads", "search"]);
  });

  test("is not asked where none is named: for commands the runtime has made room", async () => {
    const { limiter, context } = limited();
    await requesting(await answering({}), { context })(POST);
    expect(limiter.taken).toEqual([]);
  });

  test("that is not declared fails before anything is sent", async () => {
    const server = await answering({});
    const { context } = limited(["search"]);
    const error = await requesting(server, { context })({ ...GET, family: "serach" }).catch(
      (reason: ConnectorError) => reason,
    );
    expect(error).toMatchObject({ kind: "unsupported", maybeDone: false });
    expect(server.requests).toHaveLength(0);
  });

  test("rests as long as a 429 says, and a second where it does not say", async () => {
    const { limiter, context } = limited();
    const told = { status: 429, headers: { "retry-after": "30" } };
    for (const reply of [told, { status: 429 }]) {
      const request = requesting(await answering(reply), { context });
      await expect(request({ ...POST, family: "search" })).rejects.toThrow();
      await expect(request(POST)).rejects.toThrow();
    }
    expect(limiter.drained).toEqual([
      { family: "search", milliseconds: 30_000 },
      { family: "default", milliseconds: 30_000 },
      { family: "search", milliseconds: 1_000 },
      { family: "default", milliseconds: 1_000 },
    ]);
  });

  test("rests where the vendor's headers say that no room is left, also after an answer that is good", async () => {
    const { limiter, context } = limited();
    const server = await answering({ headers: { "x-left": "1" } }, { headers: { "x-left": "0" } });
    const roomLeft = (headers: Headers) => ({
      requests: Number(headers.get("x-left")),
      resetsIn: 4_000,
    });
    const request = requesting(server, { context, roomLeft });
    await request(GET);
    await request(GET);
    expect(limiter.drained).toEqual([{ family: "default", milliseconds: 4_000 }]);
  });
});

describe("a link that the vendor gave", () => {
  test("is followed where it leads to the same place, absolute or from the root", async () => {
    const server = await answering({});
    const request = requesting(server, { baseUrl: `${server.url}/api` });
    await request({ method: "GET", link: `${server.url}/api/next?page=2` });
    await request({ method: "GET", link: "/services/next" });
    expect(server.requests.map(({ path, query }) => `${path}?${query}`)).toEqual([
      ...["/api/next?page=2", "/services/next?"],
    ]);
  });

  test.each([
    "https://evil.example/next",
    "//evil.example/next",
    "http://u:p@127.0.0.1/",
    "http://",
  ])("to somewhere else, such as %s, gets no request and no credentials", async (link) => {
    const server = await answering({});
    const error = await requesting(server)({ method: "GET", link }).catch((e: unknown) => e);
    expect(error).toMatchObject({ kind: "invalid", maybeDone: false });
    expect(server.requests).toHaveLength(0);
  });
});

test("an answer has its headers", async () => {
  const answer = await requesting(await answering({ headers: { link: "<x>" } }))(GET);
  expect(answer.headers.get("link")).toBe("<x>");
});
