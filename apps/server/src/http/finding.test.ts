import {
  type ACTIVITY_OPERATIONS,
  Client,
  type CustomerFilterView,
  type OperationId,
} from "@perennial/api";
import { ensureTenant } from "@perennial/store";
import { beforeAll, describe, expect, test } from "vitest";
import type { z } from "zod";
import { json, problemIn, useServer } from "../testing/test-server.ts";
import { putTestToken } from "../testing/test-token.ts";

const server = useServer();
const NOW = "2026-03-02T07:00:00.000Z";

beforeAll(async () => {
  for await (const _day of server().client.stream("forwardClock", { body: { by: "P12D" } }));
}, 120_000);

const find = (body: { readonly filter: CustomerFilterView; readonly order?: "name" | "value" }) =>
  server().client.ask("findCustomers", { body, query: { locale: "en" } });
const count = async (filter: CustomerFilterView) =>
  (await server().client.ask("countCustomers", { body: { filter } })).count;

/** A client with a token of a role, at the demo's tenant or at another. */
async function clientOf(role: string, tenant: number): Promise<Client> {
  const token = await putTestToken(server().runtime.db, { tenant, role });
  return new Client({ url: server().url, token });
}

async function otherTenant(): Promise<number> {
  return (await ensureTenant(server().runtime.db, { slug: "other", name: "Other" }, NOW)).id;
}

describe("finding customers", () => {
  test("gives rows with what a list shows, under the names that they have here", async () => {
    const { items } = await find({ filter: {}, order: "value" });
    expect(items.length).toBeGreaterThan(10);
    expect(items.some(({ tier }) => tier !== null && tier.name !== "")).toBe(true);
    expect(items.some(({ nextEnd }) => nextEnd !== null)).toBe(true);
    const inProgram = items.find(({ programs }) => programs.some(({ id }) => id === "renewal"));
    expect(inProgram?.programs[0]?.name).not.toBe("renewal");
    const values = items.map(({ value }) => value ?? Number.NEGATIVE_INFINITY);
    expect(values).toEqual([...values].sort((a, b) => b - a));
  });

  test("counts as many as it finds, whatever it is asked by", async () => {
    const filters: CustomerFilterView[] = [
      {},
      { search: "an" },
      { programs: ["renewal"] },
      { hasCall: true },
      { endsWithinDays: 60 },
      { condition: { not: { field: "customer.email", is: "is-empty" } } },
    ];
    for (const filter of filters) {
      const ids = new Set<string>();
      for (let after: string | null | undefined; after !== null; ) {
        const query = { limit: 20, ...(after && { after }) };
        const page = await server().client.ask("findCustomers", { body: { filter }, query });
        for (const { id } of page.items) ids.add(id);
        after = page.next;
      }
      expect([filter, ids.size]).toEqual([filter, await count(filter)]);
    }
  });

  test("tells what is wrong with a condition at its place, in a filter and by itself", async () => {
    const condition = { all: [{ field: "customer.teir", is: "equals", value: "gold" }] };
    const refused = await server().ask(
      "/v1/customers/find",
      json("POST", { filter: { condition } }),
    );
    expect(refused.status).toBe(400);
    const { problems } = await problemIn(refused);
    expect(problems).toMatchObject([
      { place: "body.filter.condition.all.0.field", message: expect.stringMatching(/tier/) },
    ]);
    const described = await server().client.ask("describeCondition", { body: { condition } });
    expect(described).toMatchObject({ sentence: null, problems: [{ place: expect.any(String) }] });
    const agreement = { field: "agreement.end", is: "is-set" };
    const asked = { body: { condition: agreement } };
    expect((await server().client.ask("describeCondition", asked)).problems).toHaveLength(1);
  });

  test("says a condition in both languages", async () => {
    const condition = { field: "customer.valueClass", is: "equals", value: "gold" };
    expect(await server().client.ask("describeCondition", { body: { condition } })).toEqual({
      sentence: { sv: "kunden är guldkund", en: "the customer is a gold customer" },
      problems: [],
    });
  });

  test("lists the fields there are to ask about, with the tiers and programs of this tenant", async () => {
    const { items } = await server().client.ask("listConditionFields");
    const of = (id: string) => items.find((each) => each.id === id);
    expect(of("customer.tier")?.values?.length).toBeGreaterThan(1);
    expect(of("interactions.program")?.values?.map(({ id }) => id)).toContain("renewal");
    expect(of("standing.risk")?.values?.map(({ id }) => id)).toEqual(["low", "medium", "high"]);
    expect(of("customer.name")).toMatchObject({ name: { sv: "Kundens namn" }, values: null });
    expect(items.some(({ id }) => id.startsWith("agreement."))).toBe(false);
  });
});

