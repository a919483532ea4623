import { Client } from "@perennial/api";
import { forgetOld } from "@perennial/runtime";
import { findAccounts } from "@perennial/store";
import { beforeAll, describe, expect, test } from "vitest";
import { MARKET_SECRET } from "../testing/market-connector.ts";
import { useMarketServer } from "../testing/market-server.ts";
import { noticeProgram } from "../testing/notice-program.ts";
import { queryAs } from "../testing/query-as.ts";
import { clientAs, otherTenant, statusOf } from "../testing/roles-and-tenants.ts";
import { json } from "../testing/test-server.ts";
import { changes, difference, keptFields } from "./audit.ts";

const server = useMarketServer();
let admin: Client;
beforeAll(async () => {
  admin = new Client({ url: server().url, token: server().token });
  await server().install("51", "anna@bolag.example");
}, 60_000);

/** The entries of an operation, newest first. */
async function entriesOf(operation: string, client = admin) {
  return (await client.ask("listAudit", { query: { operation } })).items;
}

describe("the audit log", () => {
  test("says who changed what, from where, and the fields that differ", async () => {
    await admin.ask("saveTenantSettings", { body: { name: "Exempelkraft", keepDays: 14 } });
    expect(await entriesOf("saveTenantSettings")).toMatchObject([
      {
        ...{ who: "console", role: "admin", origin: "api", about: {} },
        before: { name: "Perennial", keepDays: 30 },
        after: { name: "Exempelkraft", keepDays: 14 },
      },
    ]);
  });

  test("tells the console and the command line from the API, and pages inside the CRM from all", async () => {
    const started = await fetch(new URL("/v1/session", server().url), {
      ...json("POST", { token: server().token }),
    });
    const { bearer } = (await started.json()) as { bearer: string };
    const pause = (headers: Record<string, string>, paused: boolean) =>
      fetch(new URL("/v1/sending", server().url), {
        ...json("POST", { paused }),
        headers: { "content-type": "application/json", ...headers },
      });
    await pause({ authorization: `Bearer ${bearer}` }, true);
    await pause({ authorization: `Bearer ${server().token}`, "x-perennial-from": "cli" }, false);
    expect((await entriesOf("setSending")).map(({ origin }) => origin)).toEqual(["cli", "console"]);
    expect(await entriesOf("startSession")).toMatchObject([{ who: "console", origin: "console" }]);
    const query = "?account=51&user=anna%40bolag.example&lang=sv";
    const body = { until: "2027-01-01T00:00:00.000Z" };
    const owner = await ownerOf("51");
    const known = async () => (await owner.ask("listCustomers")).items.length;
    await expect.poll(known, { timeout: 20_000 }).toBe(1);
    const paused = await server().signed(`/apps/market/v1/customers/c51/pause${query}`, {
      ...{ method: "POST", body },
    });
    expect(paused.status).toBe(200);
    expect(await entriesOf("pauseCustomer", owner)).toMatchObject([
      {
        ...{ who: "anna@bolag.example (market)", origin: "crm-page", about: { customer: "c51" } },
        after: { pausedUntil: body.until },
      },
    ]);
  });

  test("names changes of programs by their versions and states, and has no text of theirs", async () => {
    const files = Object.fromEntries(
      Object.entries(noticeProgram("notice", "with notice")).map(([name, text]) => [
        name,
        name === "program.yaml" ? text : `${text}\nCANARY-TEXT\n`,
      ]),
    );
    await admin.ask("putProgram", { params: { id: "notice" }, body: { files } });
    await admin.ask("setProgram", { params: { id: "notice" }, body: { state: "active" } });
    await admin.ask("setProgram", { params: { id: "notice" }, body: { state: "paused" } });
    expect(await entriesOf("putProgram")).toMatchObject([
      { about: { id: "notice" }, after: { version: 1 } },
    ]);
    expect((await entriesOf("setProgram"))[0]).toMatchObject({
      ...{ before: { state: "active" }, after: { state: "paused" } },
    });
    const { items } = await admin.ask("listAudit", { query: { limit: 500 } });
    expect(JSON.stringify(items)).not.toContain("CANARY-TEXT");
  });

  test("says that a connection's secret was changed and not what it is", async () => {
    const owner = await ownerOf("51");
    const { items } = await owner.ask("listConnections");
    const id = items[0]?.id ?? "";
    const settings = { nameField: "fullname", apiKey: "CANARY-SECRET" };
    await owner.ask("saveConnectionSettings", { params: { id }, body: { settings } });
    const [entry] = await entriesOf("saveConnectionSettings", owner);
    expect(entry).toMatchObject({
      ...{ about: { id, secretsChanged: "•••" }, after: { nameField: "fullname" } },
    });
    const all = JSON.stringify((await owner.ask("listAudit", { query: { limit: 500 } })).items);
    for (const secret of ["CANARY-SECRET", MARKET_SECRET]) expect(all).not.toContain(secret);
  });

  test("has nothing of what was refused or only asked", async () => {
    const before = (await admin.ask("listAudit", { query: { limit: 500 } })).items.length;
    const wrong = { notify: ["anna"] };
    expect(await statusOf(admin.ask("saveTenantSettings", { body: wrong }))).toBe(400);
    const missing = { params: { id: "nobody" }, body: { state: "paused" } } as const;
    expect(await statusOf(admin.ask("setProgram", missing))).toBe(404);
    await admin.ask("listPrograms");
    await admin.ask("checkPlan", { body: { plan: {} } });
    expect((await admin.ask("listAudit", { query: { limit: 500 } })).items).toHaveLength(before);
  });

  test("is looked through by who, what it was about and when, a page at a time", async () => {
    const names = await admin.ask("listAuditNames");
    expect(names.people).toContain("console");
    expect(names.operations).toContainEqual({
      ...{ id: "setProgram", summary: expect.stringMatching(/[a-z]/) },
    });
    const { items } = await admin.ask("listAudit", { query: { about: "NOTICE" } });
    expect(items.every(({ about }) => about.id === "notice")).toBe(true);
    expect(items.length).toBe(3);
    const [first] = items;
    const page = await admin.ask("listAudit", { query: { limit: 1 } });
    expect(page.items).toHaveLength(1);
    const next = await admin.ask("listAudit", { query: { limit: 1, after: page.next ?? "" } });
    expect(next.items[0]?.id).toBeLessThan(page.items[0]?.id ?? 0);
    const early = await admin.ask("listAudit", { query: { until: "2020-01-01T00:00:00.000Z" } });
    expect(early.items).toEqual([]);
    const who = await admin.ask("listAudit", { query: { who: "nobody", from: first?.at } });
    expect(who.items).toEqual([]);
  });

  test("is the administrators', each company's for itself", async () => {
    const marketer = await clientAs(server(), "marketer");
    const other = await clientAs(server(), "admin", await otherTenant(server()));
    for (const id of ["listAudit", "listAuditNames"] as const) {
      expect(await statusOf(marketer.ask(id))).toBe(403);
    }
    expect((await other.ask("listAudit")).items).toEqual([]);
  });

  test("is forgotten after three years, and not before", async () => {
    const { runtime, tenant } = server();
    await queryAs(server(), "update audit_entries set at = now() - interval '1095 days'");
    await forgetOld(runtime, tenant);
    const kept = "select count(*)::int as n from audit_entries";
    expect((await queryAs<{ n: number }>(server(), kept))[0]?.n).toBeGreaterThan(0);
    await queryAs(server(), "update audit_entries set at = now() - interval '1097 days'");
    await forgetOld(runtime, tenant, 2);
    expect(await queryAs(server(), kept)).toEqual([{ n: 0 }]);
  });
});

