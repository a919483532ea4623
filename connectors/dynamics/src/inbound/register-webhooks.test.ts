import { type LoopbackServer, startServer } from "@perennial/connector-kit/testing";
import { afterEach, beforeEach, expect, test } from "vitest";
import { DynamicsSettings } from "../dynamics-settings.ts";
import { type DynamicsWorld, dynamicsWorld } from "../testing/dynamics-world.ts";
import { dynamicsInbound } from "./dynamics-inbound.ts";
import { registerWebhooks } from "./register-webhooks.ts";

const DOOR = "https://perennial.example";
const SECRET = 'a&b<c>"d"';
let world: DynamicsWorld;
let door: LoopbackServer;
beforeEach(async () => {
  door = await startServer(() => ({ status: 202 }));
  world = await dynamicsWorld({ proxy: { [DOOR]: door.url } });
});
afterEach(async () => {
  await world.stop();
  await door.close();
});

const plan = { url: `${DOOR}/dynamics/1`, secret: SECRET, tables: ["contact", "account"] };
const settings = DynamicsSettings.parse({ customers: { tables: ["contact", "account"] } });
const hints = () =>
  door.requests.map(({ method, path, headers, body }) => {
    const request = { method, url: `${DOOR}${path}`, headers, body };
    return dynamicsInbound.toSignals(request, settings).changed;
  });

test("registered once however often it is done, with the newest secret", async () => {
  await registerWebhooks(world.client, { ...plan, secret: "old", tables: ["contact"] });
  await registerWebhooks(world.client, plan);
  await registerWebhooks(world.client, plan);
  expect(world.org.staff.list("serviceendpoint")).toHaveLength(1);
  expect(world.org.staff.list("sdkmessageprocessingstep")).toHaveLength(6);
  const { id } = world.org.staff.create("contact", { lastname: "x" });
  await world.org.tick();
  expect(door.requests).toMatchObject([
    { path: "/dynamics/1", headers: { "x-perennial-key": SECRET } },
  ]);
  expect(hints()).toEqual([[{ object: "contact", id }]]);
});

test("a deletion is told as well, and so is what we wrote ourselves: a row is read anew whoever wrote it", async () => {
  await registerWebhooks(world.client, plan);
  await world.client.request({ method: "POST", path: ["accounts"], json: { name: "Ours" } });
  const { id } = world.org.staff.create("account", { name: "Theirs" });
  world.org.staff.remove("account", id);
  await world.org.tick();
  const told = hints().flatMap((changed) => changed ?? []);
  expect(told.map(({ object }) => object)).toEqual(["account", "account", "account"]);
  expect(told.filter((one) => one.id === id)).toHaveLength(2);
});
