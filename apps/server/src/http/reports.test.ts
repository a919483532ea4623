import { Client } from "@perennial/api";
import { Customer } from "@perennial/contract";
import {
  addRecords,
  asTenant,
  CUSTOMERS,
  ensureTenant,
  PURCHASES,
  readReport,
  upsertRecords,
} from "@perennial/store";
import { beforeAll, describe, expect, test } from "vitest";
import { problemIn, useServer } from "../testing/test-server.ts";
import { putTestToken } from "../testing/test-token.ts";

const server = useServer();
const DAY = 24 * 60 * 60_000;

/** A shop of another tenant: customers with purchases through two years, in lots that are always the same. */
async function shop(): Promise<{ readonly client: Client; readonly number: number }> {
  const { runtime, url } = server();
  const { db, clock } = runtime;
  const now = Date.parse(clock.now());
  const about = { slug: "shop", name: "Butiken", timeZone: "Europe/Stockholm" };
  const { id: tenant } = await ensureTenant(db, about, clock.now());
  const at = (days: number) => new Date(now - days * DAY).toISOString();
  const ids = Array.from({ length: 240 }, (_, index) => `k${String(index).padStart(3, "0")}`);
  const updatedAt = at(0);
  const customers = ids.map((id) => Customer.parse({ id, name: `Kund ${id}`, updatedAt }));
  const purchases = ids.flatMap((customerId, index) => {
    // Some come back often, most now and then, a fifth never again.
    const pace = [13, 41, 97, 260, 900][index % 5] ?? 97;
    const first = 60 + ((index * 37) % 700);
    const times = Math.min(30, 1 + Math.floor(first / pace) - (index % 3 === 0 ? 1 : 0));
    return Array.from({ length: Math.max(1, times) }, (_, round) => ({
      ...{ id: `${customerId}-${round}`, customerId, at: at(first - round * pace) },
      ...{ amount: 10_000 + ((index * 7919) % 40_000), currency: "SEK", quantity: 1, discount: 0 },
    }));
  });
  await asTenant(db, tenant, async (tx) => {
    await upsertRecords(tx, CUSTOMERS, customers);
    await addRecords(tx, PURCHASES, purchases);
  });
  const token = await putTestToken(db, { tenant, role: "admin" });
  return { client: new Client({ url, token }), number: tenant };
}

let other: Awaited<ReturnType<typeof shop>>;
beforeAll(async () => {
  other = await shop();
}, 60_000);

async function refresh(client: Client) {
  const lines = [];
  for await (const line of client.stream("refreshReport", { body: {} })) lines.push(line);
  return lines;
}

describe("reports that are kept", () => {
  test("say that there is none before they are made", async () => {
    const { client } = other;
    expect(await client.ask("getValueReport")).toMatchObject({ kept: null, purchases: null });
    expect(await client.ask("getForecast")).toMatchObject({ kept: null, forecast: null });
    expect(await client.ask("getCohorts")).toMatchObject({ kept: null, cohorts: [] });
    expect(await client.ask("getPareto")).toMatchObject({ kept: null, curve: [] });
    expect(await client.ask("getRfm")).toMatchObject({ kept: null, cells: [] });
  });

  test("are made anew with progress, and stand from then on", async () => {
    const { client } = other;
    const lines = await refresh(client);
    expect(lines[0]).toMatchObject({ progress: { phase: "reading", done: 0, total: 1 } });
    expect(lines.some((line) => "progress" in line && line.progress.phase === "computing")).toBe(
      true,
    );
    const last = lines.at(-1);
    const { asOf } = last && "result" in last ? last.result : { asOf: "" };
    const value = await client.ask("getValueReport", {
      query: {
        acquisitionCost: "20000",
        margin: "0.3",
        purchasesChange: "18",
        durationChange: "16",
      },
    });
    expect(value.kept?.asOf).toBe(asOf);
    const { purchases } = value;
    if (!purchases) throw new Error("there is no value of purchases");
    expect(purchases.start + purchases.gained - purchases.lost).toBe(purchases.end);
    expect(purchases.lifetimeValue).toBeCloseTo(
      (purchases.yearlyRevenue ?? 0) * (purchases.durationYears ?? 0),
      3,
    );
    expect(purchases.acquisition?.cost).toBe(20_000);
    expect(purchases.change?.portfolioChange).toBeCloseTo(1.18 * 1.16 - 1, 10);
    expect(value.agreements).toBeNull();
  });

  test("follow customers by when they first bought, and every one of them is in one cohort", async () => {
    for (const by of ["month", "quarter"] as const) {
      const { cohorts } = await other.client.ask("getCohorts", { query: { by } });
      expect(cohorts.reduce((sum, { customers }) => sum + customers, 0)).toBe(240);
      expect(cohorts[0]?.cells[0]?.activeShare).toBe(1);
    }
  });

  test("say what the best fifth stands for, and score everybody by recency, frequency and money", async () => {
    const pareto = await other.client.ask("getPareto");
    expect(pareto.basis).toBe("purchases");
    expect(pareto.curve.at(-1)).toEqual({ customers: 1, value: 1 });
    expect(pareto.topShare).toBeGreaterThan(0.2);
    const { customers, cells } = await other.client.ask("getRfm");
    expect(cells.reduce((sum, cell) => sum + cell.customers, 0)).toBe(customers);
  });

  test("forecast, or refuse with a reason in the language asked for", async () => {
    const { refusal, forecast } = await other.client.ask("getForecast", {
      query: { locale: "en" },
    });
    expect(refusal === null).toBe(forecast !== null);
    if (forecast) {
      expect(forecast.likelihoods.reduce((sum, each) => sum + each.customers, 0)).toBe(240);
    }
    // The example company of the demo sells agreements, and nobody buys.
    await refresh(server().client);
    const none = await server().client.ask("getForecast", { query: { locale: "sv" } });
    expect(none).toMatchObject({ forecast: null, refusal: { reason: "too-few-customers" } });
    expect(none.refusal?.sentence).toMatch(/^För få kunder/);
  });

  test("value agreements where there are agreements", async () => {
    const { agreements } = await server().client.ask("getValueReport");
    expect(agreements?.customers).toBeGreaterThan(0);
    expect(agreements?.yearlyValue).toBeGreaterThan(0);
    expect(agreements?.refusal === null).toBe(agreements?.totalValue !== null);
  });

  test("keep no customer, so that nobody who is erased stays in them", async () => {
    const { runtime } = server();
    const rows = await asTenant(runtime.db, other.number, async (tx) => {
      return Promise.all(
        ["value", "forecast", "cohorts", "pareto", "rfm"].map((name) => readReport(tx, name)),
      );
    });
    expect(JSON.stringify(rows)).not.toMatch(/k0\d\d/);
  });

  test("are not made twice at once, and stop when whoever asked is gone", async () => {
    const { client } = other;
    const before = (await client.ask("getRfm")).kept?.madeAt;
    for await (const line of client.stream("refreshReport", { body: {} })) {
      expect(line).toHaveProperty("progress");
      const problem = await client
        .stream("refreshReport", { body: {} })
        .next()
        .catch((error) => error);
      expect(problem).toMatchObject({ problem: { status: 409 } });
      break;
    }
    expect((await client.ask("getRfm")).kept?.madeAt).toBe(before);
    // The one that was left lets the next one in.
    await expect
      .poll(async () => (await refresh(client).catch(() => [])).at(-1), { timeout: 10_000 })
      .toHaveProperty("result");
  });
});

