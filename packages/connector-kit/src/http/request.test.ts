import { inspect } from "node:util";
import { ConnectorError } from "@perennial/contract";
import { afterEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { receiptFor } from "../connector/receipt-for.ts";
import {
  closedUrl,
  type LoopbackServer,
  type Reply,
  startServer,
} from "../testing/start-server.ts";
import { testContext } from "../testing/test-context.ts";
import { basicAuth } from "./basic-auth.ts";
import { createRequest } from "./request.ts";
import type { RequestDefaults, RequestOptions } from "./request-options.ts";

const SECRET = "k4n4r13f0gel/+ö";
const servers: LoopbackServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function serve(answer: () => Reply | Promise<Reply>): Promise<LoopbackServer> {
  const server = await startServer(answer);
  servers.push(server);
  return server;
}

function requestTo(baseUrl: string, parts: Partial<RequestDefaults> = {}) {
  const context = testContext();
  return createRequest({ connector: "acme", context, baseUrl, secrets: [SECRET], ...parts });
}

const POST: RequestOptions = { method: "POST", path: ["things"], json: { a: 1 } };

async function failure(promise: Promise<unknown>): Promise<ConnectorError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (ConnectorError.isInstance(error)) return error;
  throw new Error(`expected a ConnectorError, got ${inspect(error)}`);
}

describe("a request", () => {
  test("goes to the base address with escaped path, query, JSON and headers", async () => {
    const server = await serve(() => ({ body: { ok: true } }));
    const request = requestTo(`${server.url}/api/`, { headers: { "x-one": "1" } });
    const path = ["things", "a/b å"];
    const answer = await request({ ...POST, path, query: { q: "å&", none: undefined } });
    expect(answer.read(z.object({ ok: z.boolean() }))).toEqual({ ok: true });
    expect(server.requests[0]).toMatchObject({
      method: "POST",
      path: "/api/things/a%2Fb%20%C3%A5",
      body: '{"a":1}',
      headers: { "content-type": "application/json", "x-one": "1" },
    });
    expect(server.requests[0]?.query.toString()).toBe("q=%C3%A5%26");
  });

  test("can carry a form", async () => {
    const server = await serve(() => ({ status: 204 }));
    await requestTo(server.url)({ method: "POST", path: ["f"], form: { to: "+46", text: "å b" } });
    expect(server.requests[0]?.body).toBe("to=%2B46&text=%C3%A5+b");
    expect(server.requests[0]?.headers["content-type"]).toBe("application/x-www-form-urlencoded");
  });

  test("never walks up the path", async () => {
    for (const segment of ["..", ".", ""]) {
      const error = await failure(
        requestTo("http://127.0.0.1:9/api")({ method: "GET", path: [segment] }),
      );
      expect(error).toMatchObject({ kind: "invalid", maybeDone: false });
    }
  });

  test("hands back a status that the caller declared", async () => {
    const server = await serve(() => ({ status: 404, body: "none" }));
    const answer = await requestTo(server.url)({ ...POST, accept: [404] });
    expect(answer).toMatchObject({ status: 404, text: "none" });
  });
});

describe("an answer other than 2xx", () => {
  test.each([
    [400, "invalid", false, "refused"],
    [401, "unauthenticated", false, "not-done"],
    [402, "forbidden", false, "refused"],
    [403, "forbidden", false, "refused"],
    [404, "not-found", false, "refused"],
    [408, "unavailable", false, "not-done"],
    [409, "conflict", false, "not-done"],
    [410, "not-found", false, "refused"],
    [422, "invalid", false, "refused"],
    [429, "rate-limited", false, "not-done"],
    [500, "unavailable", true, "unknown"],
    [502, "unavailable", true, "unknown"],
    [503, "unavailable", true, "unknown"],
  ])("%i is %s, maybe done: %s, receipt: %s", async (status, kind, maybeDone, outcome) => {
    const server = await serve(() => ({ status, body: { error: { message: "the words" } } }));
    const error = await failure(requestTo(server.url)(POST));
    expect(error).toMatchObject({ kind, maybeDone, connector: "acme" });
    expect(error.message).toBe(`POST /things was answered ${status}: the words`);
    expect(receiptFor(error, { id: "c1" })).toMatchObject({ commandId: "c1", kind, outcome });
  });

  test("the vendor's exceptions go before the common table", async () => {
    const server = await serve(() => ({ status: 403, body: "no credit left" }));
    const exceptions: RequestDefaults["exceptions"] = ({ status, words }) =>
      status === 403 && words.includes("credit")
        ? { kind: "unavailable", retryAfter: 5 }
        : undefined;
    const error = await failure(requestTo(server.url, { exceptions })(POST));
    expect(error).toMatchObject({ kind: "unavailable", maybeDone: false, retryAfter: 5 });
  });

  test("a rate limit says how long to wait, in seconds or as a date by the server's own clock", async () => {
    const date = "Mon, 02 Mar 2026 09:00:30 GMT";
    for (const headers of [
      { "retry-after": "30" },
      { "retry-after": date, date: "Mon, 02 Mar 2026 09:00:00 GMT" },
    ]) {
      const server = await serve(() => ({ status: 429, headers }));
      const error = await failure(requestTo(server.url)(POST));
      expect(receiptFor(error, { id: "c1" })).toMatchObject({
        outcome: "not-done",
        retryAfter: 30_000,
      });
    }
  });

  test("a redirect is not followed, and its query is not told", async () => {
    const location = "https://other.example/x?token=abc";
    const server = await serve(() => ({ status: 302, headers: { location } }));
    const error = await failure(requestTo(server.url)(POST));
    expect(error).toMatchObject({ kind: "invalid", maybeDone: false });
    expect(error.message).toContain("https://other.example/x,");
    expect(server.requests).toHaveLength(1);
  });

  test("a page of HTML is not quoted, and long words are cut", async () => {
    const page = await serve(() => ({ status: 502, body: "<html><b>Bad gateway</b></html>" }));
    expect((await failure(requestTo(page.url)(POST))).message).toBe(
      "POST /things was answered 502",
    );
    const long = await serve(() => ({ status: 400, body: "x".repeat(5000) }));
    expect((await failure(requestTo(long.url)(POST))).message.length).toBeLessThan(400);
  });
});

