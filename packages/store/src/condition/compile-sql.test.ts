import { Customer } from "@perennial/contract";
import { type Condition, ConditionError, createCatalogue } from "@perennial/lifecycle";
import fc from "fast-check";
import { type RawBuilder, sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import { columnOfField } from "./column-of-field.ts";
import { compileSql } from "./compile-sql.ts";
import { agreementSource, customerSource } from "./source.ts";
import { arbitraryCondition } from "./testing/arbitrary-condition.ts";
import {
  answerInSql,
  askedAt,
  type ConditionDatabase,
  replaceBase,
  startConditionDatabase,
} from "./testing/condition-database.ts";

const catalogue = createCatalogue({
  declared: {
    "customer.attributes.area": "text",
    "customer.attributes.score": "number",
    "customer.attributes.club": "boolean",
    "customer.attributes.birthday": "date",
    "agreement.attributes.score": "number",
    "enrolment.offer": "text",
  },
});
const at = askedAt("2026-03-22T11:30:00.000Z", "Europe/Stockholm");
const EMPTY = {
  customers: [],
  agreements: [],
  purchases: [],
  interactions: [],
  invitations: [],
  standings: new Map(),
};

let database: ConditionDatabase;
beforeAll(async () => {
  database = await startConditionDatabase();
}, 60_000);
afterAll(() => database.close());

function compiled(condition: Condition): RawBuilder<boolean> {
  return compileSql(condition, catalogue, at);
}

describe("the SQL of a condition", () => {
  test("takes every value as a parameter", async () => {
    const value = "'; drop table customers; --";
    const condition: Condition = {
      all: [
        { field: "customer.name", is: "one-of", value: [value] },
        { field: "customer.attributes.area", is: "contains", value },
        {
          count: "purchases",
          is: "more-than",
          value: 7,
          where: [{ field: "category", is: "equals", value }],
        },
      ],
    };
    await database.asTenant(async (tx) => {
      const rows = await tx.rows(
        sql`select 1 from ${customerSource()} where ${compiled(condition)}`,
      );
      expect(rows).toEqual([]);
    });
    const nodes = JSON.stringify(compiled(condition).toOperationNode(), (key, part) => {
      return key === "parameters" || key === "value" ? undefined : part;
    });
    expect(nodes).not.toContain("drop table");
  });

  test("has the number of a setting that is named", () => {
    const set = createCatalogue({ settings: { milestone: 100 } });
    const sqlOf = (value: number | { readonly setting: string }) =>
      JSON.stringify(
        compileSql({ count: "purchases", is: "at-least", value }, set, at).toOperationNode(),
      );
    expect(sqlOf({ setting: "milestone" })).toBe(sqlOf(100));
    expect(() => sqlOf({ setting: "other" })).toThrow('There is no setting "other" here.');
  });

  test("refuses what no row of a base has", () => {
    expect(() => compiled({ field: "enrolment.offer", is: "is-set" })).toThrow(ConditionError);
    expect(() => compiled({ field: "enrolment.offer", is: "is-set" })).toThrow(
      "There is no enrolment here",
    );
  });

  test("lets the index of end dates be used", async () => {
    const condition = compiled({ field: "agreement.end", is: "on-or-before", value: "today+P90D" });
    const plan = await database.asTenant(async (tx) => {
      await tx.run(sql`set local enable_seqscan = off`);
      return tx.rows(sql<{ "QUERY PLAN": string }>`
        explain select a.id from ${agreementSource({ renewal: false })}
        where a.tenant_id = ${tx.tenant} and ${condition}`);
    });
    const text = plan.map((row) => row["QUERY PLAN"]).join("\n");
    expect(text).toMatch(/agreements_end/);
    expect(text).toMatch(/Index Cond:.*ends_on <= /);
  });

  test("finds every field of the catalogue in a column that exists", async () => {
    const stored = [...catalogue.fields.values()].filter(
      ({ path, type }) => !path.startsWith("enrolment.") && type !== "set",
    );
    const figures = [...catalogue.purchases.values(), ...catalogue.interactions.values()];
    const values = [...stored, ...figures].map((field) => columnOfField(field).value);
    await database.asTenant(async (tx) => {
      await tx.rows(sql`
        select ${sql.join(values)} from ${agreementSource()}, purchases p, interactions i`);
    });
  });
});

describe("no stored data makes it fail", () => {
  const everyTest = [...catalogue.fields.values()]
    .filter(({ path }) => !path.startsWith("enrolment."))
    .flatMap(({ path }): Condition[] => [
      { field: path, is: "is-set" },
      { not: { field: path, is: "is-empty" } },
    ]);
  const sample = fc.sample(arbitraryCondition(catalogue), { seed: 20261122, numRuns: 600 });

  test("not lists for attributes, endless dates, the largest numbers or what is no number", async () => {
    const answers = await database.asTenant(async (tx) => {
      await replaceBase(tx, EMPTY);
      await insertHostile(tx);
      const found: (readonly boolean[])[] = [];
      for (let from = 0; from < sample.length; from += 100) {
        const conditions = [...everyTest, ...sample.slice(from, from + 100)];
        found.push(...(await answerInSql(tx, { conditions, catalogue, at })).values());
      }
      return found;
    });
    expect(answers.length).toBeGreaterThan(0);
    expect(new Set(answers.flat())).toEqual(new Set([true, false]));
  });
});

async function insertHostile(tx: TenantTransaction): Promise<void> {
  const attributes = [
    "[]",
    '"text"',
    "null",
    "1e400",
    '{"score": 1e400, "area": {"a": []}, "club": "true", "birthday": 20260101}',
    '{"score": -1e-400, "area": "\\t", "club": null, "birthday": "0000-99-99"}',
    '{"score": 0.1000000000000000055511151231257827, "birthday": "infinity"}',
  ];
  for (const [index, json] of attributes.entries()) {
    const id = `K-${index}`;
    await tx.run(sql`
      insert into customers (tenant_id, id, kind, name, locale, paused_until, customer_since, attributes, updated_at)
      values (${tx.tenant}, ${id}, '', '', '', ${index % 2 ? "infinity" : "-infinity"},
              ${index % 2 ? "4713-01-01 BC" : "infinity"}, ${json}, '4713-01-01 BC')`);
    await tx.run(sql`
      insert into agreements (tenant_id, id, customer_id, party, product, kind, status, starts_on, ends_on,
                              notice_days, yearly_value, currency, attributes, updated_at)
      values (${tx.tenant}, ${`A-${index}`}, ${id}, '', '', '', '', '-infinity', 'infinity',
              -2147483648, 9223372036854775807, '', ${json}, 'infinity')`);
  }
  for (const [index, quantity] of [
    "NaN",
    "Infinity",
    "-Infinity",
    "1.7976931348623157e308",
  ].entries()) {
    await tx.run(sql`
      insert into purchases (tenant_id, id, customer_id, at, amount, currency, quantity, discount)
      values (${tx.tenant}, ${`P-${index}`}, ${`K-${index % 2}`}, '2026-01-01', 9223372036854775807, '',
              ${quantity}, -9223372036854775808)`);
  }
}

describe("what a condition is asked of", () => {
  const anyone: Condition = { field: "customer.id", is: "is-set" };

  async function ids(tx: TenantTransaction, from: RawBuilder<unknown>, condition: Condition) {
    const rows = await tx.rows(sql<{ id: string }>`
      select c.id from ${from} where c.tenant_id = ${tx.tenant} and ${compiled(condition)} order by c.id`);
    return rows.map(({ id }) => id);
  }

  test("leaves out deleted customers and their agreements", async () => {
    await database.asTenant(async (tx) => {
      await replaceBase(tx, { ...EMPTY, customers: [customer("K-1"), customer("K-2")] });
      await tx.run(sql`update customers set deleted_at = now() where id = 'K-1'`);
      await insertAgreements(tx, ["K-1", "K-2"]);
      expect(await ids(tx, customerSource(), anyone)).toEqual(["K-2"]);
      expect(await ids(tx, agreementSource(), anyone)).toEqual(["K-2"]);
    });
  });

  test("has no agreement when it is customers, and no renewal where none is looked for", async () => {
    const unknown: Condition = {
      all: [
        { field: "agreement.id", is: "is-empty" },
        { field: "renewal.end", is: "not-equals", value: "today" },
      ],
    };
    await database.asTenant(async (tx) => {
      await replaceBase(tx, { ...EMPTY, customers: [customer("K-1")] });
      await insertAgreements(tx, ["K-1"]);
      expect(await ids(tx, customerSource(), unknown)).toEqual(["K-1"]);
      expect(await ids(tx, agreementSource({ renewal: false }), unknown)).toEqual([]);
      const unrenewed: Condition = { field: "renewal.id", is: "is-empty" };
      expect(await ids(tx, agreementSource({ renewal: false }), unrenewed)).toEqual(["K-1"]);
    });
  });
});

function customer(id: string): Customer {
  return Customer.parse({ id, name: id, updatedAt: "2026-01-01T00:00:00.000Z" });
}

async function insertAgreements(
  tx: TenantTransaction,
  customers: readonly string[],
): Promise<void> {
  for (const id of customers) {
    await tx.run(sql`
      insert into agreements (tenant_id, id, customer_id, party, product, kind, status, starts_on, currency, updated_at)
      values (${tx.tenant}, ${`A-${id}`}, ${id}, 'own', 'el', 'fixed', 'active', '2026-01-01', 'SEK', '2026-01-01')`);
  }
}
