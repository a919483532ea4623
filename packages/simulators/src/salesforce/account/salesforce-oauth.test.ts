import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  type Answer,
  APP,
  type Connected,
  call,
  connectedSalesforce,
} from "../testing/connected-salesforce.ts";

const KEYS = generateKeyPairSync("rsa", { modulusLength: 2048 });
const PUBLIC_KEY = KEYS.publicKey.export({ type: "spki", format: "pem" }).toString();
const VERIFIER = "v".repeat(86);
const CHALLENGE = createHash("sha256").update(VERIFIER).digest("base64url");
const REDIRECT = "http://localhost:4000/oauth/salesforce/callback";

let it: Connected;
beforeEach(async () => {
  it = await connectedSalesforce({}, { app: { ...APP, publicKey: PUBLIC_KEY }, refreshMs: 20 });
});
afterEach(() => it.salesforce.stop());

function form(path: string, fields: Record<string, string>): Promise<Answer> {
  const body = new URLSearchParams({
    client_id: APP.clientId,
    client_secret: APP.clientSecret,
    ...fields,
  });
  return call(`${it.salesforce.url}/services/oauth2${path}`, { method: "POST", body, headers: {} });
}

const refresh = (token = it.refreshToken) =>
  form("/token", { grant_type: "refresh_token", refresh_token: token });

async function open(more: Record<string, string> = {}, host = it.salesforce.url): Promise<Answer> {
  const query = new URLSearchParams({
    response_type: "code",
    client_id: APP.clientId,
    redirect_uri: REDIRECT,
    scope: "api refresh_token openid",
    state: "s1",
    code_challenge: CHALLENGE,
    code_challenge_method: "S256",
    ...more,
  });
  for (const [name, value] of Object.entries(more)) if (value === "") query.delete(name);
  return call(`${host}/services/oauth2/authorize?${query}`, { method: "GET", headers: {} });
}

function landing({ headers }: Answer): Record<string, string> {
  return Object.fromEntries(new URL(headers.get("location") ?? "http://none.example").searchParams);
}

async function newCode(): Promise<string> {
  it.salesforce.onConsent({ orgId: it.org.id });
  return landing(await open()).code ?? "";
}

const exchange = (code: string, more: Record<string, string> = {}) =>
  form("/token", {
    grant_type: "authorization_code",
    code,
    redirect_uri: REDIRECT,
    code_verifier: VERIFIER,
    ...more,
  });

test("a code with its verifier gives tokens, once", async () => {
  const code = await newCode();
  const answer = await exchange(code);
  expect(answer).toMatchObject({
    status: 200,
    body: {
      token_type: "Bearer",
      instance_url: it.org.url,
      id: `${it.salesforce.url}/id/${it.org.id}/${it.org.users[0]?.id}`,
      scope: "api refresh_token openid",
      issued_at: String(Date.parse(it.clock.now())),
    },
  });
  expect(answer.body).not.toHaveProperty("expires_in");
  it.accessToken = Object(answer.body).access_token;
  expect((await it.api("GET", "/limits")).status).toBe(200);
  expect(await exchange(code)).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
});

test("PKCE is demanded, and told apart", async () => {
  it.salesforce.onConsent({ orgId: it.org.id });
  expect(landing(await open({ code_challenge: "" }))).toMatchObject({
    error: "invalid_request",
    error_description: "missing required code challenge",
    state: "s1",
  });
  expect(landing(await open({ code_challenge_method: "plain" })).error).toBe("invalid_request");
  const none = await form("/token", {
    grant_type: "authorization_code",
    code: await newCode(),
    redirect_uri: REDIRECT,
  });
  expect(none.body).toMatchObject({ error: "invalid_grant" });
  const wrong = await exchange(await newCode(), { code_verifier: "w".repeat(86) });
  expect(wrong.body).toMatchObject({ error: "invalid_request" });
  const late = await newCode();
  it.wait(900_000);
  expect((await exchange(late)).body).toMatchObject({ error: "invalid_grant" });
});

