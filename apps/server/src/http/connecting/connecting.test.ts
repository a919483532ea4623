import { beforeAll, describe, expect, test } from "vitest";
import { asRole, asStranger, refusalOf } from "../../testing/as-role.ts";
import { useServer } from "../../testing/test-server.ts";

const server = useServer();
const client = () => server().client;
const crm = { params: { id: "crm" } };

describe("what can be connected", () => {
  test("is told with its form, what it does and what is there", async () => {
    const { items } = await client().ask("listConnectors");
    const of = (id: string) => items.find((each) => each.id === id);
    expect(of("smtp")).toMatchObject({
      ...{ way: "form", ready: true, does: ["receives", "email"], connections: ["mail"] },
      ...{ secrets: expect.arrayContaining(["password"]), schema: { type: "object" } },
    });
    expect(of("hubspot")).toMatchObject({ way: "install", ready: false });
    expect(of("webhook")?.does).toEqual(expect.arrayContaining(["reads", "receives", "records"]));
  });
});

describe("a new connection", () => {
  const { host, port } = { host: "127.0.0.1", port: 9 };
  const settings = { host, port, encryption: "none", fromAddress: "a@bolaget.example" };

  test("is tried before it is kept, and what is wrong is told by its field", async () => {
    const create = (of: Record<string, unknown>, more = {}) =>
      client().ask("createConnection", { body: { connector: "smtp", settings: of, ...more } });
    const wrong = await refusalOf(create({ ...settings, fromAddress: "nobody", colour: "red" }));
    expect(wrong.problems?.map(({ place }) => place).sort()).toEqual([
      "settings.colour",
      "settings.fromAddress",
    ]);
    expect(await refusalOf(create(settings))).toMatchObject({
      ...{ status: 422, detail: expect.stringContaining("Nothing was kept.") },
    });
    const { items } = await client().ask("listConnections");
    expect(items.map(({ id }) => id)).toEqual(["crm", "dialer", "mail", "sms"]);
    const good = { ...settings, port: server().world.settings.smtp.port };
    expect(await create(good)).toMatchObject({ id: "smtp", state: "active", pausedBy: null });
    expect(await refusalOf(create(good, { id: "smtp" }))).toMatchObject({
      problems: [{ place: "body.id" }],
    });
    const params = { id: "smtp" };
    expect(await client().ask("checkConnection", { params })).toEqual({
      works: true,
      message: null,
    });
    expect(await client().ask("removeConnection", { params })).toEqual({ removed: true });
    expect(await refusalOf(client().ask("getConnection", { params }))).toMatchObject({
      status: 404,
    });
  });

  test("of an app at a vendor is no form", async () => {
    const hubspot = client().ask("createConnection", {
      body: { connector: "hubspot", settings: {} },
    });
    expect(await refusalOf(hubspot)).toMatchObject({ status: 409 });
    const unknown = client().ask("createConnection", { body: { connector: "x", settings: {} } });
    expect(await refusalOf(unknown)).toMatchObject({ problems: [{ place: "body.connector" }] });
  });
});

describe("a connection", () => {
  test("that somebody paused stands still until somebody lets it go on", async () => {
    expect(await client().ask("pauseConnection", crm)).toMatchObject({
      ...{ state: "paused", pausedBy: expect.any(String) },
    });
    await client().ask("resyncConnection", crm);
    expect(await client().ask("getConnection", crm)).toMatchObject({
      connection: { state: "paused" },
    });
    expect(await client().ask("resumeConnection", crm)).toMatchObject({
      ...{ state: "active", problem: null, pausedBy: null },
    });
  });

  test("tells what it did today, its limits, and what would go with it", async () => {
    const use = await client().ask("getConnectionUse", { params: { id: "sms" } });
    expect(use).toMatchObject({ failed: 0, removal: { waiting: 0 } });
    for (const { size, free } of use.limits) expect(free).toBeLessThanOrEqual(size);
  });
});