describe("periods", () => {
  test("hang together: each begins with what the one before ended with (D-06)", async () => {
    const { items } = await server().client.ask("getFlowPeriods", { query: { periods: 6 } });
    expect(items).toHaveLength(6);
    for (const [index, { statement }] of items.entries()) {
      const { start, wonBack, lost, end } = statement;
      expect(start + statement.new + wonBack - lost).toBe(end);
      if (index > 0) expect(items[index - 1]?.statement.end).toBe(start);
    }
    expect(items.at(-1)?.complete).toBe(false);
  });

  test("tell who moved, by what the plan calls the places", async () => {
    const query = { kind: "tier", periods: 3, by: "quarter", locale: "en" } as const;
    const { places, periods } = await server().client.ask("getMigration", { query });
    expect(places.map(({ name }) => name)).toEqual(["Gold", "Silver", "Member"]);
    expect(periods).toHaveLength(3);
  });
});

describe("renewals", () => {
  test("are told by how soon they are, each agreement once", async () => {
    const { parts, total } = await server().client.ask("getRenewals");
    expect(parts.map(({ from, to }) => [from, to])).toEqual([
      [0, 7],
      [8, 30],
      [31, 60],
      [61, 90],
    ]);
    const sum = parts.reduce((all, { agreements }) => all + agreements, 0);
    expect(sum).toBe(total.agreements);
    expect(total.agreements).toBeGreaterThan(0);
    const { renewed, escalated, inProgram, waiting } = total;
    expect(renewed + escalated + inProgram + waiting).toBe(total.agreements);
  });
});

describe("who may ask", () => {
  const PATHS = [
    ...["renewals", "flows/periods", "migration", "value", "forecast", "cohorts", "pareto", "rfm"],
  ].map((path) => `/v1/insight/${path}`);

  test("anybody of the tenant reads; a viewer has nothing made", async () => {
    const { runtime, url, tenant } = server();
    const token = await putTestToken(runtime.db, { tenant: tenant.id, role: "viewer" });
    const ask = (path: string, method = "GET") =>
      fetch(new URL(path, url), {
        method,
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
        ...(method === "POST" && { body: "{}" }),
      });
    for (const path of PATHS) expect((await ask(path)).status).toBe(200);
    expect(await problemIn(await ask("/v1/insight/refresh", "POST"))).toMatchObject({
      status: 403,
    });
    for (const path of PATHS) expect((await fetch(new URL(path, url))).status).toBe(401);
  });

  test("another tenant sees its own alone", async () => {
    const mine = await server().client.ask("getCohorts");
    const theirs = await other.client.ask("getCohorts");
    const count = ({ cohorts }: typeof mine) =>
      cohorts.reduce((sum, { customers }) => sum + customers, 0);
    expect(count(mine)).toBeLessThan(240);
    expect(count(theirs)).toBe(240);
    expect((await other.client.ask("getRenewals")).total.agreements).toBe(0);
  });

  test.each([
    ["migration?kind=shoe", "query.kind"],
    ["migration?periods=0", "query.periods"],
    ["flows/periods?by=day", "query.by"],
    ["value?margin=3", "query.margin"],
    ["value?acquisitionCost=-1", "query.acquisitionCost"],
    ["cohorts?by=week", "query.by"],
    ["rfm?of=all", "query.of"],
  ])("is told what is wrong with %s", async (path, place) => {
    const problem = await problemIn(await server().ask(`/v1/insight/${path}`));
    expect(problem).toMatchObject({ status: 400, problems: [{ place }] });
  });
});
