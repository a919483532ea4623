import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import { upsertRecords } from "../record/record-table.ts";
import { AGREEMENTS, CUSTOMERS } from "../record/tables.ts";
import { exampleAgreement, exampleCustomer } from "../testing/example-records.ts";
import { fillTenant, MARK } from "../testing/fill-tenant.ts";
import {
  MONDAY,
  startTestDatabase,
  type TestDatabase,
  TUESDAY,
  WEDNESDAY,
} from "../testing/test-database.ts";
import { type CallerClues, findCallers, readCallers } from "./find-callers.ts";
import { noteCalls } from "./note-calls.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase();
}, 60_000);
afterAll(() => database.close());

const reach = { now: TUESDAY, offersSince: MONDAY, callsSince: MONDAY, onSince: MONDAY };
const idsOf = async (tx: TenantTransaction, clues: CallerClues) =>
  (await findCallers(tx, clues, reach)).map(({ customer }) => customer.id).sort();

describe("who may be calling", () => {
  it("is found by a mobile or a fixed number, by ids in either case, and by a former id", async () => {
    const { inTenant } = await database.newTenant();
    await inTenant(async (tx) => {
      await upsertRecords(tx, CUSTOMERS, [
        exampleCustomer({ id: "K-1", mobile: "+46701234567" }),
        exampleCustomer({ id: "K-2", phone: "+46701234567" }),
        exampleCustomer({ id: "K-3", mobile: "+46709999999" }),
      ]);
      await upsertRecords(tx, AGREEMENTS, [exampleAgreement({ id: "A-10", customerId: "K-3" })]);
      await tx.run(sql`insert into merges values (${tx.tenant}, 'OLD-3', 'K-3', ${MONDAY})`);
    });
    await inTenant(async (tx) => {
      expect(await idsOf(tx, { phone: "+46701234567" })).toEqual(["K-1", "K-2"]);
      expect(await idsOf(tx, { entered: " k-3 " })).toEqual(["K-3"]);
      expect(await idsOf(tx, { entered: "A-10" })).toEqual(["K-3"]);
      expect(await idsOf(tx, { entered: "OLD-3" })).toEqual(["K-3"]);
      expect(await idsOf(tx, { phone: "+4681111111" })).toEqual([]);
      expect(await idsOf(tx, {})).toEqual([]);
    });
  });

  it("comes with all that is known, in one query and as the records have it", async () => {
    const { inTenant } = await database.newTenant();
    await inTenant(fillTenant);
    const [found] = await inTenant((tx) => findCallers(tx, { customer: "c1" }, reach));
    expect(found?.customer).toMatchObject({ id: "c1", name: MARK, customerSince: "2019-05-01" });
    expect(found?.customer.updatedAt).toMatch(/\.\d{3}Z$/);
    expect(found?.agreements.map(({ id }) => id).sort()).toEqual(["a1", "a2"]);
    expect(found?.consents[0]).not.toHaveProperty("topic");
    expect(found).toMatchObject({
      promises: [{ id: "P1", notBefore: MONDAY, settledAt: null }],
      notes: [{ callId: "C1", at: TUESDAY, text: MARK }],
      callsOn: [{ id: "C1", startedAt: TUESDAY }],
      openCalls: [{ command: { kind: "put-call" } }],
    });
    expect(found?.enrolments.length).toBeGreaterThan(0);
  });

  it("is known as well when many are read at once, each once", async () => {
    const { inTenant } = await database.newTenant();
    const names = Array.from({ length: 30 }, (_, at) => `K-${at}`);
    await inTenant(async (tx) => {
      await fillTenant(tx);
      const others = names.map((id) => exampleCustomer({ id }));
      await upsertRecords(tx, CUSTOMERS, others);
    });
    await inTenant(async (tx) => {
      const all = await readCallers(tx, ["c1", ...names, "nobody", "c1"], reach);
      expect(all.map(({ customer }) => customer.id).sort()).toEqual(["c1", ...names].sort());
      const [found] = await findCallers(tx, { customer: "c1" }, reach);
      expect(all.find(({ customer }) => customer.id === "c1")).toEqual(found);
    });
  });

  it("is told what an agent offered in a call as an offer", async () => {
    const { inTenant } = await database.newTenant();
    await inTenant(async (tx) => {
      await upsertRecords(tx, CUSTOMERS, [exampleCustomer({ id: "K-1" })]);
      const opportunity = { name: "Fast pris", offer: "fixed", amount: 129_900, sold: true };
      await noteCalls(tx, [{ id: "C1", customerId: "K-1", startedAt: TUESDAY, opportunity }]);
    });
    const [found] = await inTenant((tx) => findCallers(tx, { customer: "K-1" }, reach));
    expect(found?.offers).toEqual([
      { offerId: "fixed", at: TUESDAY, channel: "phone", program: null, programVersion: null },
    ]);
  });
});

describe("a call that is told bit by bit", () => {
  it("keeps what was known, the earliest moments and the most hand-overs", async () => {
    const { inTenant } = await database.newTenant();
    const row = await inTenant(async (tx) => {
      await noteCalls(tx, [
        { id: "C1", phone: "+46701234567", direction: "out", team: "avtal", startedAt: TUESDAY },
      ]);
      await noteCalls(tx, [
        { id: "C1", customerId: "K-1", startedAt: WEDNESDAY, endedAt: WEDNESDAY, transfers: 2 },
      ]);
      await noteCalls(tx, [{ id: "C1", outcome: "reached", startedAt: WEDNESDAY, transfers: 1 }]);
      const [found] = await tx.rows(sql`
        select customer_id as "customerId", direction, team, started_at as "startedAt", ended_at as "endedAt",
          transfers, outcome from phone_calls where tenant_id = ${tx.tenant}`);
      return found;
    });
    expect(row).toEqual({
      ...{ customerId: "K-1", direction: "out", team: "avtal", startedAt: TUESDAY },
      ...{ endedAt: WEDNESDAY, transfers: 2, outcome: "reached" },
    });
  });
});
