import { inspect } from "node:util";
import { afterEach, describe, expect, test } from "vitest";
import { type LoopbackServer, type Reply, startServer } from "../testing/start-server.ts";
import { testContext } from "../testing/test-context.ts";
import { codeGrant } from "./code-grant.ts";
import type { TokenEndpoint } from "./token-endpoint.ts";

const servers: LoopbackServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

const GRANT = {
  code: "code-canary",
  redirectUri: "https://perennial.example/apps/acme/callback",
  codeVerifier: "verifier-canary",
};

async function exchanging(reply: Reply, parts: Partial<TokenEndpoint> = {}) {
  const server = await startServer(() => reply);
  servers.push(server);
  const exchange = codeGrant({
    ...{ connector: "acme", context: testContext(), tokenUrl: `${server.url}/oauth/token` },
    ...{ clientId: "perennial", clientSecret: "secret-canary", ...parts },
  });
  return { server, exchange };
}

describe("exchanging a code", () => {
  test("sends what RFC 6749 and RFC 7636 ask for, and gives the tokens", async () => {
    const { server, exchange } = await exchanging({
      body: { access_token: "a1", refresh_token: "r1", expires_in: 1800 },
    });
    expect(await exchange(GRANT)).toEqual({
      ...{ accessToken: "a1", refreshToken: "r1", expiresAt: "2026-03-02T09:30:00.000Z" },
    });
    expect(Object.fromEntries(new URLSearchParams(server.requests[0]?.body))).toEqual({
      ...{ grant_type: "authorization_code", code: GRANT.code, redirect_uri: GRANT.redirectUri },
      ...{ code_verifier: GRANT.codeVerifier, client_id: "perennial" },
      client_secret: "secret-canary",
    });
  });

  test("is refused in the vendor's own words, with what helps before them, and no secret in them", async () => {
    const body = { error: "invalid_grant", status: "BAD_CODE", message: "no code-canary here" };
    const { exchange } = await exchanging(
      { status: 400, body },
      {
        refusals: ({ status, body: { status: word } }) =>
          status === 400 && word === "BAD_CODE"
            ? { kind: "conflict", remedy: "begin anew" }
            : undefined,
      },
    );
    const error = await exchange(GRANT).catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      kind: "conflict",
      message: "begin anew (the token endpoint answered 400: no [secret] here)",
    });
    expect(inspect(error, { depth: 10 })).not.toMatch(/canary/);
  });

  test("means what RFC 6749 says where the vendor has no words of its own", async () => {
    const { exchange } = await exchanging(
      { status: 400, body: { error: "invalid_scope" } },
      { refusals: () => undefined },
    );
    await expect(exchange(GRANT)).rejects.toMatchObject({ kind: "forbidden" });
  });
});
