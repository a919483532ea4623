import {
  type LoopbackServer,
  type ReceivedRequest,
  startServer,
} from "@perennial/connector-kit/testing";
import { Receiver } from "@perennial/simulators";
import { Webhook } from "standardwebhooks";
import { afterEach, describe, expect, test, vi } from "vitest";
import { problemIn, useServer } from "../testing/test-server.ts";

const server = useServer();
const open: LoopbackServer[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

/** Somebody who wants to be told, and what is answered. */
async function subscriber(
  answer: () => number | { status: number; headers: Record<string, string> },
) {
  const listening = await startServer(() => {
    const given = answer();
    const parts = typeof given === "number" ? { status: given } : given;
    return { ...parts, body: "thank you" };
  });
  open.push(listening);
  return listening;
}

let made = 0;

/** Subscribes; nothing but pings comes unless types are given. */
async function subscribe(url: string, parts: Record<string, unknown> = {}) {
  made++;
  const id = `shop-${made}`;
  const body = { url, types: ["ping.v1"], ...parts };
  const { secret } = await server().client.ask("putEndpoint", { params: { id }, body });
  if (secret === null) throw new Error("no secret was given");
  const params = { id };
  return {
    ...{ id, params, secret },
    ping: async () => {
      await server().client.ask("pingEndpoint", { params });
      await server().settle();
    },
    log: async () => (await server().client.ask("listEventDeliveries", { params })).items,
    view: async () => {
      const { items } = await server().client.ask("listEndpoints");
      return items.find((each) => each.id === id);
    },
  };
}

/** What the library of Standard Webhooks makes of a request, at the demo's time. */
function verified(request: ReceivedRequest | undefined, secret: string): unknown {
  vi.useFakeTimers({ now: Date.parse(server().demo.clock.now()), toFake: ["Date"] });
  try {
    return new Webhook(secret).verify(request?.body ?? "", { ...request?.headers });
  } finally {
    vi.useRealTimers();
  }
}

async function days(by: string): Promise<void> {
  for await (const _ of server().client.stream("forwardClock", { body: { by } }));
}

describe("an endpoint", () => {
  test("is told of what it wants, signed so that the library of Standard Webhooks believes it", async () => {
    const { url, requests } = await subscriber(() => 204);
    const shop = await subscribe(url, { types: ["program.entered.v1"] });
    await shop.ping();
    const { items } = await server().client.ask("listAgreements", { query: { limit: 1 } });
    const [{ id: agreementId = "", customerId = "" } = {}] = items;
    const body = { program: "renewal", customerId, agreementId, startAt: "signed-already" };
    await server().client.ask("startEnrolment", { body });
    await server().settle();
    expect(requests).toHaveLength(2);
    expect(verified(requests[0], shop.secret)).toMatchObject({
      type: "ping.v1",
      customerId: null,
      data: { endpoint: shop.id },
    });
    const entered = verified(requests[1], shop.secret);
    expect(entered).toMatchObject({
      type: "program.entered.v1",
      customerId,
      data: { customerId, program: "renewal", enrolmentId: expect.any(Number) },
    });
    expect(requests[1]?.headers["webhook-id"]).toBe((entered as { id: string }).id);
    expect((await shop.log()).map(({ state }) => state)).toEqual(["delivered", "delivered"]);
  });

  test("gets CloudEvents where it wants them, signed the same way", async () => {
    const { url, requests } = await subscriber(() => 200);
    const shop = await subscribe(url, { format: "cloudevents" });
    await shop.ping();
    expect(requests[0]?.headers["content-type"]).toBe("application/cloudevents+json");
    expect(verified(requests[0], shop.secret)).toEqual({
      specversion: "1.0",
      id: requests[0]?.headers["webhook-id"],
      source: `/tenants/1/endpoints/${shop.id}`,
      type: "com.perennial.ping.v1",
      time: server().demo.clock.now(),
      sequence: expect.stringMatching(/^\d{16}$/),
      datacontenttype: "application/json",
      data: { endpoint: shop.id },
    });
  });

  test("can verify with its old and its new secret for a day, then with the new one alone", async () => {
    const { url, requests } = await subscriber(() => 200);
    const shop = await subscribe(url);
    const { params } = shop;
    const { secret } = await server().client.ask("rotateEndpointSecret", { params });
    await shop.ping();
    for (const each of [shop.secret, secret]) expect(verified(requests[0], each)).toBeTruthy();
    await days("P2D");
    await shop.ping();
    expect(verified(requests[1], secret)).toBeTruthy();
    expect(() => verified(requests[1], shop.secret)).toThrow();
  });

  test("that fails is asked again with the same id until it answers, and the log tells each attempt", async () => {
    let calls = 0;
    const { url, requests } = await subscriber(() => (++calls < 3 ? 500 : 200));
    const shop = await subscribe(url);
    await shop.ping();
    expect(await shop.log()).toMatchObject([{ state: "pending", attempts: [{ status: 500 }] }]);
    expect((await shop.view())?.failingSince).toBe(server().demo.clock.now());
    await days("P1D");
    const ids = new Set(requests.map(({ headers }) => headers["webhook-id"]));
    expect([requests.length, ids.size]).toEqual([3, 1]);
    const signatures = new Set(requests.map(({ headers }) => headers["webhook-timestamp"]));
    expect(signatures.size).toBe(3);
    const [told] = await shop.log();
    expect(told?.state).toBe("delivered");
    expect(told?.attempts.map(({ status, answer }) => [status, answer])).toEqual([
      [500, "thank you"],
      [500, "thank you"],
      [200, "thank you"],
    ]);
    expect((await shop.view())?.failingSince).toBeNull();
  });

  test("that is gone is disabled at once, its owner is told and others who listen too", async () => {
    const owner = await subscriber(() => 200);
    const watcher = await subscribe(owner.url, { types: ["endpoint.disabled.v1"] });
    const { url, requests } = await subscriber(() => 410);
    const shop = await subscribe(url);
    await shop.ping();
    expect(await shop.view()).toMatchObject({
      state: "disabled",
      problem: expect.stringContaining("410"),
    });
    expect(server().lines.join("\n")).toContain("An endpoint was disabled.");
    await server().settle();
    expect(verified(owner.requests[0], watcher.secret)).toMatchObject({
      type: "endpoint.disabled.v1",
      data: { endpoint: shop.id },
    });
    await shop.ping();
    expect(requests).toHaveLength(1);
    const body = { state: "active" as const };
    await server().client.ask("setEndpoint", { params: shop.params, body });
    await server().settle();
    expect(requests).toHaveLength(2);
  });

  test("is left alone for as long as it asks", async () => {
    let calls = 0;
    const busy = { status: 429, headers: { "retry-after": "7200" } };
    const { url, requests } = await subscriber(() => (++calls === 1 ? busy : 200));
    const shop = await subscribe(url);
    await shop.ping();
    await shop.ping();
    expect(requests).toHaveLength(1);
    await days("P1D");
    expect(requests).toHaveLength(3);
    expect((await shop.log()).map(({ state }) => state)).toEqual(["delivered", "delivered"]);
  });

  test("gets again what is replayed: one, or all that failed", async () => {
    let status = 410;
    const { url, requests } = await subscriber(() => status);
    const shop = await subscribe(url);
    const { params } = shop;
    await shop.ping();
    status = 200;
    await server().client.ask("setEndpoint", { params, body: { state: "active" } });
    const replay = (body: { failedSince: string } | { eventIds: number[] }) =>
      server().client.ask("replayEvents", { params, body });
    const failedSince = "2026-01-01T00:00:00.000Z";
    expect(await replay({ failedSince })).toEqual({ events: 1 });
    await server().settle();
    expect(requests).toHaveLength(2);
    expect(await replay({ failedSince })).toEqual({ events: 0 });
    const [told] = await shop.log();
    expect(await replay({ eventIds: [told?.eventId ?? 0] })).toEqual({ events: 1 });
    await server().settle();
    expect(requests.map(({ headers }) => headers["webhook-id"])).toEqual(
      Array(3).fill(told?.message.id),
    );
  });

  test("with every fault there is takes each event once in the end", async () => {
    const receiver = await Receiver.start({ clock: server().demo.clock });
    try {
      const shop = await subscribe(receiver.url);
      receiver.expect(shop.secret);
      receiver.faults.set({ seed: 7, serverError: 0.2, tooMany: 0.1, dropAfterAccept: 0.2 });
      for (let i = 0; i < 30; i++) {
        await server().client.ask("pingEndpoint", { params: shop.params });
      }
      await server().settle();
      expect(receiver.accepted.size).toBeLessThan(30);
      await days("P4D");
      const log = await shop.log();
      expect(log.map(({ state }) => state)).toEqual(Array(30).fill("delivered"));
      expect(receiver.accepted.size).toBe(30);
      expect(receiver.repeats).toBeGreaterThan(0);
      const tried = log.flatMap(({ attempts }) => attempts);
      expect(tried.filter(({ problem }) => problem === null)).toHaveLength(30);
    } finally {
      await receiver.stop();
    }
  });

  test("on a private address is never reached, and the log says why", async () => {
    for (const url of [
      "http://10.0.0.8/hooks",
      "https://169.254.169.254/latest",
      "http://[fd00::1]/",
    ]) {
      const shop = await subscribe(url);
      await shop.ping();
      const [told] = await shop.log();
      expect(told?.attempts[0]).toMatchObject({ status: null, answer: null });
      expect(told?.attempts[0]?.problem).toMatch(/does not lead to a public address/);
    }
  });

  test("is never followed to where it redirects", async () => {
    const elsewhere = await subscriber(() => 200);
    const { url } = await subscriber(() => ({ status: 307, headers: { location: elsewhere.url } }));
    const shop = await subscribe(url);
    await shop.ping();
    expect(elsewhere.requests).toEqual([]);
    expect(await shop.log()).toMatchObject([{ attempts: [{ status: 307 }] }]);
  });
});

test("an endpoint that is not there is not found, and a wrong name is told with its remedy", async () => {
  const missing = await server().ask("/v1/endpoints/nobody/deliveries");
  expect([missing.status, (await problemIn(missing)).detail]).toEqual([
    404,
    'There is no endpoint "nobody".',
  ]);
  const wrong = await server().ask("/v1/endpoints/No%20body/deliveries");
  expect(await problemIn(wrong)).toMatchObject({
    status: 400,
    problems: [{ place: "path.id", message: expect.stringContaining("such as web-shop") }],
  });
});
