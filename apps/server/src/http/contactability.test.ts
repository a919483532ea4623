import { ApiError, type Client } from "@perennial/api";
import { CHANNELS } from "@perennial/contract";
import { beforeAll, describe, expect, test } from "vitest";
import { clientAs } from "../testing/roles-and-tenants.ts";
import { useServer } from "../testing/test-server.ts";

const server = useServer();
let agent: Client;
beforeAll(async () => {
  agent = await clientAs(server(), "agent");
}, 60_000);

describe("how a customer may be contacted", () => {
  test("is said for each channel, about the agreement and with marketing, in both languages", async () => {
    const { items } = await agent.ask("listCustomers", { query: { limit: 5 } });
    const found = await Promise.all(
      items.map(({ id }) => agent.ask("getContactability", { params: { id } })),
    );
    expect(found.length).toBeGreaterThan(0);
    for (const { ways, rulePack } of found) {
      expect(rulePack.title.sv).not.toBe("");
      expect(ways.map((way) => `${way.channel} ${way.class}`)).toEqual(
        CHANNELS.flatMap((channel) => [`${channel} service`, `${channel} marketing`]),
      );
      for (const { when, basis, reason, sentence } of ways) {
        expect(sentence.sv).toMatch(/^Får .+\.$/su);
        expect(sentence.en).toMatch(/^May .+\.$/su);
        expect(reason === null).toBe(when === "now");
        if (when === "now") expect(basis).not.toBeNull();
      }
    }
  });

  test("follows what the customer says", async () => {
    const { items } = await agent.ask("listCustomers", { query: { limit: 1 } });
    const id = items[0]?.id ?? "";
    await agent.ask("pauseCustomer", {
      params: { id },
      body: { until: "2099-01-01T00:00:00.000Z" },
    });
    const { ways } = await agent.ask("getContactability", { params: { id } });
    const ads = ways.filter((way) => way.class === "marketing" && way.when === "now");
    expect(ads).toEqual([]);
  });

  test("of nobody is not found", async () => {
    const refused = await agent
      .ask("getContactability", { params: { id: "nobody" } })
      .catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ApiError);
    expect((refused as ApiError).problem.status).toBe(404);
  });
});
