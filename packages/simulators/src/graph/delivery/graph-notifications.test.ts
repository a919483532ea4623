import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { GRAPH_RESOURCE } from "../../entra/entra-options.ts";
import { openDoor, type RecordingDoor } from "../../testing/recording-door.ts";
import type { GraphOptions } from "../graph-options.ts";
import { movableId } from "../mail/message.ts";
import { type ConnectedGraph, connectedGraph, mail } from "../testing/connected-graph.ts";

const HOOKS = "https://hooks.example";
let it: ConnectedGraph;
let door: RecordingDoor;
beforeEach(async () => {
  door = await openDoor();
  door.answer = ({ query }) => {
    const asked = new URLSearchParams(query).get("validationToken");
    return asked === null ? { status: 202 } : { status: 200, body: asked };
  };
  await begin({});
});
afterEach(async () => {
  await it.stop();
  await door.shut();
});

async function begin(options: Partial<GraphOptions>): Promise<void> {
  it = await connectedGraph({ proxy: { [HOOKS]: door.url }, ...options });
}

describe("change notifications", () => {
  const wanted = (more: object = {}) => ({
    changeType: "created",
    notificationUrl: `${HOOKS}/graph`,
    lifecycleNotificationUrl: `${HOOKS}/lifecycle`,
    resource: `/users/${it.ada}/mailFolders('inbox')/messages`,
    expirationDateTime: "2026-11-25T00:00:00Z",
    clientState: "s3cret",
    ...more,
  });
  const receive = () =>
    it.graph
      .person(it.ada)
      .mailbox.receive({ from: "anna@example.com", subject: "Ja", text: "Ja" });
  const told = () =>
    door.requests
      .filter(({ query }) => query === "")
      .map(({ path, body }) => ({ path, ...JSON.parse(body) }));

  test("both addresses are asked, then mails in the folder are told of", async () => {
    const made = await it.api("POST", "subscriptions", wanted());
    expect(made).toMatchObject({ status: 201, body: { changeType: "created" } });
    expect(door.requests.map(({ path }) => path)).toEqual(["/graph", "/lifecycle"]);
    await it.api("POST", `users/${it.ada}/sendMail`, { message: mail() });
    const id = movableId(receive());
    await it.graph.tick();
    expect(told()).toMatchObject([
      {
        path: "/graph",
        value: [
          {
            subscriptionId: made.body.id,
            clientState: "s3cret",
            changeType: "created",
            tenantId: it.tenant.id,
            resourceData: { id },
          },
        ],
      },
    ]);
  });

  test("whoever subscribes with ids that stay is told those", async () => {
    const prefer = { prefer: 'IdType="ImmutableId"' };
    const made = await it.api("POST", "subscriptions", wanted(), prefer);
    expect(made.body).not.toHaveProperty("clientState");
    const { id } = receive();
    await it.graph.tick();
    expect(told()).toMatchObject([{ value: [{ resourceData: { id } }] }]);
  });

  test.each([
    ["an address without https", { notificationUrl: "http://hooks.example/x" }],
    ["an end too far away", { expirationDateTime: "2026-12-25T00:00:00Z" }],
    ["an end that has passed", { expirationDateTime: "2026-11-21T00:00:00Z" }],
    ["a state that is too long", { clientState: "x".repeat(129) }],
    ["an unknown change", { changeType: "moved" }],
    ["an unknown property", { filter: "x" }],
  ])("%s is refused", async (_what, more) => {
    expect((await it.api("POST", "subscriptions", wanted(more))).status).toBe(400);
    expect(it.graph.subscriptions.all).toEqual([]);
  });

  test("an address that does not answer with the token is none", async () => {
    door.answer = () => ({ status: 200, body: "hello" });
    expect(await it.api("POST", "subscriptions", wanted())).toMatchObject({
      status: 400,
      body: { error: { code: "ValidationError" } },
    });
  });

  test("what is not taken comes again for four hours; then what was missed is told of", async () => {
    await it.api("POST", "subscriptions", wanted());
    door.answer = ({ path }) => ({ status: path === "/graph" ? 500 : 202 });
    receive();
    await it.graph.tick();
    for (let due = it.graph.nextDue(); due !== undefined; due = it.graph.nextDue()) {
      it.clock.moveTo(due);
      await it.graph.tick();
    }
    expect(Date.parse(it.clock.now()) - Date.parse("2026-11-22T08:00:00Z")).toBeLessThan(
      4 * 3_600_000,
    );
    expect(told().at(-1)).toMatchObject({
      path: "/lifecycle",
      value: [{ lifecycleEvent: "missed" }],
    });
    expect(told().filter(({ path }) => path === "/graph")).toHaveLength(8);
  });

  test("a subscription is renewed, or ends; its owner hears of what becomes of it", async () => {
    const { body } = await it.api("POST", "subscriptions", wanted());
    const path = `subscriptions/${body.id}`;
    expect(
      (await it.api("PATCH", path, { expirationDateTime: "2026-11-24T12:00:00Z" })).body
        .expirationDateTime,
    ).toBe("2026-11-24T12:00:00Z");
    it.graph.subscriptions.lifecycle(String(body.id), "reauthorizationRequired");
    await it.graph.tick();
    expect(told()).toMatchObject([
      { value: [{ lifecycleEvent: "reauthorizationRequired", clientState: "s3cret" }] },
    ]);
    it.clock.moveTo("2026-11-24T12:00:00.000Z");
    it.bearer = await it.token(GRAPH_RESOURCE);
    expect((await it.api("GET", path)).status).toBe(404);
    receive();
    expect(it.graph.nextDue()).toBeUndefined();
  });

  test("notifications come twice or never, by the seed", async () => {
    await it.stop();
    await begin({ notifications: { duplicates: 0.5, losses: 0.3 } });
    await it.api("POST", "subscriptions", wanted());
    for (let n = 0; n < 30; n += 1) receive();
    await it.graph.tick();
    const ids = told().flatMap(({ value }) =>
      value.map((one: { resourceData: { id: string } }) => one.resourceData.id),
    );
    expect(new Set(ids).size).toBeLessThan(30);
    expect(ids.length).toBeGreaterThan(new Set(ids).size);
  });
});
