import { createHash, randomBytes } from "node:crypto";
import { testContext } from "@perennial/connector-kit/testing";
import { afterEach, expect, test } from "vitest";
import { SalesforceApp } from "../salesforce-credentials.ts";
import { REGISTERED } from "../testing/registered-app.ts";
import { type SalesforceWorld, salesforceWorld } from "../testing/salesforce-world.ts";
import { authorizeUrl, installOrg } from "./install-org.ts";

const open: SalesforceWorld[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.stop()));
});

const PRODUCTION = { isSandbox: false };
const [redirectUri = ""] = REGISTERED.redirectUris;

async function stage() {
  const world = await salesforceWorld();
  open.push(world);
  const app = SalesforceApp.parse({
    ...{ clientId: REGISTERED.clientId, clientSecret: REGISTERED.clientSecret },
    ...{ loginUrl: world.salesforce.url, sandboxUrl: world.salesforce.sandboxUrl },
  });
  const codeVerifier = randomBytes(48).toString("base64url");
  const codeChallenge = createHash("sha256").update(codeVerifier).digest("base64url");
  const url = authorizeUrl(app, PRODUCTION, { redirectUri, state: "once", codeChallenge });
  const agree = async () => {
    const answer = await fetch(url, { redirect: "manual" });
    return new URL(answer.headers.get("location") ?? "none:").searchParams;
  };
  const install = (code: string, verifier = codeVerifier) => {
    const grant = { code, redirectUri, codeVerifier: verifier };
    return installOrg(app, PRODUCTION, { grant, context: testContext({ clock: world.clock }) });
  };
  return { ...world, agree, install };
}

test("an administrator agrees, and it is known which org that is and who connected", async () => {
  const { salesforce, org, agree, install } = await stage();
  salesforce.onConsent({ orgId: org.id });
  const answer = await agree();
  expect(answer.get("state")).toBe("once");
  const installed = await install(answer.get("code") ?? "");
  expect(installed).toMatchObject({
    account: { id: org.id, name: expect.any(String), timeZone: expect.stringContaining("/") },
    settings: { orgId: org.id, isSandbox: false },
    tokens: { refreshToken: expect.any(String), details: { instance_url: org.url } },
    by: expect.stringContaining("@"),
  });
  // The code serves once.
  await expect(install(answer.get("code") ?? "")).rejects.toMatchObject({
    kind: "unauthenticated",
  });
});

test("one who brings another's code without its verifier gets nothing", async () => {
  const { salesforce, org, agree, install } = await stage();
  salesforce.onConsent({ orgId: org.id });
  const code = (await agree()).get("code") ?? "";
  await expect(install(code, "x".repeat(64))).rejects.toMatchObject({ name: "ConnectorError" });
});

test("who does not agree comes back without a code", async () => {
  const { salesforce, agree } = await stage();
  salesforce.onConsent("deny");
  const answer = await agree();
  expect([answer.get("code"), answer.get("error")]).toEqual([null, "access_denied"]);
});
