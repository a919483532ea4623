import { beforeAll, describe, expect, test } from "vitest";
import { queryAs } from "../testing/query-as.ts";
import { clientAs, otherTenant, statusOf } from "../testing/roles-and-tenants.ts";
import { useServer } from "../testing/test-server.ts";

const server = useServer();
const set = (paused: boolean) => server().client.ask("setSending", { body: { paused } });
const forward = async (by: string) => {
  for await (const _day of server().client.stream("forwardClock", { body: { by } }));
};
const sent = async () => {
  const [row] = await queryAs<{ n: number }>(server(), "select count(*)::int as n from sends");
  return row?.n ?? 0;
};

beforeAll(async () => {
  await forward("P3D");
}, 120_000);

describe("pausing all sending", () => {
  test("lets nothing out while it lasts and loses nothing: what was due goes when it is over", async () => {
    expect(await server().client.ask("getSending")).toEqual({
      ...{ paused: false, since: null, by: null, waiting: 0 },
    });
    const paused = await set(true);
    expect(paused).toMatchObject({ paused: true, by: "console" });
    expect(await set(true)).toMatchObject({ since: paused.since });
    const before = await sent();
    let waiting = 0;
    for (let days = 0; days < 21 && waiting === 0; days++) {
      await forward("P1D");
      waiting = (await server().client.ask("getSending")).waiting;
    }
    expect(waiting).toBeGreaterThan(0);
    expect(await sent()).toBe(before);
    const held = await queryAs<{ customer: string }>(
      server(),
      "select customer_id as customer from outbox where reason = 'sending-paused' and due_at is not null",
    );
    const told = await server().client.ask("listDecisions", {
      query: { customer: held[0]?.customer ?? "", locale: "en" },
    });
    expect(told.items.map(({ sentence }) => sentence).join(" ")).toMatch(/All sending is paused/i);
    const over = await set(false);
    expect(over).toEqual({ paused: false, since: null, by: null, waiting: 0 });
    await forward("P3D");
    expect(await sent()).toBeGreaterThanOrEqual(before + waiting);
    const [left] = await queryAs<{ n: number }>(
      server(),
      "select count(*)::int as n from outbox where reason = 'sending-paused' and state = 'pending'",
    );
    expect(left?.n).toBe(0);
  });

  test("is a marketer's to do, everybody's to see, and each company's for itself", async () => {
    const agent = await clientAs(server(), "agent");
    expect(await statusOf(agent.ask("setSending", { body: { paused: true } }))).toBe(403);
    const viewer = await clientAs(server(), "viewer");
    const other = await clientAs(server(), "marketer", await otherTenant(server()));
    await set(false);
    await other.ask("setSending", { body: { paused: true } });
    expect(await viewer.ask("getSending")).toMatchObject({ paused: false });
  });

  test("is not undone by saving other settings", async () => {
    await set(true);
    await server().client.ask("saveTenantSettings", { body: { caps: [] } });
    expect(await server().client.ask("getSending")).toMatchObject({ paused: true });
    await set(false);
  });
});