test("what stands in the way of a consent", async () => {
  it.salesforce.onConsent("deny");
  expect(landing(await open()).error).toBe("access_denied");
  it.salesforce.onConsent("not-approved");
  expect(landing(await open()).error).toBe("OAUTH_APP_ACCESS_DENIED");
  it.salesforce.onConsent({ orgId: it.org.id });
  expect(landing(await open({ scope: "full" })).error).toBe("invalid_scope");
  expect((await open({ redirect_uri: "https://evil.example/" })).status).toBe(400);
  expect((await open({ client_id: "x" })).status).toBe(400);
  const absent = await it.salesforce.addOrg({ isInstalled: false });
  it.salesforce.onConsent({ orgId: absent.id });
  expect(landing(await open()).error).toBe("OAUTH_EC_APP_NOT_FOUND");
  // On a company's own host nobody of another company logs in.
  expect((await open({}, it.org.url)).status).toBe(200);
  it.salesforce.onConsent({ orgId: it.org.id });
  expect(landing(await open({}, it.org.url)).code).toBeDefined();
});

test("people of a sandbox log in at a host of their own", async () => {
  const sandbox = await it.salesforce.addOrg({ isSandbox: true });
  it.salesforce.onConsent({ orgId: sandbox.id });
  expect((await open()).status).toBe(200);
  const { code = "" } = landing(await open({}, it.salesforce.sandboxUrl));
  const { body } = await exchange(code);
  expect(Object(body).id).toContain(it.salesforce.sandboxUrl);
  it.salesforce.onConsent({ orgId: it.org.id });
  expect((await open({}, it.salesforce.sandboxUrl)).status).toBe(200);
  expect((await byJwt({ sub: "admin@org-2.example" })).body).toMatchObject({
    error_description: "audience is invalid",
  });
});

test("each refresh gives the next token, and an old one ends the family", async () => {
  const next = Object((await refresh()).body);
  expect(next.refresh_token).not.toBe(it.refreshToken);
  const third = Object((await refresh(next.refresh_token)).body);
  expect(it.salesforce.tokens.families(it.org.id)).toMatchObject([{ refreshes: 2 }]);
  it.accessToken = third.access_token;
  expect((await it.api("GET", "/limits")).status).toBe(200);
  const spent = await refresh();
  expect(spent).toMatchObject({
    status: 400,
    body: { error: "invalid_grant", error_description: "expired access/refresh token" },
  });
  expect((await it.api("GET", "/limits")).status).toBe(401);
  expect((await refresh(third.refresh_token)).status).toBe(400);
  expect(it.salesforce.tokens.families(it.org.id)).toEqual([]);
});

test("a second refresh with the same token meanwhile is told to wait", async () => {
  const [one, other] = await Promise.all([refresh(), refresh()]);
  const [good, bad] = one.status === 200 ? [one, other] : [other, one];
  expect(good.status).toBe(200);
  expect(bad).toMatchObject({
    status: 400,
    body: { error_description: "Token request is already being processed" },
  });
  expect(it.salesforce.tokens.families(it.org.id)).toHaveLength(1);
});

test("an answer that is lost after a rotation costs the connection", async () => {
  await it.salesforce.faults.set({ dropAfterAccept: 1 });
  await expect(refresh()).rejects.toThrow();
  await it.salesforce.faults.clear();
  expect((await refresh()).status).toBe(400);
});

test("servers that fail before a rotation leave the token as it was", async () => {
  it.salesforce.trouble.add({ answer: "unavailable", path: "/services/oauth2/token" });
  expect((await refresh()).status).toBe(503);
  expect((await refresh()).status).toBe(200);
});

test("refresh tokens end after thirty idle days, access tokens two hours after their last use", async () => {
  it.wait(7_199_000);
  expect((await it.api("GET", "/limits")).status).toBe(200);
  it.wait(7_199_000);
  expect((await it.api("GET", "/limits")).status).toBe(200);
  it.wait(7_200_000);
  expect(await it.api("GET", "/limits")).toMatchObject({
    status: 401,
    body: [{ errorCode: "INVALID_SESSION_ID", message: "Session expired or invalid" }],
  });
  it.wait(29 * 86_400_000);
  it.refreshToken = Object((await refresh()).body).refresh_token;
  it.wait(30 * 86_400_000 + 1);
  expect((await refresh()).body).toMatchObject({ error: "invalid_grant" });
});

test("a sixth grant of one user ends the oldest", async () => {
  for (let count = 0; count < 5; count += 1) it.salesforce.connect(it.org);
  expect(it.salesforce.tokens.families(it.org.id)).toHaveLength(5);
  expect((await refresh()).status).toBe(400);
});

