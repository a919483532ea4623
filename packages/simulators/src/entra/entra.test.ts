import { createHash, createPublicKey } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { selfSigned } from "./account/self-signed.ts";
import { startEntra } from "./entra.ts";
import { GRAPH_RESOURCE } from "./entra-options.ts";
import {
  APP,
  askToken,
  assertionClaims,
  assertionForm,
  type Consented,
  consentedEntra,
} from "./testing/entra-client.ts";
import { isSignedBy, parseJwt } from "./token/jwt.ts";

const ORG = "https://contoso.crm4.dynamics.com";
const SCOPE = { scope: `${ORG}/.default` };
const SECRET = { client_secret: "long-secret" };
let it: Consented;
beforeEach(async () => {
  it = await consentedEntra();
  it.tenant.addResource(ORG);
});
afterEach(() => it.entra.stop());

function claims(more: Record<string, unknown> = {}): Record<string, unknown> {
  return { ...assertionClaims(it.entra, it.tenant.id, it.clock.now()), ...more };
}
function ask(form: Record<string, string>, tenantId = it.tenant.id) {
  return askToken(it.entra, tenantId, form);
}

describe("tokens for the app alone", () => {
  test("by certificate: a signed token for one resource, with the permissions consented to", async () => {
    const { status, body } = await ask({
      scope: `${GRAPH_RESOURCE}/.default`,
      ...assertionForm(claims()),
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({ token_type: "Bearer", expires_in: 3599 });
    const token = String(body.access_token);
    expect(it.entra.readToken(token, GRAPH_RESOURCE)).toMatchObject({
      tenantId: it.tenant.id,
      clientId: APP.clientId,
      isAppOnly: true,
      roles: expect.arrayContaining(["Mail.Send"]),
    });
    expect(it.entra.readToken(token, ORG)).toContain("audience");
    const { keys } = JSON.parse(
      await (await fetch(`${it.entra.url}/common/discovery/v2.0/keys`)).text(),
    );
    const jwt = parseJwt(token);
    expect(jwt && isSignedBy(jwt, createPublicKey({ key: keys[0], format: "jwk" }))).toBe(true);
    expect(it.entra.accepted.entries).toMatchObject([{ act: "token", proof: "certificate" }]);
  });

  test("a token ends after an hour, and a changed one is none", async () => {
    const { body } = await ask({ ...SCOPE, ...SECRET });
    const token = String(body.access_token);
    expect(it.entra.readToken(`${token.slice(0, -4)}AAAA`, ORG)).toContain("signature");
    it.clock.moveTo("2026-11-22T08:59:58.000Z");
    expect(it.entra.readToken(token, ORG)).toMatchObject({ tenantId: it.tenant.id });
    it.clock.moveTo("2026-11-22T08:59:59.000Z");
    expect(it.entra.readToken(token, ORG)).toContain("expired");
  });

  test("an assertion serves once", async () => {
    const form = { ...SCOPE, ...assertionForm(claims()) };
    expect((await ask(form)).status).toBe(200);
    expect(await ask(form)).toMatchObject({ status: 401, body: { error_codes: [50_027] } });
  });

  test.each([
    ["for another endpoint", 700_023, { aud: "https://example.com/token" }],
    ["too old", 700_024, { exp: Date.parse("2026-11-22T07:54:00Z") / 1000 }],
    ["not yet valid", 700_024, { nbf: Date.parse("2026-11-22T08:06:00Z") / 1000 }],
    ["of another app", 700_021, { iss: "7f0f3f0a-0000-4000-8000-00000000bbbb" }],
    ["without a number of its own", 50_027, { jti: "" }],
  ])("an assertion that is %s is refused", async (_what, code, more) => {
    const answer = await ask({ ...SCOPE, ...assertionForm(claims(more)) });
    expect(answer).toMatchObject({
      status: 401,
      body: { error: "invalid_client", error_codes: [code] },
    });
    expect(answer.body.error_description).toMatch(new RegExp(`^AADSTS${code}: .*Trace ID: `));
  });

  test("a key that is not registered, an expired one, and a forged signature are told apart", async () => {
    const stranger = selfSigned("other", "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z");
    const unknown = await ask({ ...SCOPE, ...assertionForm(claims(), stranger) });
    expect(unknown.body.error_description).toContain("The key was not found");
    const forged = { ...stranger, thumbprint: assertionThumbprint() };
    const wrong = await ask({ ...SCOPE, ...assertionForm(claims(), forged) });
    expect(wrong.body.error_description).toContain("the signature could not be validated");
    it.clock.moveTo("2027-01-01T00:00:00.000Z");
    const expired = await ask({ ...SCOPE, ...assertionForm(claims()) });
    expect(expired.body).toMatchObject({ error_codes: [700_027] });
    expect(expired.body.error_description).toContain("The key used is expired");
  });

  test("secrets: wrong, expired, missing", async () => {
    expect((await ask({ ...SCOPE, client_secret: "guess" })).body).toMatchObject({
      error_codes: [7_000_215],
    });
    expect((await ask(SCOPE)).body).toMatchObject({ error_codes: [7_000_218] });
    it.clock.moveTo("2026-12-01T00:00:00.000Z");
    expect((await ask({ ...SCOPE, ...SECRET })).body).toMatchObject({ error_codes: [7_000_222] });
  });

  test.each([
    ["no default scope", { scope: `${ORG}/user_impersonation` }, 1_002_012, 400],
    [
      "an organisation of someone else",
      { scope: "https://other.crm4.dynamics.com/.default" },
      500_011,
      400,
    ],
    ["no scope", {}, 900_144, 400],
    [
      "an unknown app",
      { ...SCOPE, client_id: "7f0f3f0a-0000-4000-8000-00000000cccc" },
      700_016,
      400,
    ],
    ["another grant", { ...SCOPE, grant_type: "password" }, 70_003, 400],
  ])("%s is refused", async (_what, form, code, status) => {
    const answer = await ask({ ...SECRET, ...form });
    expect(answer).toMatchObject({ status, body: { error_codes: [code] } });
  });

  test("a tenant that is not there, one that took the app out, and one that blocked it", async () => {
    const nowhere = await ask({ ...SCOPE, ...SECRET }, "00000000-0000-4000-8000-000000000000");
    expect(nowhere.body).toMatchObject({ error_codes: [90_002] });
    it.tenant.setEnabled(APP.clientId, false);
    expect((await ask({ ...SCOPE, ...SECRET })).body).toMatchObject({ error_codes: [7_000_112] });
    it.tenant.remove(APP.clientId);
    const removed = await ask({ ...SCOPE, ...SECRET });
    expect(removed).toMatchObject({ status: 401, body: { error_codes: [7_000_229] } });
    it.entra.unregister(APP.clientId);
    expect((await ask({ ...SCOPE, ...SECRET })).body).toMatchObject({ error_codes: [700_016] });
  });

  test("clocks that differ by more than five minutes do not understand each other", async () => {
    it.entra.skewSeconds = -240;
    expect((await ask({ ...SCOPE, ...assertionForm(claims()) })).status).toBe(200);
    it.entra.skewSeconds = -360;
    const answer = await ask({ ...SCOPE, ...assertionForm(claims()) });
    expect(answer.body).toMatchObject({ error_codes: [700_024] });
    expect(answer.headers.get("date")).toBe("Sun, 22 Nov 2026 07:54:00 GMT");
  });
});

describe("pages", () => {
  const redirect_uri = APP.redirectUris[0] ?? "";
  async function open(path: string, query: Record<string, string>): Promise<Response> {
    const search = new URLSearchParams({ client_id: APP.clientId, redirect_uri, ...query });
    return fetch(`${it.entra.url}/${path}?${search}`, { redirect: "manual" });
  }
  function location(response: Response): URLSearchParams {
    return new URL(response.headers.get("location") ?? "http://none").searchParams;
  }

  test("an administrator consents, bound to the state; then tokens are given", async () => {
    const other = it.entra.addTenant();
    other.addResource(ORG);
    expect((await ask({ ...SCOPE, ...SECRET }, other.id)).body).toMatchObject({
      error_codes: [7_000_229],
    });
    it.entra.onPage({ tenantId: other.id });
    const response = await open("organizations/v2.0/adminconsent", { ...SCOPE, state: "s&1" });
    expect(response.status).toBe(302);
    const back = location(response);
    expect(Object.fromEntries(back)).toEqual({
      admin_consent: "True",
      tenant: other.id,
      scope: SCOPE.scope,
      state: "s&1",
    });
    expect((await ask({ ...SCOPE, ...SECRET }, other.id)).status).toBe(200);
  });

  test("refused consent comes back as an error; nobody but administrators consents", async () => {
    it.entra.onPage("deny");
    const denied = location(
      await open("organizations/v2.0/adminconsent", { ...SCOPE, state: "1" }),
    );
    expect(denied.get("error")).toBe("access_denied");
    expect(denied.get("state")).toBe("1");
    const user = { id: "7f0f3f0a-0000-4000-8000-00000000dddd", name: "Ulla", upn: "u@example.com" };
    it.tenant.addUser(user);
    it.entra.onPage({ tenantId: it.tenant.id, userId: user.id });
    expect(await (await open("organizations/v2.0/adminconsent", SCOPE)).text()).toContain(
      "AADSTS90094",
    );
  });

  test("another redirect address, another tenant's user, and a scope by name are refused", async () => {
    it.entra.onPage({ tenantId: it.tenant.id });
    const wrong = await open("organizations/v2.0/adminconsent", {
      ...SCOPE,
      redirect_uri: "http://x/",
    });
    expect(await wrong.text()).toContain("AADSTS50011");
    const other = it.entra.addTenant();
    expect(await (await open(`${other.id}/v2.0/adminconsent`, SCOPE)).text()).toContain(
      "AADSTS50020",
    );
    const named = await open("organizations/v2.0/adminconsent", { scope: "Mail.Send" });
    expect(await named.text()).toContain("AADSTS70011");
  });

  test("someone signs in: a code with PKCE serves once and says who and of which tenant", async () => {
    it.entra.onPage({ tenantId: it.tenant.id });
    const verifier = "a-verifier-that-is-long-enough-to-be-one-0123456789";
    const code_challenge = createHash("sha256").update(verifier).digest("base64url");
    const pkce = { code_challenge, code_challenge_method: "S256", response_type: "code" };
    const scope = `${ORG}/user_impersonation openid offline_access`;
    const begin = async () =>
      location(await open("organizations/oauth2/v2.0/authorize", { ...pkce, scope })).get("code") ??
      "";
    const form = { grant_type: "authorization_code", redirect_uri, ...SECRET };
    const code = await begin();
    const wrong = await ask({ ...form, code, code_verifier: "x" });
    expect(wrong.body).toMatchObject({ error: "invalid_grant", error_codes: [501_481] });
    const again = await ask({ ...form, code, code_verifier: verifier });
    expect(again.body).toMatchObject({ error_codes: [54_005] });
    const done = await ask({ ...form, code: await begin(), code_verifier: verifier });
    expect(done.status).toBe(200);
    const identity = parseJwt(String(done.body.id_token))?.claims;
    expect(identity).toMatchObject({ tid: it.tenant.id, aud: APP.clientId });
    expect(it.entra.readToken(String(done.body.access_token), ORG)).toMatchObject({
      isAppOnly: false,
    });
    const refreshed = await ask({
      grant_type: "refresh_token",
      refresh_token: String(done.body.refresh_token),
      ...SECRET,
    });
    expect(refreshed.status).toBe(200);
  });
});

test("faults are Entra's own, and what it is kept as survives JSON", async () => {
  await it.entra.faults.set({ tooMany: 1, retryAfterSeconds: 3 });
  const throttled = await ask({ ...SCOPE, ...SECRET });
  expect(throttled).toMatchObject({ status: 429, body: { error_codes: [90_020] } });
  expect(throttled.headers.get("retry-after")).toBe("3");
  await it.entra.faults.clear();
  const form = { ...SCOPE, ...assertionForm(claims()) };
  const { body } = await ask(form);
  const next = await startEntra({ clock: it.clock, apps: [APP] });
  try {
    next.restore(JSON.parse(JSON.stringify(it.entra.snapshot())));
    expect(next.readToken(String(body.access_token), ORG)).toMatchObject({
      tenantId: it.tenant.id,
    });
    const again = await askToken(next, it.tenant.id, {
      ...SCOPE,
      ...assertionForm({ ...claims(), aud: `${next.url}/${it.tenant.id}/oauth2/v2.0/token` }),
    });
    expect(again.status).toBe(200);
  } finally {
    await next.stop();
  }
});

function assertionThumbprint(): string {
  const header = parseJwt(assertionForm(claims()).client_assertion ?? "")?.header;
  return String(header?.["x5t#S256"]);
}
