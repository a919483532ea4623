import { type LoopbackServer, startServer } from "@perennial/connector-kit/testing";
import type { InboundRequest } from "@perennial/contract";
import { afterEach, beforeEach, expect, test } from "vitest";
import { DynamicsSettings } from "../dynamics-settings.ts";
import {
  ORG_URL,
  type OrganizationSession,
  organizationSession,
  readAll,
} from "../testing/organization-session.ts";
import { dynamicsInbound } from "./dynamics-inbound.ts";

const DOOR = "https://perennial.example";
const webhookSecret = "a-secret-of-more-than-24-letters";
const settings = DynamicsSettings.parse({ orgUrl: ORG_URL, webhookSecret, purchases: [] });
let door: LoopbackServer;
let at: OrganizationSession;
beforeEach(async () => {
  door = await startServer(() => ({ status: 202 }));
  at = await organizationSession({ webhookSecret }, { proxy: { [DOOR]: door.url } });
  await at.session.prepare?.();
});
afterEach(async () => {
  await at.stop();
  await door.close();
});

const requests = (): readonly InboundRequest[] =>
  door.requests.map(({ method, path, headers, body }) => ({
    ...{ method, headers, body },
    url: `${DOOR}${path}`,
  }));
const verdicts = () =>
  requests().map((one) => dynamicsInbound.verify(one, settings, at.clock.now()));
const meanings = () => requests().map((one) => dynamicsInbound.toSignals(one, settings));

test("what the organisation posts is genuine and names the row to read anew", async () => {
  const { id } = at.org.staff.create("contact", { lastname: "Ek", donotbulkemail: true });
  await at.org.tick();
  expect(verdicts()).toMatchObject([{ genuine: true, deliveryId: expect.any(String) }]);
  expect(meanings()).toMatchObject([
    {
      changed: [{ object: "contact", id }],
      signals: [{ type: "consent.changed", consent: { customerId: id, state: "withdrawn" } }],
    },
  ]);
});

test("duplicate webhooks have one delivery id and mean the same", async () => {
  at.org.webhooks.habits = { duplicates: 1, losses: 0, disorder: false };
  at.org.staff.create("contact", { lastname: "Ek" });
  await at.org.tick();
  const ids = verdicts().map((one) => (one.genuine ? one.deliveryId : undefined));
  expect(ids).toHaveLength(2);
  expect(new Set(ids).size).toBe(1);
  expect(meanings()[0]).toEqual(meanings()[1]);
});

test("a webhook that is lost costs nothing: the next reading tells what it would have", async () => {
  const { cursor } = await readAll(at.session);
  at.org.webhooks.habits = { duplicates: 0, losses: 1, disorder: false };
  const { id } = at.org.staff.create("contact", { lastname: "Ek" });
  await at.org.tick();
  expect(requests()).toEqual([]);
  const { signals } = await readAll(at.session, cursor);
  expect(signals).toMatchObject([{ type: "customer.changed", customer: { id } }]);
});

test("without the secret, or with another, nothing is genuine", async () => {
  at.org.staff.create("contact", { lastname: "Ek" });
  await at.org.tick();
  const [request] = requests();
  if (request === undefined) throw new Error("nothing was posted");
  const { "x-perennial-key": _, ...headers } = request.headers;
  for (const forged of [headers, { ...headers, "x-perennial-key": "another" }])
    expect(
      dynamicsInbound.verify({ ...request, headers: forged }, settings, at.clock.now()),
    ).toMatchObject({ genuine: false });
});
