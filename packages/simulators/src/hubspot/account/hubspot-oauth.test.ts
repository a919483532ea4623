import { createHash } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { APP, call, type Installed, installedHubspot } from "../testing/installed-hubspot.ts";

const VERIFIER = "v".repeat(43);
const CHALLENGE = createHash("sha256").update(VERIFIER).digest("base64url");
const [REDIRECT = ""] = APP.redirectUris;
const DETAILS = "/account-info/2026-09/details";
let it: Installed;
beforeEach(async () => {
  it = await installedHubspot();
});
afterEach(() => it.hubspot.stop());

function agree(changes: Record<string, string> = {}): Promise<Response> {
  const query = new URLSearchParams({
    client_id: APP.clientId,
    redirect_uri: REDIRECT,
    scope: APP.requiredScopes.join(" "),
    optional_scope: APP.optionalScopes.join(" "),
    state: "nonce",
    code_challenge: CHALLENGE,
    code_challenge_method: "S256",
    ...changes,
  });
  return fetch(`${it.hubspot.url}/oauth/authorize?${query}`, { redirect: "manual" });
}

function backOf(answer: Response): URLSearchParams {
  return new URL(answer.headers.get("location") ?? "http://nowhere").searchParams;
}

async function form(path: string, fields: Record<string, string>) {
  const body = new URLSearchParams({
    client_id: APP.clientId,
    client_secret: APP.clientSecret,
    ...fields,
  });
  const answer = await fetch(`${it.hubspot.url}/oauth/2026-09/token${path}`, {
    method: "POST",
    body,
  });
  const text = await answer.text();
  return { status: answer.status, body: text === "" ? {} : JSON.parse(text) };
}

function exchange(code: string, changes: Record<string, string> = {}) {
  const fields = { grant_type: "authorization_code", code, redirect_uri: REDIRECT };
  return form("", { ...fields, code_verifier: VERIFIER, ...changes });
}

async function newCode(): Promise<string> {
  it.hubspot.onConsent({ portalId: it.portal.id });
  return backOf(await agree()).get("code") ?? "";
}

test("an administrator's consent comes back as a code that works once", async () => {
  it.hubspot.onConsent({ portalId: it.portal.id, optionalScopes: ["automation"] });
  const back = backOf(await agree());
  expect(back.get("state")).toBe("nonce");
  const first = await exchange(back.get("code") ?? "");
  expect(first.body).toMatchObject({
    expires_in: 1800,
    token_use: "access_token",
    hub_id: it.portal.id,
    scopes: [...APP.requiredScopes, "automation"],
  });
  const url = it.hubspot.url + DETAILS;
  const details = await call(url, { method: "GET", token: first.body.access_token });
  expect(details.body).toMatchObject({
    portalId: it.portal.id,
    timeZone: "Europe/Stockholm",
    companyCurrency: "SEK",
    utcOffset: "+01:00",
  });
  expect(await exchange(back.get("code") ?? "")).toMatchObject({
    status: 400,
    body: { status: "BAD_AUTH_CODE", error: "invalid_grant" },
  });
});

test("the authorize page blocks what does not match the app", async () => {
  it.hubspot.onConsent({ portalId: it.portal.id });
  for (const [name, value] of [
    ["client_id", "another"],
    ["redirect_uri", `${REDIRECT}/`],
    ["scope", "oauth"],
    ["scope", `${APP.requiredScopes.join(" ")} tickets`],
    ["optional_scope", "tickets"],
    ["code_challenge_method", "plain"],
    ["response_type", "code"],
  ])
    expect((await agree({ [name ?? ""]: value ?? "" })).status).toBe(400);
});

test("an administrator may say no, may not be allowed to, or need approval first", async () => {
  it.hubspot.onConsent("deny");
  expect(backOf(await agree()).get("error")).toBe("access_denied");
  it.portal.staff.hire({ id: 5, email: "clerk@example.com" });
  it.hubspot.onConsent({ portalId: it.portal.id, userId: 5 });
  expect((await agree()).status).toBe(403);
  it.hubspot.onConsent("approval-needed");
  expect((await agree()).status).toBe(403);
});

