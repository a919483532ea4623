import { createCatalogue } from "@perennial/lifecycle";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDatabase, type Statement } from "../database/database.ts";
import { asTenant, type TenantTransaction } from "../database/tenant-transaction.ts";
import { addRecords, upsertRecords } from "../record/record-table.ts";
import { AGREEMENTS, CUSTOMERS, INTERACTIONS } from "../record/tables.ts";
import {
  exampleAgreement,
  exampleCustomer,
  exampleInteraction,
} from "../testing/example-records.ts";
import { startTestDatabase, type TestDatabase, type TestTenant } from "../testing/test-database.ts";
import type { CustomerFilter } from "./customer-filter.ts";
import { CUSTOMER_ORDERS, type CustomerOrderBy } from "./customer-order.ts";
import { countFound, findCustomers } from "./find-customers.ts";

const at = { now: "2026-03-02T08:00:00.000Z", today: "2026-03-02", zone: "Europe/Stockholm" };
const asked = { catalogue: createCatalogue(), at, callsSince: "2026-01-01T00:00:00.000Z" };

let database: TestDatabase;
let tenant: TestTenant;
beforeAll(async () => {
  database = await startTestDatabase();
  tenant = await database.newTenant();
  const other = await database.newTenant();
  await tenant.inTenant(fill);
  await other.inTenant(fill);
}, 120_000);
afterAll(() => database.close());

const NAMES = [
  "Örjan Öst",
  "Anna Berg",
  "Åsa Lind",
  "anna Axén",
  "Zoe Ek",
  "Ärla Holm",
  "Anna Berg",
];

async function fill(tx: TenantTransaction): Promise<void> {
  const customers = NAMES.map((name, index) =>
    exampleCustomer({
      ...{ id: `c${index}`, name, tier: index % 2 === 0 ? "gold" : "base" },
      ...{ email: `c${index}@example.se`, mobile: `+4670123456${index}` },
    }),
  );
  await upsertRecords(tx, CUSTOMERS, customers);
  const ends = ["2026-04-01", "2026-03-10", "2026-02-01"];
  await upsertRecords(
    tx,
    AGREEMENTS,
    ends.map((end, index) => exampleAgreement({ id: `a${index}`, customerId: `c${index}`, end })),
  );
  await addRecords(
    tx,
    INTERACTIONS,
    ["2026-02-01T08:00:00.000Z", "2026-02-20T08:00:00.000Z"].map((moment, index) =>
      exampleInteraction({ id: `i${index}`, customerId: `c${index}`, at: moment }),
    ),
  );
  await tx.run(sql`
    insert into standings (tenant_id, customer_id, as_of, value, churn, risk, flow)
    select ${tx.tenant}, 'c' || n, '2026-03-01', n * 100, n / 10.0, 'low', 'active' from generate_series(0, 3) n`);
}

const idsBy = async (
  by: CustomerOrderBy,
  how: {
    readonly filter?: CustomerFilter;
    readonly descending?: boolean;
    readonly limit?: number;
  } = {},
): Promise<readonly string[]> => {
  const { filter = {}, descending = false, limit = 50 } = how;
  const ids: string[] = [];
  for (let after: string | null | undefined; after !== null; ) {
    const query = { ...asked, filter, order: { by, descending }, limit };
    const page = await tenant.inTenant((tx) =>
      findCustomers(tx, { ...query, after: after ?? undefined }),
    );
    ids.push(...page.items.map(({ id }) => id));
    after = page.next;
  }
  return ids;
};
const found = (filter: CustomerFilter) => idsBy("name", { filter });
const count = (filter: CustomerFilter, bound = 100) =>
  tenant.inTenant((tx) => countFound(tx, { ...asked, filter }, bound));

describe("an order", () => {
  it("of names is that of the Swedish alphabet, whichever way they are written", async () => {
    expect(await idsBy("name")).toEqual(["c3", "c1", "c6", "c4", "c2", "c5", "c0"]);
  });

  it("puts who has nothing to be put in order by last, both ways", async () => {
    expect(await idsBy("value")).toEqual(["c0", "c1", "c2", "c3", "c4", "c5", "c6"]);
    const down = await idsBy("value", { descending: true });
    expect(down.slice(0, 4)).toEqual(["c3", "c2", "c1", "c0"]);
    expect((await idsBy("next-end")).slice(0, 2)).toEqual(["c1", "c0"]);
    expect((await idsBy("last-contact", { descending: true })).slice(0, 2)).toEqual(["c1", "c0"]);
    expect((await idsBy("risk", { descending: true })).slice(0, 2)).toEqual(["c3", "c2"]);
  });

  it.each(CUSTOMER_ORDERS)("by %s is walked once from end to end by its pages", async (by) => {
    for (const descending of [false, true]) {
      const whole = await idsBy(by, { descending });
      expect(whole).toHaveLength(NAMES.length);
      expect(await idsBy(by, { descending, limit: 2 })).toEqual(whole);
    }
  });

  it("begins anew with a cursor that is none of its own", async () => {
    const bad = ["x", Buffer.from('["value","1; drop","c1"]').toString("base64url")];
    for (const after of bad) {
      const order = { by: "value", descending: false } as const;
      const query = { ...asked, filter: {}, order, after, limit: 50 };
      const page = await tenant.inTenant((tx) => findCustomers(tx, query));
      expect(page.items).toHaveLength(NAMES.length);
    }
  });
});

