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
  graph = await startGraph({ clock, entra, tenantId: tenant.id });
  const context = testContext({ clock });
  const own = { ...app, graphUrl: graph.url };
  client = createGraphClient({ app: own, tenantId: tenant.id, context, store: memoryTokenStore() });
  ada = tenant.users[0]?.id ?? "";
});
afterEach(async () => {
  await graph.stop();
  await world.stop();
});

const mail = () => ({
  from: ada,
  to: "anna+news@example.com",
  subject: "Ditt avtal & mer",
  html: "<p>50 % #1</p>",
});

test("a mail is drafted, sent by its id, and answered in its conversation", async () => {
  const id = await client.draft({ ...mail(), headers: { "x-perennial-id": "m1" } });
  expect(graph.accepted.size).toBe(0);
  await client.send(ada, id);
  expect(graph.accepted.entries).toMatchObject([
    { act: "send-mail", messageId: id, to: ["anna+news@example.com"], subject: "Ditt avtal & mer" },
  ]);
  const { mailbox } = graph.person(ada);
  const answer = mailbox.receive({
    from: "anna@example.com",
    subject: "SV",
    text: "Ja",
    answers: id,
  });
  expect(answer.conversationId).toBe(mailbox.message(id).conversationId);
  expect(world.entra.accepted.entries).toMatchObject([{ act: "token", resource: GRAPH_URL }]);
});

test("202 that says JSON and has none is an answer, not an error", async () => {
  const message = { subject: "x", toRecipients: [{ emailAddress: { address: "a@example.com" } }] };
  const path = ["users", ada, "sendMail"];
  const answer = await client.request({ method: "POST", path, json: { message } });
  expect(answer).toMatchObject({ status: 202, text: "" });
});

test("what sends is sent once: not again after 503, nor after an answer that was lost", async () => {
  const id = await client.draft(mail());
  graph.trouble.add({ status: 503, path: "/send", retryAfterSeconds: 1, times: 3 });
  await expect(client.send(ada, id)).rejects.toMatchObject({ kind: "unavailable" });
  graph.trouble.clear();
  expect(graph.accepted.size).toBe(0);
  await graph.faults.set({ dropAfterAccept: 1 });
  await expect(client.send(ada, id)).rejects.toMatchObject({
    kind: "unavailable",
    maybeDone: true,
  });
  expect(graph.accepted.size).toBe(1);
});
