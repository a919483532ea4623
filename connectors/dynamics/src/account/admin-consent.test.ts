import { memoryTokenStore, testContext } from "@perennial/connector-kit/testing";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createDynamicsClient } from "../dynamics-client.ts";
import { type DynamicsWorld, dynamicsWorld } from "../testing/dynamics-world.ts";
import { consentedTenant, consentUrl } from "./admin-consent.ts";

const STATE = "a state & more";
let world: DynamicsWorld;
beforeEach(async () => {
  world = await dynamicsWorld();
});
afterEach(() => world.stop());

async function visit(state = STATE): Promise<URLSearchParams> {
  const redirectUri = world.redirectUri;
  const url = consentUrl(world.app, { orgUrl: world.org.origin, redirectUri, state });
  const answer = await fetch(url, { redirect: "manual" });
  return new URL(answer.headers.get("location") ?? "http://nowhere").searchParams;
}

const whoAmI = (tenantId: string) =>
  createDynamicsClient({
    app: world.app,
    place: { tenantId, orgUrl: world.org.origin },
    context: testContext({ clock: world.clock, tokens: memoryTokenStore() }),
  }).whoAmI();

test("an administrator agrees, and the tenant is proven by the organisation itself", async () => {
  world.tenant.remove(world.app.clientId);
  await expect(whoAmI(world.tenant.id)).rejects.toMatchObject({ kind: "unauthenticated" });
  world.entra.onPage({ tenantId: world.tenant.id });
  const tenantId = consentedTenant(await visit(), STATE);
  expect(tenantId).toBe(world.tenant.id);
  expect(await whoAmI(tenantId)).toMatchObject({ OrganizationId: world.org.organizationId });
});

test("an answer of somebody else's state, a refusal, and one that says nothing are no consent", async () => {
  world.entra.onPage({ tenantId: world.tenant.id });
  const other = await visit("another");
  expect(() => consentedTenant(other, STATE)).toThrow("begin it anew");
  world.entra.onPage("deny");
  const denied = await visit();
  expect(() => consentedTenant(denied, STATE)).toThrow("AADSTS65004");
  expect(() => consentedTenant(new URLSearchParams({ state: STATE }), STATE)).toThrow(
    "does not say",
  );
});

test("a tenant that somebody wrote into the answer is not believed by the organisation", async () => {
  const other = world.entra.addTenant();
  const forged = new URLSearchParams({ admin_consent: "True", tenant: other.id, state: STATE });
  const tenantId = consentedTenant(forged, STATE);
  await expect(whoAmI(tenantId)).rejects.toMatchObject({ kind: "unauthenticated" });
});