/** A client of the company whose account it is. */
async function ownerOf(account: string): Promise<Client> {
  const owners = await findAccounts(server().runtime.db, "market", [account]);
  return clientAs(server(), "admin", owners.get(account)?.tenant ?? 0);
}

describe("what is kept of a change", () => {
  test("is the fields that differ", () => {
    const found = difference({ a: 1, b: [1], gone: 1 }, { a: 1, b: [2], fresh: 2 });
    expect(found).toEqual({ before: { b: [1], gone: 1 }, after: { b: [2], fresh: 2 } });
  });

  test("has no secrets, no long texts and nothing deep", () => {
    const kept = keptFields({
      ...{ apiKey: "x", password: "", note: "a".repeat(500), clientSecret: null },
      deep: { a: { b: { c: { d: 1 } } } },
    });
    expect(kept).toMatchObject({ apiKey: "•••", password: "", clientSecret: null });
    expect(String(kept.note)).toHaveLength(201);
    expect(JSON.stringify(kept.deep)).toBe('{"a":{"b":{"c":"…"}}}');
  });

  test("is what every method but get does, unless the operation says otherwise", () => {
    const of = (rest: object) =>
      changes({ method: "post", ...rest } as Parameters<typeof changes>[0]);
    expect([of({}), of({ method: "get" }), of({ changes: false })]).toEqual([true, false, false]);
  });
});
