import { generateKeyPairSync } from "node:crypto";
import { memoryTokenStore, recordingLimiter, testContext } from "@perennial/connector-kit/testing";
import { ManualClock } from "@perennial/contract";
import { type Org, type Salesforce, startSalesforce } from "@perennial/simulators";
import { afterEach, expect, test } from "vitest";
import { createSalesforceClient } from "../salesforce-client.ts";
import { SalesforceApp } from "../salesforce-credentials.ts";
import { REGISTERED } from "../testing/registered-app.ts";
import { BEGAN } from "../testing/salesforce-world.ts";

const PAIR = generateKeyPairSync("rsa", { modulusLength: 2048 });
const PUBLIC = PAIR.publicKey.export({ type: "spki", format: "pem" }).toString();
const PRIVATE = PAIR.privateKey.export({ type: "pkcs8", format: "pem" }).toString();

const open: Salesforce[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.stop()));
});

interface World {
  readonly clock: ManualClock;
  readonly salesforce: Salesforce;
  readonly org: Org;
  readonly usernameOf: (org: Org) => string;
  /** A client that acts as a user, of an org that somebody has connected. */
  clientAs(username: string, privateKey?: string): ReturnType<typeof createSalesforceClient>;
}

async function world(): Promise<World> {
  const clock = new ManualClock(BEGAN);
  const salesforce = await startSalesforce({ clock, app: { ...REGISTERED, publicKey: PUBLIC } });
  open.push(salesforce);
  const org = await salesforce.addOrg();
  const granted = salesforce.connect(org);
  const id = `${salesforce.url}/id/${org.id}/${org.users[0]?.id}`;
  const tokens = memoryTokenStore({ ...granted, details: { instance_url: org.url, id } });
  return {
    ...{ clock, salesforce, org },
    usernameOf: (of) => String(of.users[0]?.values.Username),
    clientAs(username, privateKey = PRIVATE) {
      const { clientId, clientSecret } = REGISTERED;
      const app = SalesforceApp.parse({
        ...{ clientId, clientSecret, loginUrl: salesforce.url, sandboxUrl: salesforce.sandboxUrl },
        ...(privateKey !== "" && { privateKey }),
      });
      const context = testContext({ clock, tokens, limiter: recordingLimiter() });
      return createSalesforceClient({ app, place: { isSandbox: false, username }, context });
    },
  };
}

async function contacts(client: ReturnType<typeof createSalesforceClient>): Promise<number> {
  let count = 0;
  for await (const page of client.query("SELECT Id FROM Contact")) count += page.length;
  return count;
}

test("access that ended is had again by assertion, and no refresh token is used", async () => {
  const { clock, salesforce, org, clientAs, usernameOf } = await world();
  org.staff.create("Contact", { LastName: "Berg" });
  const client = clientAs(usernameOf(org));
  expect(await contacts(client)).toBe(1);
  clock.moveTo("2026-12-30T08:00:00.000Z");
  expect(await contacts(client)).toBe(1);
  const acts = salesforce.accepted.entries.map(({ act }) => act);
  expect(acts).toContain("connect");
  expect(acts).not.toContain("refresh");
});

test("the name of another org's user lets nobody into that org", async () => {
  const { clock, salesforce, clientAs, usernameOf } = await world();
  const other = await salesforce.addOrg({ name: "Another" });
  const client = clientAs(usernameOf(other));
  clock.moveTo("2026-12-30T08:00:00.000Z");
  await expect(contacts(client)).rejects.toMatchObject({
    ...{ kind: "unauthenticated", message: expect.stringContaining("a user of another org") },
  });
});

test("who was not approved, or a server without a key, is told with what helps", async () => {
  const { clock, org, clientAs, usernameOf } = await world();
  clock.moveTo("2026-12-30T08:00:00.000Z");
  await expect(contacts(clientAs("nobody@nowhere.example"))).rejects.toMatchObject({
    ...{ kind: "unauthenticated", message: expect.stringContaining("pre-authorise the app") },
  });
  await expect(contacts(clientAs(usernameOf(org), ""))).rejects.toMatchObject({
    ...{
      kind: "unavailable",
      message: expect.stringContaining("PERENNIAL_SALESFORCE_PRIVATE_KEY"),
    },
  });
});

test("no error repeats the assertion", async () => {
  const { clock, clientAs } = await world();
  clock.moveTo("2026-12-30T08:00:00.000Z");
  const error = await contacts(clientAs("nobody@nowhere.example")).catch((thrown) => thrown);
  expect(String(error)).not.toMatch(/eyJ/);
});
