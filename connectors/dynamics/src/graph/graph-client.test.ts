import { memoryTokenStore, testContext } from "@perennial/connector-kit/testing";
import { type Graph, startGraph } from "@perennial/simulators";
import { afterEach, beforeEach, expect, test } from "vitest";
import { GRAPH_URL } from "../dynamics-credentials.ts";
import { type DynamicsWorld, dynamicsWorld } from "../testing/dynamics-world.ts";
import { createGraphClient, type GraphClient } from "./graph-client.ts";

let world: DynamicsWorld;
let graph: Graph;
let client: GraphClient;
let ada: string;
beforeEach(async () => {
  world = await dynamicsWorld();
  const { clock, entra, tenant, app } = world;
  graph = await startGraph({ clock, entra, tenantId: tenant.id, origin: GRAPH_URL });
  const context = testContext({ clock });
  const own = { ...app, graphUrl: graph.url };
  client = createGraphClient({ app: own, tenantId: tenant.id, context, store: memoryTokenStore() });
  ada = tenant.users[0]?.id ?? "";
});
afterEach(async () => {
  await graph.stop();
  await world.stop();
});

test("the app's token is for Graph, wherever it is reached, and its links are followed there", async () => {
  for (let n = 0; n < 12; n += 1)
    graph.person(ada).mailbox.receive({ from: "a@example.com", subject: `${n}`, text: "" });
  const path = ["users", ada, "messages"];
  const first = await client.request({ method: "GET", path, query: { $select: "subject" } });
  const link = String(JSON.parse(first.text)["@odata.nextLink"]);
  expect(link.startsWith(`${GRAPH_URL}/v1.0/users/`)).toBe(true);
  const second = await client.request({ method: "GET", link });
  expect(JSON.parse(second.text).value).toHaveLength(2);
  expect(world.entra.accepted.entries).toMatchObject([{ act: "token", resource: GRAPH_URL }]);
  await expect(
    client.request({ method: "GET", link: "https://evil.example/v1.0/users" }),
  ).rejects.toMatchObject({ kind: "invalid" });
});

test("202 that says JSON and has none is an answer, not an error", async () => {
  const message = { subject: "x", toRecipients: [{ emailAddress: { address: "a@example.com" } }] };
  const path = ["users", ada, "sendMail"];
  const answer = await client.request({ method: "POST", path, json: { message } });
  expect(answer).toMatchObject({ status: 202, text: "" });
});

test("what changes something is sent once: not again after 503, nor after an answer that was lost", async () => {
  const message = { subject: "x", toRecipients: [{ emailAddress: { address: "a@example.com" } }] };
  const send = () =>
    client.request({ method: "POST", path: ["users", ada, "sendMail"], json: { message } });
  graph.trouble.add({ status: 503, path: "/sendMail", retryAfterSeconds: 1, times: 3 });
  await expect(send()).rejects.toMatchObject({ kind: "unavailable" });
  graph.trouble.clear();
  expect(graph.accepted.size).toBe(0);
  await graph.faults.set({ dropAfterAccept: 1 });
  await expect(send()).rejects.toMatchObject({ kind: "unavailable", maybeDone: true });
  expect(graph.accepted.size).toBe(1);
});