describe("no complete answer", () => {
  test("a connection cut after the request was taken leaves the outcome open", async () => {
    const server = await serve(() => "drop");
    const error = await failure(requestTo(server.url)(POST));
    expect(error).toMatchObject({ kind: "unavailable", maybeDone: true });
    expect(receiptFor(error, { id: "c1" }).outcome).toBe("unknown");
  });

  test("a time-out leaves the outcome open", async () => {
    const server = await serve(() => new Promise<Reply>(() => {}));
    const error = await failure(requestTo(server.url, { timeout: 30 })(POST));
    expect(error).toMatchObject({ kind: "unavailable", maybeDone: true });
  });

  test("nobody listening, no such name and no trust are certainly not done", async () => {
    const plain = await serve(() => ({}));
    const addresses = [
      await closedUrl(),
      "http://nowhere.invalid",
      plain.url.replace("http:", "https:"),
      "http://127.0.0.1:1",
    ];
    for (const address of addresses) {
      const error = await failure(requestTo(address)(POST));
      expect(error, address).toMatchObject({ kind: "unavailable", maybeDone: false });
      expect(receiptFor(error, { id: "c1" }).outcome).toBe("not-done");
    }
  });

  test("a session that is closing sends nothing", async () => {
    const server = await serve(() => ({}));
    const context = testContext({ abort: AbortSignal.abort() });
    const error = await failure(requestTo(server.url, { context })(POST));
    expect(error).toMatchObject({ kind: "unavailable", maybeDone: false });
    expect(server.requests).toHaveLength(0);
  });

  test("an answer beyond the limit is not read on; what it answered may be done", async () => {
    const server = await serve(() => ({ body: "x".repeat(2000) }));
    const error = await failure(requestTo(server.url, { maxAnswerBytes: 1000 })(POST));
    expect(error).toMatchObject({ kind: "unavailable", maybeDone: true });
  });

  test("a body of another shape leaves the outcome of a change open, of a reading not", async () => {
    const server = await serve(() => ({ body: "<html>" }));
    const request = requestTo(server.url);
    for (const [method, maybeDone] of [
      ["POST", true],
      ["GET", false],
    ] as const) {
      const answer = await request({ method, path: ["x"] });
      const error = await failure(Promise.resolve().then(() => answer.read(z.object({}))));
      expect(error).toMatchObject({ kind: "unavailable", maybeDone });
    }
  });
});

test("a secret never stands in an error, whatever goes wrong and however it is written", async () => {
  const echo = await serve(() => ({
    status: 400,
    body: `bad token ${SECRET}, ${encodeURIComponent(SECRET)}`,
  }));
  const dropped = await serve(() => "drop");
  const headers = { authorization: basicAuth("user", SECRET) };
  const echoed = await serve(() => ({ status: 401, body: `not ${headers.authorization}` }));
  const query = { token: SECRET };
  const requests = [
    ...[echo, dropped, echoed].map((server) => requestTo(server.url, { headers })),
    requestTo(await closedUrl(), { headers }),
    requestTo(`not a url ${SECRET}`),
    requestTo(echo.url, { headers: { authorization: `Bearer ${SECRET}\n` } }),
  ];
  const base64 = Buffer.from(SECRET).toString("base64");
  for (const request of requests) {
    const shown = inspect(await failure(request({ ...POST, query })), { depth: 10 });
    for (const spelling of [
      SECRET,
      encodeURIComponent(SECRET),
      base64,
      headers.authorization.slice(6),
    ]) {
      expect(shown).not.toContain(spelling);
    }
  }
});