test("revoking the refresh token ends all that came of it", async () => {
  expect((await form("/introspect", { token: it.refreshToken })).body).toMatchObject({
    active: true,
  });
  expect((await form("/revoke", { token: it.refreshToken })).status).toBe(200);
  expect((await form("/introspect", { token: it.refreshToken })).body).toEqual({ active: false });
  expect((await it.api("GET", "/limits")).status).toBe(401);
  expect((await form("/revoke", { token: "nobody" })).status).toBe(400);
});

test("who a token is for, with the token in the header alone", async () => {
  const id = `${it.salesforce.url}/id/${it.org.id}/${it.org.users[0]?.id}`;
  const headers = { authorization: `Bearer ${it.accessToken}` };
  expect((await call(id, { method: "GET", headers })).body).toMatchObject({
    organization_id: it.org.id,
    username: "admin@org-1.example",
    active: true,
  });
  const inUrl = `${id}?format=json&oauth_token=${it.accessToken}`;
  expect((await call(inUrl, { method: "GET", headers: {} })).status).toBe(403);
  const info = await call(`${it.org.url}/services/oauth2/userinfo`, { method: "GET", headers });
  expect(info.body).toMatchObject({ organization_id: it.org.id });
});

test("client id, secret and grant are told apart; a user who left is inactive", async () => {
  const fields = { grant_type: "refresh_token", refresh_token: it.refreshToken };
  expect((await form("/token", { ...fields, client_id: "x" })).body).toMatchObject({
    error: "invalid_client_id",
  });
  expect((await form("/token", { ...fields, client_secret: "x" })).body).toMatchObject({
    error: "invalid_client",
  });
  expect((await form("/token", { grant_type: "password" })).body).toMatchObject({
    error: "unsupported_grant_type",
  });
  it.org.staff.dismiss(it.org.users[0]?.id ?? "");
  expect((await it.api("GET", "/limits")).status).toBe(401);
  expect((await refresh()).body).toMatchObject({ error: "inactive_user" });
});

function assertion(claims: Record<string, unknown>): string {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const exp = Math.floor(Date.parse(it.clock.now()) / 1000) + 180;
  const base = {
    iss: APP.clientId,
    sub: "admin@org-1.example",
    aud: "https://login.salesforce.com",
    exp,
  };
  const text = `${encode({ alg: "RS256" })}.${encode({ ...base, ...claims })}`;
  return `${text}.${sign("RSA-SHA256", Buffer.from(text), KEYS.privateKey).toString("base64url")}`;
}

const byJwt = (claims: Record<string, unknown> = {}, cut = 0) =>
  call(`${it.salesforce.url}/services/oauth2/token`, {
    method: "POST",
    headers: {},
    body: new URLSearchParams({
      grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer",
      assertion: assertion(claims).slice(cut),
    }),
  });

test("a signed assertion gives an access token alone", async () => {
  const answer = await byJwt();
  expect(answer).toMatchObject({ status: 200, body: { instance_url: it.org.url } });
  expect(answer.body).not.toHaveProperty("refresh_token");
  it.accessToken = Object(answer.body).access_token;
  expect((await it.api("GET", "/limits")).status).toBe(200);
  const wrong = async (claims: Record<string, unknown>, description: string) =>
    expect((await byJwt(claims)).body).toMatchObject({
      error: "invalid_grant",
      error_description: description,
    });
  await wrong({ aud: "https://example.com" }, "audience is invalid");
  await wrong({ exp: 1 }, "expired authorization code");
  await wrong({ sub: "nobody@example.com" }, "user hasn't approved this consumer");
  expect((await byJwt({ iss: "x" })).body).toMatchObject({ error: "invalid_client_id" });
  expect((await byJwt({}, 1)).status).toBe(400);
  it.org.staff.hire({ username: "new@example.com", lastName: "New", isPreauthorized: false });
  await wrong({ sub: "new@example.com" }, "user hasn't approved this consumer");
});

test("taking the package out ends every token", async () => {
  it.org.staff.uninstall();
  expect((await it.api("GET", "/limits")).status).toBe(401);
  expect((await refresh()).body).toMatchObject({ error: "invalid_grant" });
});
