import { Client } from "@hubspot/api-client";
import { createRequest } from "@perennial/connector-kit";
import { type LoopbackServer, startServer, testContext } from "@perennial/connector-kit/testing";
import { afterEach, describe, expect, expectTypeOf, test } from "vitest";
import { createHubspotFetch, type HubspotSdk } from "./hubspot-transport.ts";

const servers: LoopbackServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function serving(answer: Parameters<typeof startServer>[0]): Promise<LoopbackServer> {
  const server = await startServer(answer);
  servers.push(server);
  return server;
}

describe("the part of HubSpot's SDK that we stand on", () => {
  test("is still there, with the types that we give it and get from it", () => {
    expectTypeOf(Client).toExtend<new () => HubspotSdk>();
    type Given = Parameters<HubspotSdk["apiRequest"]>[0];
    expectTypeOf<Given>().toExtend<NonNullable<Parameters<Client["apiRequest"]>[0]>>();
    expectTypeOf<ReturnType<Client["apiRequest"]>>().toEqualTypeOf<Promise<Response>>();
    expect(typeof Client.prototype.apiRequest).toBe("function");
  });
});

describe("a request through the SDK", () => {
  test("arrives as it was written: method, address, headers and body", async () => {
    const server = await serving(() => ({ status: 201, body: { ok: true } }));
    const hubspotFetch = createHubspotFetch();
    const answer = await hubspotFetch(`${server.url}/crm/objects?limit=2`, {
      method: "POST",
      headers: {
        ...{ authorization: "Bearer t-1", accept: "application/json", "user-agent": "Perennial" },
        "content-type": "application/x-www-form-urlencoded",
      },
      body: "a=1&b=2",
    });
    expect([answer.status, await answer.json()]).toEqual([201, { ok: true }]);
    expect(server.requests).toMatchObject([
      {
        ...{ method: "POST", path: "/crm/objects", body: "a=1&b=2" },
        headers: {
          ...{ authorization: "Bearer t-1", accept: "application/json" },
          ...{ "user-agent": "Perennial", "content-type": "application/x-www-form-urlencoded" },
        },
      },
    ]);
    expect(server.requests[0]?.query.get("limit")).toBe("2");
  });

  test("is never repeated by the SDK, whatever the answer", async () => {
    const server = await serving(() => ({ status: 500, body: {} }));
    expect((await createHubspotFetch()(server.url)).status).toBe(500);
    expect(server.requests).toHaveLength(1);
  });

  test("is given up when it is aborted, before the answer and within it", async () => {
    const server = await serving(() => new Promise<never>(() => {}));
    const stop = new AbortController();
    const waiting = createHubspotFetch()(server.url, { signal: stop.signal });
    stop.abort(new Error("enough"));
    await expect(waiting).rejects.toThrow("enough");
    const endless = new Response(new ReadableStream({ start() {} }));
    const later = new AbortController();
    const sdk: HubspotSdk = { apiRequest: async () => endless };
    const answer = await createHubspotFetch(sdk)("http://x.example", { signal: later.signal });
    const reading = answer.text();
    later.abort(new Error("too long"));
    await expect(reading).rejects.toThrow();
  });

  test("fails with a ConnectorError alone through the kit, time-out included", async () => {
    const server = await serving(() => new Promise<never>(() => {}));
    const request = createRequest({
      ...{ connector: "hubspot", baseUrl: server.url, secrets: [], timeout: 50, retries: 0 },
      context: { ...testContext(), fetch: createHubspotFetch() },
    });
    await expect(request({ method: "GET" })).rejects.toMatchObject({
      ...{ name: "ConnectorError", kind: "unavailable" },
    });
  });
});