describe("a filter", () => {
  it("finds words of a name in any order, and parts of an address", async () => {
    expect(await found({ search: "berg ANNA" })).toEqual(["c1", "c6"]);
    expect(await found({ search: "åsa" })).toEqual(["c2"]);
    expect(await found({ search: "C4@EXAMPLE" })).toEqual(["c4"]);
    expect(await found({ search: "c5" })).toEqual(["c5"]);
    expect(await found({ search: "%" })).toEqual([]);
    expect(await found({ search: "  " })).toHaveLength(NAMES.length);
  });

  it.each(["070-123 45 62", "+46 (0)70 123 45 62", "0046701234562", "701234562"])(
    "finds the number %s however it is written",
    async (search) => {
      expect(await found({ search })).toEqual(["c2"]);
    },
  );

  it("finds by tier, by place in the flow, by the end of an agreement and by a condition", async () => {
    expect(await found({ tiers: ["gold"], flows: ["active"] })).toEqual(["c2", "c0"]);
    expect(await found({ endsWithinDays: 8 })).toEqual(["c1"]);
    expect(await found({ endsWithinDays: 60 })).toEqual(["c1", "c0"]);
    const condition = { field: "standing.value", is: "at-least", value: 200 } as const;
    expect(await found({ condition })).toEqual(["c3", "c2"]);
    expect(await found({ condition, search: "lind" })).toEqual(["c2"]);
    expect(await found({ hasCall: true })).toEqual([]);
    expect(await found({ programs: ["renewal"] })).toEqual([]);
  });

  it("counts to its bound and says where there are more", async () => {
    expect(await count({})).toBe(NAMES.length);
    expect(await count({ search: "anna" })).toBe(3);
    expect(await count({}, 3)).toBe(4);
  });
});

describe("a page by name", () => {
  it("is read from the index of names, however many there are", async () => {
    const big = await database.newTenant();
    await big.inTenant((tx) =>
      tx.run(sql`
        insert into customers (tenant_id, id, kind, name, locale, updated_at)
        select ${tx.tenant}, 'c' || n, 'person', 'Namn ' || n, 'sv', ${at.now} from generate_series(1, 20000) n`),
    );
    await sql`vacuum analyze customers`.execute(database.db);
    const statements: Statement[] = [];
    const watched = openDatabase({
      ...{ url: database.url(), connections: 1 },
      onStatement: (statement) => statements.push(statement),
    });
    const order = { by: "name", descending: false } as const;
    const plan = await asTenant(watched, big.id, async (tx) => {
      const first = await findCustomers(tx, { ...asked, filter: {}, order, limit: 50 });
      await findCustomers(tx, { ...asked, filter: {}, order, limit: 50, after: first.next ?? "" });
      const last = statements.findLast(({ sql: text }) => text.includes("page as materialized"));
      return explained(tx, last);
    });
    await watched.destroy();
    expect(plan).toContain("Index Only Scan using customers_name");
    expect(plan).not.toContain("Seq Scan");
  });

  async function explained(tx: TenantTransaction, statement: Statement | undefined) {
    const parts = (statement?.sql ?? "").split(/\$\d+/);
    const parameters = [...(statement?.sql ?? "").matchAll(/\$(\d+)/g)].map(
      ([, number]) => statement?.parameters[Number(number) - 1],
    );
    const text = parts.flatMap((part, index) => [
      sql.raw(part),
      index < parameters.length ? sql.lit(parameters[index]) : sql``,
    ]);
    const rows = await tx.rows(sql<{ "QUERY PLAN": string }>`explain ${sql.join(text, sql``)}`);
    return rows.map((row) => row["QUERY PLAN"]).join("\n");
  }
});

describe("a row", () => {
  it("holds what a list shows of a customer", async () => {
    const order = { by: "name", descending: false } as const;
    const query = { ...asked, filter: { search: "c0" }, order, limit: 1 };
    const { items } = await tenant.inTenant((tx) => findCustomers(tx, query));
    expect(items).toMatchObject([
      {
        ...{ id: "c0", name: "Örjan Öst", value: 0, risk: "low", flow: "active", hasCall: false },
        ...{ nextEnd: "2026-04-01", lastContact: "2026-02-01T08:00:00.000Z", programs: [] },
      },
    ]);
  });
});