describe("a delivery that was not understood", () => {
  const orders = { params: { id: "shop" } };
  const rule = (amount: string) => ({
    ...{ name: "orders", gives: "purchase", id: "$.id", at: "$.at" },
    fields: {
      ...{ customerId: "$.customer", amount: { path: amount, convert: [{ money: "SEK" }] } },
      currency: { constant: "SEK" },
    },
  });
  const mapping = (amount: string) => ({ version: 1, rules: [rule(amount)] });
  const secret = "a-secret-of-the-shop-1";
  const deliver = (id: number) => {
    const body = {
      id: `o${id}`,
      at: "2026-03-01T10:00:00Z",
      customer: "c1",
      sum: "12.50",
      note: "x",
    };
    const headers = { authorization: `Bearer ${secret}`, "content-type": "application/json" };
    const door = new URL(`/hooks/v1/${server().tenant.id}/shop`, server().url);
    return fetch(door, { method: "POST", headers, body: JSON.stringify(body) });
  };
  /** What waits in the demo is taken in when its clock is turned. */
  const takeIn = async () => {
    for await (const _day of client().stream("forwardClock", { body: { by: "PT1H" } }));
  };

  beforeAll(async () => {
    const settings = {
      ...{ inboundAuth: { kind: "bearer" }, inboundSecret: secret },
      mapping: mapping("$.total"),
    };
    await client().ask("createConnection", {
      body: { connector: "webhook", id: "shop", settings },
    });
    for (const id of [1, 2]) expect((await deliver(id)).status).toBeLessThan(300);
  });

  test("is listed with what is wrong, and what was renamed is told", async () => {
    await takeIn();
    const { items } = await client().ask("listInbox", orders);
    expect(items).toMatchObject([
      { state: "problem", problem: expect.stringContaining("amount"), method: "POST" },
      { state: "problem" },
    ]);
    expect(JSON.stringify(items)).not.toContain(secret);
    expect(await client().ask("listUnmapped", orders)).toMatchObject({
      ...{ looked: 2, known: true },
      unmapped: expect.arrayContaining([{ path: "sum", samples: ["12.50"], count: 2 }]),
      unseen: [{ path: "$.total" }],
    });
  });

  test("is taken in again once the mapping is mended", async () => {
    const body = { settings: { mapping: mapping("$.sum") } };
    await client().ask("saveConnectionSettings", { ...orders, body });
    expect(await client().ask("replayDelivery", { ...orders, body: {} })).toEqual({ replayed: 2 });
    await takeIn();
    expect((await client().ask("listInbox", orders)).items).toEqual([]);
    expect(await client().ask("listUnmapped", orders)).toMatchObject({ unseen: [] });
    expect(await client().ask("replayDelivery", { ...orders, body: {} })).toEqual({ replayed: 0 });
  });
});

test("connecting takes an administrator, pausing a marketer, of the same company", async () => {
  const [marketer, agent] = await Promise.all([
    asRole(server(), "marketer"),
    asRole(server(), "agent"),
  ]);
  const stranger = await asStranger(server());
  const body = { connector: "smtp", settings: {} };
  expect(await refusalOf(marketer.ask("createConnection", { body }))).toMatchObject({
    status: 403,
  });
  expect(await refusalOf(marketer.ask("listConnectors"))).toMatchObject({ status: 403 });
  expect(await refusalOf(marketer.ask("resumeConnection", crm))).toMatchObject({ status: 403 });
  expect(await refusalOf(marketer.ask("listInbox", crm))).toMatchObject({ status: 403 });
  expect(await refusalOf(marketer.ask("listUnmapped", crm))).toMatchObject({ status: 403 });
  expect(await refusalOf(marketer.ask("removeConnection", crm))).toMatchObject({ status: 403 });
  expect(await refusalOf(agent.ask("pauseConnection", crm))).toMatchObject({ status: 403 });
  for (const id of ["pauseConnection", "resumeConnection", "removeConnection"] as const) {
    expect(await refusalOf(stranger.ask(id, crm)), id).toMatchObject({ status: 404 });
  }
  for (const id of ["getConnectionUse", "listInbox", "listUnmapped", "checkConnection"] as const) {
    expect(await refusalOf(stranger.ask(id, crm)), id).toMatchObject({ status: 404 });
  }
  expect(await refusalOf(stranger.ask("replayDelivery", { ...crm, body: {} }))).toMatchObject({
    status: 404,
  });
});

describe("setting up", () => {
  test("tells each step as it is, and what was put aside", async () => {
    const before = await client().ask("getOnboarding");
    const of = (step: string, { steps }: typeof before) => steps.find((each) => each.step === step);
    expect(of("connect-crm", before)).toMatchObject({ state: "done", about: "crm" });
    expect(of("first-read", before)).toMatchObject({ counts: { customers: expect.any(Number) } });
    expect(of("channel", before)?.state).toBe("done");
    expect(of("test-recipient", before)?.state).toBe("todo");
    expect(of("activate", before)).toMatchObject({ state: "done", about: "renewal" });
    const params = { step: "test-recipient" } as const;
    await client().ask("setSetupStep", { params, body: { dismissed: true } });
    const after = await client().ask("getOnboarding");
    expect(of("test-recipient", after)?.state).toBe("dismissed");
    expect(after.done).toBe(before.done + 1);
    await client().ask("setSetupStep", { params, body: { dismissed: false } });
    expect(await client().ask("getOnboarding")).toEqual(before);
  });

  test("of another company begins at the beginning", async () => {
    const stranger = await asStranger(server());
    const { done, next, steps } = await stranger.ask("getOnboarding");
    expect({ done, next }).toEqual({ done: 0, next: "connect-crm" });
    expect(steps.map(({ state }) => state)).toEqual([
      ...["todo", "blocked", "blocked", "todo", "blocked", "todo", "blocked", "blocked", "blocked"],
    ]);
    const viewer = await asRole(server(), "viewer");
    const params = { step: "channel" } as const;
    const put = viewer.ask("setSetupStep", { params, body: { dismissed: true } });
    expect(await refusalOf(put)).toMatchObject({ status: 403 });
  });
});
