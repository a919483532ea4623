import { createHash, randomUUID } from "node:crypto";
import { passTo } from "@perennial/conformance";
import {
  type LoopbackServer,
  type ReceivedRequest,
  type Reply,
  startServer,
  testContext,
} from "@perennial/connector-kit/testing";
import { afterEach, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { DynamicsApp } from "../dynamics-credentials.ts";
import { createOutlookMail } from "../graph/mail/outlook-mail-connector.ts";
import { type DynamicsWorld, dynamicsWorld } from "../testing/dynamics-world.ts";
import { clientAssertion } from "./client-assertion.ts";
import { authorizeUrl, install } from "./dynamics-install.ts";

const DYNAMICS_ADMINISTRATOR = "44367163-eba1-44c3-98af-f5787879f96a";
const EXCHANGE_ADMINISTRATOR = "29232cdf-9323-42fd-ade2-1d097af3e4de";
const VERIFIER = "v".repeat(43);
let world: DynamicsWorld;
let login: LoopbackServer;
let app: DynamicsApp;
let wids: readonly string[] | undefined;
beforeEach(async () => {
  world = await dynamicsWorld();
  wids = [DYNAMICS_ADMINISTRATOR];
  login = await startServer(async (request) =>
    withRoles(await passTo(world.entra.url)(ofTenant(request))),
  );
  app = DynamicsApp.parse({ ...world.app, loginUrl: login.url });
});
afterEach(async () => {
  await login.close();
  await world.stop();
});

/** Entra ID takes the code of whichever tenant at `organizations`, where the simulator wants the tenant's own address. */
function ofTenant(request: ReceivedRequest): ReceivedRequest {
  const { path, body } = request;
  if (!path.endsWith("/token")) return request;
  const own = path.replace("/organizations/", `/${world.tenant.id}/`);
  const form = new URLSearchParams(body);
  const now = world.clock.now();
  const proof = { audience: world.entra.url + own, now, id: randomUUID() };
  form.set("client_assertion", clientAssertion(app, proof));
  return { ...request, path: own, body: form.toString() };
}

/** The simulator's sign-ins do not carry the claim of directory roles, as those to an app registration can. */
function withRoles(reply: Reply): Reply {
  if (typeof reply === "string" || typeof reply.body !== "string") return reply;
  const { id_token: token, ...rest } = Answered.parse(JSON.parse(reply.body));
  if (token === undefined || wids === undefined) return reply;
  const [head, claims = "", tail] = token.split(".");
  const told = Claims.parse(JSON.parse(Buffer.from(claims, "base64url").toString("utf8")));
  const more = Buffer.from(JSON.stringify({ ...told, wids })).toString("base64url");
  return { ...reply, body: JSON.stringify({ ...rest, id_token: [head, more, tail].join(".") }) };
}
const Answered = z.looseObject({ id_token: z.string().optional() });
const Claims = z.looseObject({});

/** The browser of a person who signs in, and what it comes back with. */
async function signedIn(): Promise<{ readonly code: string; readonly state: string | null }> {
  world.entra.onPage({ tenantId: world.tenant.id });
  const codeChallenge = createHash("sha256").update(VERIFIER).digest("base64url");
  const request = { state: "s-1", redirectUri: world.redirectUri, codeChallenge };
  const answer = await fetch(authorizeUrl(world.app, request), { redirect: "manual" });
  const { searchParams } = new URL(answer.headers.get("location") ?? "");
  return { code: searchParams.get("code") ?? "", state: searchParams.get("state") };
}

function installed(code: string, by = install) {
  const { clock, log, fetch: ask, abort } = testContext({ clock: world.clock });
  const grant = { code, redirectUri: world.redirectUri, codeVerifier: VERIFIER };
  return by(app, grant, { clock, log, fetch: ask, abort });
}

test("whoever signs in connects their own tenant, which is nowhere among the settings", async () => {
  const { code, state } = await signedIn();
  expect(state).toBe("s-1");
  const { account, tokens, settings, by } = await installed(code);
  expect(account.id).toBe(world.tenant.id);
  expect(tokens.details).toEqual({ tenantId: world.tenant.id });
  expect(Object.keys(settings)).toEqual(["webhookSecret"]);
  expect(by).toContain("@");
  await expect(installed(code)).rejects.toMatchObject({ kind: "unauthenticated" });
});

test.each([
  ["with other roles", ["88d8e3e3-8f55-4a1e-953a-9b9898b8876b"], "only an administrator"],
  ["of whom no roles are told", undefined, "did not say which roles"],
])("somebody %s connects nothing", async (_who, roles, words) => {
  wids = roles;
  const { code } = await signedIn();
  await expect(installed(code)).rejects.toMatchObject({
    ...{ kind: "forbidden", message: expect.stringContaining(words) },
  });
});

test("mailboxes are an Exchange administrator's to connect, and no administrator's of Dynamics", async () => {
  const { app: mail } = createOutlookMail();
  if (mail === undefined) throw new Error("the connector has no app");
  const connect = (code: string) => installed(code, (...given) => mail.install(...given));
  await expect(connect((await signedIn()).code)).rejects.toMatchObject({
    ...{ kind: "forbidden", connector: "outlook-mail" },
  });
  wids = [EXCHANGE_ADMINISTRATOR];
  const { account, tokens } = await connect((await signedIn()).code);
  expect([account.id, tokens.details]).toEqual([world.tenant.id, { tenantId: world.tenant.id }]);
  await expect(installed((await signedIn()).code)).rejects.toMatchObject({ kind: "forbidden" });
});

test("a tenant that has not let our app in is told where its administrator does", async () => {
  const { code } = await signedIn();
  world.tenant.remove(app.clientId);
  await expect(installed(code)).rejects.toMatchObject({
    kind: "forbidden",
    message: expect.stringContaining(`/${world.tenant.id}/adminconsent?client_id=${app.clientId}`),
  });
});

test("somebody is sent to sign in, at an account of an organisation, with a challenge that only we can answer", () => {
  const redirectUri = "https://perennial.example/back?a=1&b=2";
  const request = { state: "s+&#%", redirectUri, codeChallenge: "c-1" };
  const url = new URL(authorizeUrl(world.app, request));
  expect(url.pathname).toBe("/organizations/oauth2/v2.0/authorize");
  expect(Object.fromEntries(url.searchParams)).toMatchObject({
    ...{ client_id: world.app.clientId, response_type: "code", redirect_uri: redirectUri },
    ...{ state: "s+&#%", code_challenge: "c-1", code_challenge_method: "S256" },
  });
});

test("a code that nobody gave connects nothing", async () => {
  await expect(installed("none")).rejects.toMatchObject({ kind: "unauthenticated" });
});