test("a plan without Enterprise grants no scope of it", async () => {
  const small = it.hubspot.addPortal({ isEnterprise: false });
  it.hubspot.onConsent({ portalId: small.id });
  const { body } = await exchange(backOf(await agree()).get("code") ?? "");
  expect(body.scopes).toContain("crm.objects.deals.read");
  expect(body.scopes).not.toContain("crm.objects.custom.read");
});

test("a code is bound to its redirect, its verifier and ten minutes", async () => {
  expect((await exchange(await newCode(), { redirect_uri: "https://x.example" })).body.status).toBe(
    "BAD_REDIRECT_URI",
  );
  expect((await exchange(await newCode(), { code_verifier: "w".repeat(43) })).body.status).toBe(
    "BAD_CODE_VERIFIER",
  );
  const late = await newCode();
  it.wait(600_000);
  expect((await exchange(late)).body.status).toBe("BAD_AUTH_CODE");
});

test("client id and secret are told apart", async () => {
  const fields = { grant_type: "refresh_token", refresh_token: it.refreshToken };
  expect((await form("", { ...fields, client_id: "x" })).body.status).toBe("BAD_CLIENT_ID");
  expect((await form("", { ...fields, client_secret: "x" })).body.status).toBe("BAD_CLIENT_SECRET");
  expect((await form("", { ...fields, grant_type: "password" })).status).toBe(400);
  expect((await form("", { ...fields, scope: "tickets" })).body.status).toBe("BAD_SCOPES");
});

test("JSON is refused by the token endpoint", async () => {
  const answer = await fetch(`${it.hubspot.url}/oauth/2026-09/token`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: "{}",
  });
  expect(answer.status).toBe(415);
});

test("an access token lives 1800 seconds by the clock, a refresh token until it is revoked", async () => {
  it.wait(1_799_999);
  expect((await it.api("GET", DETAILS)).status).toBe(200);
  it.wait(1);
  expect(await it.api("GET", DETAILS)).toMatchObject({
    status: 401,
    body: { category: "EXPIRED_AUTHENTICATION" },
  });
  const fields = { grant_type: "refresh_token", refresh_token: it.refreshToken };
  it.accessToken = (await form("", fields)).body.access_token;
  expect((await it.api("GET", DETAILS)).status).toBe(200);
  const hint = { token: it.refreshToken, token_type_hint: "refresh_token" };
  expect((await form("/introspect", hint)).body).toMatchObject({
    active: true,
    hub_id: it.portal.id,
    user: it.portal.owners.all[0]?.user.email,
  });
  await form("/revoke", hint);
  expect((await form("/introspect", hint)).body).toEqual({ active: false });
  expect((await form("", fields)).body.status).toBe("BAD_REFRESH_TOKEN");
  // What was issued before lives on for its time.
  expect((await it.api("GET", DETAILS)).status).toBe(200);
});

test("an unknown token is not an expired one", async () => {
  it.accessToken = "nobody";
  expect(await it.api("GET", DETAILS)).toMatchObject({
    status: 401,
    body: { category: "INVALID_AUTHENTICATION" },
  });
});

test("uninstalling ends every token, from either side", async () => {
  expect((await it.api("DELETE", "/appinstalls/2026-09/external-install")).status).toBe(204);
  expect((await it.api("GET", DETAILS)).status).toBe(401);
  expect(it.portal.installation).toBeUndefined();
  const again = it.hubspot.install(it.portal);
  it.portal.staff.uninstall();
  const fields = { grant_type: "refresh_token", refresh_token: again.refreshToken };
  expect((await form("", fields)).body.status).toBe("BAD_REFRESH_TOKEN");
});

test("a portal that is gone is a bad hub", async () => {
  it.hubspot.removePortal(it.portal.id);
  const fields = { grant_type: "refresh_token", refresh_token: it.refreshToken };
  expect((await form("", fields)).body.status).toBe("BAD_HUB");
});

test("with rotation a refresh token works once", async () => {
  const rotating = await installedHubspot({ rotateRefreshTokens: true });
  await it.hubspot.stop();
  it = rotating;
  const fields = { grant_type: "refresh_token", refresh_token: it.refreshToken };
  const next = await form("", fields);
  expect(next.body.refresh_token).not.toBe(it.refreshToken);
  expect((await form("", fields)).body.status).toBe("BAD_REFRESH_TOKEN");
});
