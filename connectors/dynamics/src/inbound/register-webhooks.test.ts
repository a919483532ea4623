import { type LoopbackServer, startServer } from "@perennial/connector-kit/testing";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type DynamicsWorld, dynamicsWorld } from "../testing/dynamics-world.ts";
import { registerWebhooks } from "./register-webhooks.ts";
import { webhookHint } from "./webhook-hint.ts";

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
const hints = () => door.requests.map(({ body }) => webhookHint(body, world.appUser));

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
  expect(hints()).toMatchObject([{ table: "contact", id, message: "Create" }]);
});

test("what we wrote ourselves is an echo; a deletion is a hint as well; a repeat has the same number", async () => {
  await registerWebhooks(world.client, plan);
  world.org.webhooks.habits = { duplicates: 1, losses: 0, disorder: false };
  await world.client.request({ method: "POST", path: ["accounts"], json: { name: "Ours" } });
  await world.org.tick();
  expect(hints()).toEqual([undefined, undefined]);
  const { id } = world.org.staff.create("account", { name: "Theirs" });
  world.org.staff.remove("account", id);
  await world.org.tick();
  const told = hints().flatMap((hint) => hint ?? []);
  expect(told.map(({ message }) => message)).toEqual(["Create", "Create", "Delete", "Delete"]);
  expect(new Set(told.map(({ operationId }) => operationId)).size).toBe(2);
});

test.each([["no JSON"], ["[]"], ['{"OperationId":"1"}']])("%s is no hint", (body) => {
  expect(webhookHint(body, "x")).toBeUndefined();
});