describe("a saved filter", () => {
  const put = (id: string, body: Record<string, unknown>) =>
    server().ask(`/v1/saved-filters/${id}`, json("PUT", body));

  test("is kept with who made it and how many it finds, changed, and taken away", async () => {
    const filter = { endsWithinDays: 60 };
    const saved = await (await put("ending", { name: "Ending", filter })).json();
    expect(saved).toMatchObject({ count: await count(filter), madeBy: "console", problem: null });
    await put("ending", { name: "Ending soon", filter: { endsWithinDays: 30 } });
    const { items } = await server().client.ask("listSavedFilters");
    expect(items).toMatchObject([
      { id: "ending", name: "Ending soon", filter: { endsWithinDays: 30 } },
    ]);
    await server().client.ask("deleteSavedFilter", { params: { id: "ending" } });
    expect((await server().client.ask("listSavedFilters")).items).toEqual([]);
    const gone = await server().ask("/v1/saved-filters/ending", json("DELETE", {}));
    expect(gone.status).toBe(404);
  });

  test("with a condition that cannot be asked is refused", async () => {
    const condition = { field: "customer.nothing", is: "is-set" };
    expect((await put("wrong", { name: "Wrong", filter: { condition } })).status).toBe(400);
  });
});

describe("one customer in full", () => {
  async function somebody(): Promise<string> {
    const { items } = await find({ filter: { programs: ["renewal"] } });
    return items[0]?.id ?? "";
  }

  test("has everything that happened once, newest first, page by page", async () => {
    const params = { id: await somebody() };
    const whole = await server().client.ask("listHistory", {
      params,
      query: { limit: 200, locale: "en" },
    });
    expect(whole.items.length).toBeGreaterThan(2);
    const moments = whole.items.map(({ at }) => at);
    expect(moments).toEqual([...moments].sort().reverse());
    const walked = [];
    for (let after: string | null | undefined; after !== null; ) {
      const query = { limit: 2, locale: "en" as const, ...(after && { after }) };
      const page = await server().client.ask("listHistory", { params, query });
      walked.push(...page.items);
      after = page.next;
    }
    expect(walked).toEqual(whole.items);
    const sent = whole.items.find(({ kind, program }) => kind === "contact" && program !== null);
    expect(sent?.why).toMatch(/because/);
  });

  test("keeps a consent that is noted here, with who noted it, and it holds at once", async () => {
    const params = { id: await somebody() };
    const body = {
      channel: "sms",
      purpose: "marketing",
      state: "withdrawn",
      proof: "Said so.",
    } as const;
    await server().client.ask("noteConsent", { params, body });
    const { items } = await server().client.ask("listConsents", { params });
    expect(items[0]).toMatchObject({
      ...{ channel: "sms", state: "withdrawn", source: "console", isInForce: true },
      proof: "console: Said so.",
    });
    const { consents } = await server().client.ask("getCustomerCard", { params });
    expect(consents).toContainEqual(
      expect.objectContaining({ channel: "sms", state: "withdrawn" }),
    );
  });

  test("says where its values come from, and how its value was reckoned", async () => {
    const params = { id: await somebody() };
    const origin = await server().client.ask("getCustomerOrigin", {
      params,
      query: { locale: "en" },
    });
    const of = (field: string) => origin.items.find((each) => each.field === field);
    expect(of("name")).toMatchObject({ source: "record", at: expect.any(String) });
    expect(of("tier")?.source).toBe("plan");
    expect(origin.connections.map(({ id }) => id)).toContain("crm");
    expect(origin.value?.sentence).toMatch(/: .*\.$/);
    const bought = await server().client.ask("listPurchases", { params });
    expect(bought.items.every(({ currency }) => currency === "SEK")).toBe(true);
  });
});

