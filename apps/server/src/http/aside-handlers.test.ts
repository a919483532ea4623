import { ApiError } from "@perennial/api";
import { beforeEach, describe, expect, test } from "vitest";
import { queryAs } from "../testing/query-as.ts";
import { json, problemIn, useServer } from "../testing/test-server.ts";

const server = useServer();
const query = (text: string) => queryAs<{ id: number }>(server(), text);
const list = (asked: { after?: string; limit?: number } = {}) =>
  server().client.ask("listPutAside", { query: asked });
const release = (ids: string[]) => server().client.ask("releasePutAside", { body: { ids } });

/** What is put aside: two enrolments and two deliveries, by the ids that the API gives them. */
let ids: readonly string[];

beforeEach(async () => {
  await query("delete from inbox");
  await query("delete from enrolments");
  const enrolments = await query(`
    insert into enrolments (tenant_id, program, program_version, customer_id, key, round, step, entered_at, downs, aside_at)
    select tenant_id, 'renewal', 1, 'gone-' || n, 'k', 0, 'wait', '2026-03-01', 3, '2026-03-02T08:00:00Z'
    from tenants, generate_series(1, 2) n returning id`);
  const deliveries = await query(`
    insert into inbox (tenant_id, connection_id, received_at, delivery_id, method, url, headers, body, taken_at, problem,
      downs, aside_at)
    select tenant_id, 'crm', '2026-03-01', 'd-' || n, 'POST', '/', '{}', '{}', '2026-03-02T08:00:00Z', 'worker-down', 3,
      '2026-03-02T08:00:00Z'
    from tenants, generate_series(1, 2) n returning id`);
  ids = [
    ...enrolments.map(({ id }) => `enrolment-${id}`),
    ...deliveries.map(({ id }) => `delivery-${id}`),
  ];
});

describe("what is put aside", () => {
  test("is listed with what it is about, how often it went wrong, and a sentence in both languages", async () => {
    const { items, next } = await list();
    expect(next).toBeNull();
    expect(items.map(({ id }) => id)).toEqual(ids);
    const common = { attempts: 3, asideAt: "2026-03-02T08:00:00.000Z", reason: "worker-down" };
    expect(items[0]).toMatchObject({
      ...{ ...common, kind: "enrolment", customerId: "gone-1", program: "renewal", step: "wait" },
      ...{ connection: null, sentence: { sv: expect.stringMatching(/^Är ställd åt sidan/) } },
    });
    expect(items[2]).toMatchObject({
      ...{ ...common, kind: "delivery", customerId: null, program: null, connection: "crm" },
      ...{ sentence: { en: expect.stringMatching(/^Is put aside/) } },
    });
  });

  test.each([1, 2, 3, 4])("is walked once from end to end by pages of %i", async (limit) => {
    const walked: string[] = [];
    for (let after: string | null | undefined; after !== null; ) {
      const page: Awaited<ReturnType<typeof list>> = await list({
        limit,
        ...(after !== undefined && { after }),
      });
      walked.push(...page.items.map(({ id }) => id));
      after = page.next;
    }
    expect(walked).toEqual(ids);
  });

  test("goes on when it is released, and nothing else does", async () => {
    const [first = "", second = "", third = "", fourth = ""] = ids;
    expect(await release([first, third, "enrolment-999999"])).toEqual({ released: [first, third] });
    await server().settle();
    expect((await list()).items.map(({ id }) => id)).toEqual([second, fourth]);
    // Nobody of that name is in the mirror, so its way ends.
    expect(
      await query("select customer_id, ended, downs from enrolments order by customer_id"),
    ).toEqual([
      { customer_id: "gone-1", ended: true, downs: 0 },
      { customer_id: "gone-2", ended: false, downs: 3 },
    ]);
    const [taken] = await query("select taken_at is not null as taken, problem, downs from inbox");
    expect(taken).toMatchObject({ taken: true, downs: 0 });
    expect(taken).not.toMatchObject({ problem: "worker-down" });
    expect(await release([first])).toEqual({ released: [] });
  });
});

describe("a request that is not right", () => {
  test.each([
    ["/v1/put-aside?after=7", undefined],
    ["/v1/put-aside?limit=0", undefined],
    ["/v1/put-aside/release", json("POST", { ids: [] })],
    ["/v1/put-aside/release", json("POST", { ids: ["customer-1"] })],
  ])("is refused with its place: %s", async (path, init) => {
    const response = await server().ask(path, init);
    expect(response.status).toBe(400);
    expect(await problemIn(response)).toMatchObject({ problems: [expect.anything()] });
    expect((await list()).items).toHaveLength(4);
  });

  test("without a token is nobody's", async () => {
    const url = new URL("/v1/put-aside/release", server().url);
    const response = await fetch(url, json("POST", { ids }));
    expect(response.status).toBe(401);
    await expect(
      server().client.ask("releasePutAside", { body: { ids: ["x"] } }),
    ).rejects.toBeInstanceOf(ApiError);
  });
});
