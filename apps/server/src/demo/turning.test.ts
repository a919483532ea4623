import { rm } from "node:fs/promises";
import { ApiError } from "@perennial/api";
import { NO_HABITS } from "@perennial/simulators";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { startServer } from "../start-server.ts";
import {
  json,
  keepingLog,
  newDataDir,
  problemIn,
  startTestServer,
  type TestServer,
} from "../testing/test-server.ts";

let dataDir = "";
let server: TestServer;
const world = { habits: NO_HABITS };

beforeAll(async () => {
  dataDir = await newDataDir();
  server = await startTestServer({ dataDir, world });
}, 60_000);
afterAll(async () => {
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
}, 60_000);

function forward(by: string, init: RequestInit = {}): Promise<Response> {
  return server.ask("/v1/clock/forward", { ...json("POST", { by }), ...init });
}

async function daysOf(by: string): Promise<readonly string[]> {
  const days: string[] = [];
  for await (const { date } of server.client.stream("forwardClock", { body: { by } }))
    days.push(date);
  return days;
}

async function now(): Promise<string> {
  return (await server.client.ask("getClock")).now;
}

/** Every message that the systems around took, by what it was and to whom. */
function sent({ world: { sms, mailbox, dialer } }: TestServer): readonly string[] {
  return [
    ...sms.accepted.entries.map((each) => `sms ${each.to} ${each.message}`),
    ...mailbox.accepted.entries.map((each) => `mail ${each.to.join()} ${each.subject}`),
    ...dialer.calls.map(({ entry }) => `call ${entry.id}`),
  ];
}

async function customers(): Promise<readonly string[]> {
  const { items } = await server.client.ask("listCustomers", { query: { limit: 500 } });
  return items.map(({ id }) => id);
}

describe("turning the clock", () => {
  test("tells each day that passes, in order, and leaves the clock where it was to go", async () => {
    expect(await now()).toBe("2026-03-02T07:00:00.000Z");
    expect(await daysOf("P2D")).toEqual(["2026-03-02", "2026-03-03", "2026-03-04"]);
    expect(await now()).toBe("2026-03-04T07:00:00.000Z");
    expect(await daysOf("PT3H")).toEqual(["2026-03-04"]);
    expect(await daysOf("P0D")).toEqual([]);
    expect(await now()).toBe("2026-03-04T10:00:00.000Z");
  });

  test("is refused while it is being turned, and ends with the day when nobody listens any more", async () => {
    const listener = new AbortController();
    const first = await forward("P300D", { signal: listener.signal });
    expect(first.status).toBe(200);
    const second = await forward("P1D");
    expect(await problemIn(second)).toMatchObject({ status: 409, title: "Busy" });
    listener.abort();
    await vi.waitFor(async () => expect((await forward("PT1H")).status).toBe(200), {
      timeout: 30_000,
    });
    expect((await now()) < "2026-06-01").toBe(true);
  }, 60_000);
});

describe("the next start", () => {
  test("goes on where the last one stood: the same moment, the same people, nothing sent again", async () => {
    await daysOf("P4D");
    const before = { now: await now(), people: await customers(), sent: sent(server) };
    const { token, tenant } = server;
    expect(before.people.length).toBeGreaterThan(50);
    expect(before.sent.length).toBeGreaterThan(3);
    await server.stop();

    server = await startTestServer({ dataDir, world, customers: 5 });
    expect(server.token).toBe(token);
    expect(server.tenant.id).toBe(tenant.id);
    expect({ now: await now(), people: await customers(), sent: sent(server) }).toEqual(before);
    await daysOf("P4D");
    const after = sent(server);
    expect(after.length).toBeGreaterThan(before.sent.length);
    expect(new Set(after).size).toBe(after.length);
  }, 60_000);

  test("goes on where a turn was broken off by the stop", async () => {
    const turn = server.client.stream("forwardClock", { body: { by: "P200D" } });
    const begun = await turn.next();
    expect(begun.done).toBe(false);
    const stopped = server.stop();
    const rest = async () => {
      for await (const _day of turn);
    };
    await expect(rest()).rejects.toThrow(ApiError);
    await stopped;
    const at = server.demo.clock.now();
    expect(at < "2026-10-01").toBe(true);

    server = await startTestServer({ dataDir, world });
    expect(await now()).toBe(at);
    await daysOf("P3D");
    expect(new Set(sent(server)).size).toBe(sent(server).length);
  }, 60_000);
});

test("without the demo the clock cannot be turned, and the demo's company is left alone", async () => {
  const before = await now();
  const demoToken = server.token;
  await server.stop();
  const { log, lines } = keepingLog();
  const plain = await startServer({ port: 0, dataDir, log, environment: {} });
  try {
    const ask = (path: string, token: string, init?: RequestInit) =>
      fetch(new URL(path, plain.url), {
        ...init,
        headers: { ...init?.headers, authorization: `Bearer ${token}` },
      });
    const refused = await ask("/v1/clock/forward", plain.token, json("POST", { by: "P1D" }));
    expect(await problemIn(refused)).toMatchObject({ status: 409, title: "Not a demo" });
    expect(plain.token).not.toBe(demoToken);
    const own = await (await ask("/v1/customers", plain.token)).json();
    expect(own).toEqual({ items: [], next: null });
    await plain.settle();
    expect(lines.filter((line) => !line.startsWith("info"))).toEqual([]);
  } finally {
    await plain.stop();
  }
  server = await startTestServer({ dataDir, world });
  expect(await now()).toBe(before);
}, 60_000);