describe("the log of what went out", () => {
  const asked = (query: z.input<typeof ACTIVITY_OPERATIONS.listActivity.query>) =>
    server().client.ask("listActivity", { query });

  test("tells of sends and calls with why, and finds them by what they are asked by", async () => {
    type Asked = NonNullable<Parameters<typeof asked>[0]>;
    const ask = (query: Asked) => asked({ locale: "en", limit: 200, ...query });
    const all = await ask({});
    expect(all.items.length).toBeGreaterThan(5);
    const sms = await ask({ outcome: "sent", channel: "sms" });
    expect(sms.items[0]).toMatchObject({
      outcome: "sent",
      channel: "sms",
      kind: "message",
      can: null,
    });
    expect(sms.items[0]?.text).toMatch(/\S/);
    expect(sms.items[0]?.cost).toBeGreaterThan(0);
    const calls = await ask({ channel: "phone" });
    expect(calls.items.every(({ kind }) => kind === "call")).toBe(true);
    const [first] = all.items;
    const ofOne = await ask({ customer: first?.customer.id });
    expect(new Set(ofOne.items.map(({ customer }) => customer.id))).toEqual(
      new Set([first?.customer.id]),
    );
    const [middle] = all.items.slice(3);
    const until = await ask({ to: middle?.at });
    expect(until.items.every(({ at }) => at < (middle?.at ?? ""))).toBe(true);
    expect((await ask({ program: "nothing" })).items).toEqual([]);
    const { items: reasons } = await server().client.ask("listReasons", {
      query: { locale: "sv" },
    });
    expect(reasons).toContainEqual({ id: "no-consent", name: "Kunden inte har samtyckt" });
  });

  test("offers nothing for what was sent, and refuses to repeat it", async () => {
    const { items } = await server().client.ask("listActivity", {
      query: { outcome: "sent", channel: "sms" },
    });
    const path = `/v1/activity/${items[0]?.effect}/retry`;
    expect((await server().ask(path, json("POST", {}))).status).toBe(409);
    const settle = `/v1/activity/${items[0]?.effect}/resolution`;
    expect((await server().ask(settle, json("POST", { found: "send" }))).status).toBe(409);
    expect((await server().ask("/v1/activity/1-999/retry", json("POST", {}))).status).toBe(404);
  });
});

describe("who may not", () => {
  const WRITES: readonly (readonly [OperationId, string, string, RequestInit])[] = [
    ["putSavedFilter", "agent", "/v1/saved-filters/x", json("PUT", { name: "X", filter: {} })],
    ["deleteSavedFilter", "agent", "/v1/saved-filters/x", json("DELETE", {})],
    [
      ...(["noteConsent", "viewer", "/v1/customers/c/consents"] as const),
      json("POST", { channel: "sms", purpose: "marketing", state: "given", proof: "x" }),
    ],
    ["retryEffect", "agent", "/v1/activity/1-1/retry", json("POST", {})],
    ["resolveEffect", "agent", "/v1/activity/1-1/resolution", json("POST", { found: "sent" })],
  ];

  test.each(WRITES)("%s is refused to the role %s", async (_id, role, path, init) => {
    const token = await putTestToken(server().runtime.db, { tenant: server().tenant.id, role });
    const headers = { ...init.headers, authorization: `Bearer ${token}` };
    const response = await fetch(new URL(path, server().url), { ...init, headers });
    expect(response.status).toBe(403);
  });

  test("nobody sees or changes anything of another tenant's", async () => {
    const { items } = await find({ filter: {} });
    const id = items[0]?.id ?? "";
    const { items: log } = await server().client.ask("listActivity", {
      query: { outcome: "sent" },
    });
    await server().client.ask("putSavedFilter", {
      ...{ params: { id: "ours" }, body: { name: "Ours", filter: {} } },
    });
    const stranger = await clientOf("admin", await otherTenant());
    expect(await stranger.ask("findCustomers", { body: { filter: {} } })).toEqual({
      items: [],
      next: null,
    });
    expect(await stranger.ask("countCustomers", { body: { filter: {} } })).toEqual({
      count: 0,
      isMore: false,
    });
    expect((await stranger.ask("listSavedFilters")).items).toEqual([]);
    expect((await stranger.ask("listActivity")).items).toEqual([]);
    const params = { id };
    const consent = { channel: "sms", purpose: "marketing", state: "given", proof: "x" } as const;
    const refusals = [
      () => stranger.ask("listHistory", { params }),
      () => stranger.ask("listPurchases", { params }),
      () => stranger.ask("listConsents", { params }),
      () => stranger.ask("getCustomerOrigin", { params }),
      () => stranger.ask("noteConsent", { params, body: consent }),
      () => stranger.ask("deleteSavedFilter", { params: { id: "ours" } }),
      () => stranger.ask("retryEffect", { params: { id: log[0]?.effect ?? "" } }),
    ];
    for (const refusal of refusals) {
      await expect(refusal()).rejects.toMatchObject({ problem: { status: 404 } });
    }
  });
});
