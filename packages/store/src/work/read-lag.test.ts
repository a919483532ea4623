import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDatabase, type Statement } from "../database/database.ts";
import { asSystem } from "../database/tenant-transaction.ts";
import { setDemoClock } from "../tenant/tenant.ts";
import { fillTenant } from "../testing/fill-tenant.ts";
import { copyMany } from "../testing/many-rows.ts";
import {
  MONDAY,
  startTestDatabase,
  type TestDatabase,
  TUESDAY,
  WEDNESDAY,
} from "../testing/test-database.ts";
import { readLag } from "./read-lag.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase();
}, 60_000);
afterAll(() => database.close());

const NOTHING = { enrolment: null, effect: null, delivery: null };

describe("how far the loops are behind", () => {
  it("is told of the oldest of all tenants, as far as it is due", async () => {
    expect(await readLag(database.db, WEDNESDAY)).toEqual(NOTHING);
    const tenants = [await database.newTenant(), await database.newTenant()];
    for (const [at, { inTenant }] of tenants.entries()) {
      await inTenant(fillTenant);
      const moment = [TUESDAY, MONDAY][at];
      await inTenant(async (tx) => {
        await tx.run(sql`update enrolments set wake_at = ${moment} where wake_at is not null`);
        await tx.run(sql`update outbox set due_at = ${moment} where due_at is not null`);
        await tx.run(sql`update inbox set received_at = ${moment}`);
      });
    }
    const found = await readLag(database.db, WEDNESDAY);
    expect(found).toEqual({ enrolment: MONDAY, effect: MONDAY, delivery: MONDAY });
    // What waits for a time is not behind; a delivery waits for nothing.
    const early = await readLag(database.db, "2026-01-01T00:00:00.000Z");
    expect(early).toEqual({ ...NOTHING, delivery: MONDAY });
    for (const { id } of tenants) await setDemoClock(database.db, id, MONDAY);
    expect(await readLag(database.db, WEDNESDAY)).toEqual(NOTHING);
  });

  it("is read at the heads of indexes, however many rows there are", {
    timeout: 120_000,
  }, async () => {
    const { inTenant } = await database.newTenant();
    await inTenant(async (tx) => {
      await fillTenant(tx);
      await copyMany(tx, 500);
    });
    await sql`vacuum analyze`.execute(database.db);
    const statements: Statement[] = [];
    const onStatement = (statement: Statement) => statements.push(statement);
    const watched = openDatabase({ url: database.url(), connections: 1, onStatement });
    await readLag(watched, WEDNESDAY);
    const [statement] = statements.filter(({ sql: text }) => text.includes("lateral"));
    const text = statement?.sql.replaceAll(/\$\d/g, `'${WEDNESDAY}'`) ?? "";
    const plans = await asSystem(watched, (tx) =>
      tx.rows(sql`${sql.raw(`explain (format json) ${text}`)}`),
    );
    await watched.destroy();
    const plan = JSON.stringify(plans);
    for (const index of ["enrolments_due", "outbox_due", "inbox_waiting"]) {
      expect(plan).toContain(`"Index Name":"${index}"`);
    }
    expect(plan.match(/"Node Type":"Seq Scan"[^{}]*"Relation Name":"(?!tenants)/)).toBeNull();
  });
});
