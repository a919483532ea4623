import { inspect } from "node:util";
import { ConnectorError, type Tokens } from "@perennial/contract";
import { afterEach, describe, expect, test } from "vitest";
import { createRequest } from "../http/request.ts";
import { memoryTokenStore } from "../testing/memory-token-store.ts";
import { type LoopbackServer, type Reply, startServer } from "../testing/start-server.ts";
import { TEST_NOW, testContext } from "../testing/test-context.ts";
import { type RefreshGrantOptions, refreshGrant } from "./refresh-grant.ts";
import { createTokenSource } from "./token-source.ts";

const SECRET = "client-secret-canary";
const OLD: Tokens = { accessToken: "access-canary-0", refreshToken: "refresh-canary-0" };
const servers: LoopbackServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function endpoint(reply: Reply, parts: Partial<RefreshGrantOptions> = {}) {
  const server = await startServer(() => reply);
  servers.push(server);
  const refresh = refreshGrant({
    ...{ connector: "acme", context: testContext(), tokenUrl: `${server.url}/oauth/token` },
    ...{ clientId: "perennial", clientSecret: SECRET, ...parts },
  });
  return { server, refresh };
}

const GRANTED = {
  ...{ access_token: "a1", refresh_token: "r1", expires_in: 1800, token_type: "bearer" },
  instance_url: "https://acme.example",
};

describe("renewing by refresh token", () => {
  test("sends what RFC 6749 asks for, and takes the rotated token and the end", async () => {
    const { server, refresh } = await endpoint({ body: GRANTED }, { keep: ["instance_url"] });
    expect(await refresh(OLD)).toEqual({
      ...{ accessToken: "a1", refreshToken: "r1", expiresAt: "2026-03-02T09:30:00.000Z" },
      details: { instance_url: "https://acme.example" },
    });
    expect(server.requests[0]).toMatchObject({
      ...{ method: "POST", path: "/oauth/token" },
      body: `grant_type=refresh_token&refresh_token=refresh-canary-0&client_id=perennial&client_secret=${SECRET}`,
    });
  });

  test("keeps the old refresh token where the answer has none", async () => {
    const { refresh } = await endpoint({ body: { access_token: "a1" } });
    expect(await refresh({ ...OLD, expiresAt: TEST_NOW })).toEqual({
      ...{ accessToken: "a1", refreshToken: "refresh-canary-0" },
    });
  });

  test("believes no end that no calendar has", async () => {
    const { refresh } = await endpoint({ body: { access_token: "a1", expires_in: "1e300" } });
    expect((await refresh(OLD)).expiresAt).toBe("2036-02-28T09:00:00.000Z");
  });

  test("may say who we are in the header", async () => {
    const { server, refresh } = await endpoint({ body: GRANTED }, { credentials: "basic" });
    await refresh(OLD);
    expect(server.requests[0]?.body).not.toContain(SECRET);
    expect(server.requests[0]?.headers.authorization).toMatch(/^Basic /);
  });

  test("needs a grant that somebody has given", async () => {
    const { server, refresh } = await endpoint({ body: GRANTED });
    for (const tokens of [undefined, { accessToken: "a" }]) {
      await expect(refresh(tokens)).rejects.toMatchObject({ kind: "unauthenticated" });
    }
    expect(server.requests).toHaveLength(0);
  });
});

test("a grant to ourselves needs no refresh token", async () => {
  const { server, refresh } = await endpoint({ body: GRANTED }, { grant: "client_credentials" });
  expect(await refresh(undefined)).toMatchObject({ accessToken: "a1" });
  expect(server.requests[0]?.body).toContain("grant_type=client_credentials");
});

describe("a token endpoint that refuses", () => {
  const hubspot = { error: "invalid_grant", status: "BAD_REFRESH_TOKEN", message: "revoked" };
  test.each<[string, Reply, string]>([
    ["a revoked grant", { status: 400, body: { error: "invalid_grant" } }, "unauthenticated"],
    ["a revoked grant, as HubSpot says it", { status: 400, body: hubspot }, "unauthenticated"],
    ["our client", { status: 401, body: { error: "invalid_client" } }, "unauthenticated"],
    ["without a word", { status: 401 }, "unauthenticated"],
    ["a scope", { status: 400, body: { error: "invalid_scope" } }, "forbidden"],
    ["our form", { status: 400, body: { error: "unsupported_grant_type" } }, "invalid"],
    ["with a page", { status: 400, body: "<html>" }, "invalid"],
    ["all for now", { status: 503 }, "unavailable"],
    ["this pace", { status: 429, headers: { "retry-after": "7" } }, "rate-limited"],
    ["to give a token", { body: { token_type: "bearer" } }, "unavailable"],
    ["to answer", "drop", "unavailable"],
  ])("%s is told by its kind, once, without a secret", async (_name, reply, kind) => {
    const { server, refresh } = await endpoint(reply);
    const error = await refresh(OLD).catch((reason: unknown) => reason);
    expect(ConnectorError.isInstance(error)).toBe(true);
    expect(error).toMatchObject({ kind });
    expect(server.requests).toHaveLength(1);
    expect(inspect(error, { depth: 10 })).not.toMatch(/canary/);
  });
});

describe("requests with a token source", () => {
  test("carry its token, renew it after a 401, and never show it", async () => {
    const { refresh } = await endpoint({ body: { ...GRANTED, access_token: "fresh-canary" } });
    const api = await startServer(({ headers }) => {
      if (headers.authorization !== "Bearer fresh-canary") return { status: 401 };
      return { status: 400, body: `no ${headers.authorization}` };
    });
    servers.push(api);
    const context = testContext({ tokens: memoryTokenStore(OLD) });
    const { clock, tokens: store } = context;
    const tokens = createTokenSource({ connector: "acme", refresh, store, clock });
    const parts = { connector: "acme", context, baseUrl: api.url, secrets: [], tokens };
    const error = await createRequest(parts)({ method: "POST", path: ["things"] }).catch(
      (reason: unknown) => reason,
    );
    expect(api.requests.map(({ headers }) => headers.authorization)).toEqual([
      ...["Bearer access-canary-0", "Bearer fresh-canary"],
    ]);
    expect(error).toMatchObject({ kind: "invalid" });
    expect(inspect(error, { depth: 10 })).not.toMatch(/canary/);
  });
});
