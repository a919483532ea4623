import { randomBytes } from "node:crypto";
import { Agreement, type Signal } from "@perennial/contract";
import {
  AGREEMENTS,
  addRecords,
  INTERACTIONS,
  issueVouchers,
  PURCHASES,
  readConsents,
  upsertRecords,
} from "@perennial/store";
import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { deliver } from "../deliver/deliver.ts";
import { later } from "../deliver/later.ts";
import { useTestDatabase } from "../deliver/testing/test-database.ts";
import { testProvider } from "../deliver/testing/test-provider.ts";
import { sms, type TestWorld, testWorld } from "../deliver/testing/test-world.ts";
import { applySignals } from "../ingest/apply-signals.ts";
import { customerOf, MONDAY } from "../testing/test-runtime.ts";
import { survivorsOf } from "./merge-told.ts";

const database = useTestDatabase();

function merged(customerId: string, into: string): Extract<Signal, { type: "customer.merged" }> {
  return { id: `m:${customerId}:${into}`, at: MONDAY, type: "customer.merged", customerId, into };
}

async function world() {
  const provider = testProvider({ id: "sms", commands: ["send-sms"] });
  return { provider, ...(await testWorld(database(), [provider])) };
}

const tell = ({ context, tenant, ...of }: TestWorld, ...signals: readonly Signal[]) =>
  of.in((tx) => applySignals(context, tx, { tenant, signals }));

const enrolments = (of: TestWorld) =>
  of.query<object>(
    `select customer_id as customer, key, round, ended, end_reason as reason from enrolments order by id`,
  );

describe("two customers that are one and the same person", () => {
  test("become one: everything that is known of the merged-away belongs to the survivor", async () => {
    const of = await world();
    await of.enrol("old");
    await of.enrol("new");
    const at = MONDAY;
    const money = { amount: 100, currency: "SEK", quantity: 1, discount: 0 };
    const said = { kind: "message", direction: "in", channel: "sms", text: "Hej" } as const;
    await of.in((tx) => addRecords(tx, PURCHASES, [{ id: "p1", customerId: "old", at, ...money }]));
    await of.in((tx) =>
      addRecords(tx, INTERACTIONS, [{ id: "i1", customerId: "old", at, ...said }]),
    );
    await of.query(`insert into referrals (tenant_id, id, customer_id, friend_id, status, at, updated_at)
      values (${of.tenant.id}, 'f1', 'old', 'x', 'sent', now(), now()),
        (${of.tenant.id}, 'f2', 'x', 'old', 'sent', now(), now())`);
    await of.query(`insert into standings (tenant_id, customer_id, as_of)
      values (${of.tenant.id}, 'old', '2026-01-01')`);
    await tell(of, merged("old", "new"));
    expect(await of.query("select customer_id, friend_id from referrals order by id")).toEqual([
      { customer_id: "new", friend_id: "x" },
      { customer_id: "x", friend_id: "new" },
    ]);
    for (const table of [
      "standings",
      "agreements",
      "purchases",
      "interactions",
      "decisions",
      "outbox",
      "sends",
    ]) {
      const left = await of.query(`select 1 from ${table} where customer_id = 'old'`);
      expect([table, left]).toEqual([table, []]);
    }
    const [gone] = await of.query<object>(
      "select name, mobile, email, deleted_at is not null as deleted from customers where id = 'old'",
    );
    expect(gone).toEqual({ name: "", mobile: null, email: null, deleted: true });
    const before = await of.query("select to_jsonb(e) from enrolments e order by id");
    await tell(of, merged("old", "new"));
    expect(await of.query("select to_jsonb(e) from enrolments e order by id")).toEqual(before);
  });

  test("in one program by the same key go on as the one that entered first; the other ends with the reason", async () => {
    const of = await world();
    const first = await of.enrol("old");
    const second = await of.enrol("new");
    await of.query("update enrolments set key = customer_id, agreement_id = null");
    await of.query(`update enrolments set entered_at = '2026-01-01' where id = ${first}`);
    await of.ask(second, sms());
    await of.ask(first, sms());
    await tell(of, merged("old", "new"));
    expect(await enrolments(of)).toEqual([
      { customer: "new", key: "new", round: 1, ended: false, reason: null },
      { customer: "new", key: "new", round: 0, ended: true, reason: "customer.merged" },
    ]);
    expect(await of.outbox("state || ' ' || coalesce(reason, '')")).toEqual([
      "pending ",
      "skipped customer.merged",
    ]);
    const told = await of.query(
      "select kind, reason, customer_id as customer from decisions order by id",
    );
    expect(told).toEqual([
      { kind: "ended", reason: "customer.merged", customer: "new" },
      { kind: "withdrawn", reason: "customer.merged", customer: "new" },
    ]);
  });

  test("have the points and vouchers of both", async () => {
    const of = await world();
    for (const id of ["old", "new"]) {
      await of.enrol(id);
      await of.in(async (tx) => {
        await tx.run(sql`
          insert into points_entries (tenant_id, customer_id, kind, ref, points, on_day, recorded_at)
          values (${tx.tenant}, ${id}, 'earn', ${`p-${id}`}, 10, '2026-01-01', ${MONDAY})`);
        const days = { issuedOn: "2026-01-01", from: "2026-01-01" };
        await issueVouchers(tx, { ...days, offer: "two", batch: id, to: [id] }, randomBytes);
      });
    }
    await tell(of, merged("old", "new"));
    for (const table of ["points_entries", "vouchers"]) {
      const owners = await of.query(`select customer_id as id from ${table}`);
      expect([table, owners]).toEqual([table, [{ id: "new" }, { id: "new" }]]);
    }
  });

  test("about different agreements stay in the program with each", async () => {
    const of = await world();
    await of.enrol("old");
    await of.enrol("new");
    await tell(of, merged("old", "new"));
    expect(await enrolments(of)).toMatchObject([
      { customer: "new", ended: false },
      { customer: "new", ended: false },
    ]);
  });

  test("are written to at the survivor's address, with what has not left yet", async () => {
    const of = await world();
    const enrolment = await of.enrol("old", { mobile: "+46700000001" });
    await of.enrol("new", { mobile: "+46700000002" });
    of.provider.fate = () => "busy";
    await of.ask(enrolment, sms());
    await deliver(of.context, of.tenant);
    await tell(of, merged("old", "new"));
    of.provider.fate = () => "accept";
    of.clock.moveTo(later(MONDAY, 60_000));
    await deliver(of.context, of.tenant);
    expect(of.provider.taken).toMatchObject([{ to: "+46700000002", customerId: "new" }]);
  });

  test("have what one of them withdrew withdrawn, though the other gave it later", async () => {
    const of = await world();
    await of.enrol("old");
    await of.enrol("new");
    await of.consent("old", { state: "withdrawn", at: "2026-01-02T00:00:00.000Z" });
    await of.consent("new", { state: "given", at: "2026-02-01T00:00:00.000Z" });
    await of.consent("old", { channel: "email", state: "given" });
    await tell(of, merged("old", "new"));
    const consents = await of.in((tx) => readConsents(tx, ["new", "old"]));
    expect(consents.has("old")).toBe(false);
    const last = consents.get("new")?.at(-1);
    expect(last).toMatchObject({ channel: "sms", state: "withdrawn", at: MONDAY, source: "merge" });
    const byMail = consents.get("new")?.filter(({ channel }) => channel === "email");
    expect(byMail).toMatchObject([{ state: "given" }]);
  });

  test("of whom the survivor is not known yet leave it as a copy of the other", async () => {
    const of = await world();
    await of.enrol("old", { mobile: "+46700000001" });
    await tell(of, merged("old", "fresh"));
    const [copy] = await of.query("select mobile, deleted_at from customers where id = 'fresh'");
    expect(copy).toEqual({ mobile: "+46700000001", deleted_at: null });
  });

  test("that had the same mail of the month once each keep both in the ledger", async () => {
    const of = await world();
    const ids = [await of.enrol("old"), await of.enrol("new"), await of.enrol("older")];
    for (const [index, id] of ids.entries()) {
      const customer = ["old", "new", "older"][index];
      await of.query(
        `insert into sends values (${of.tenant.id}, '${customer}', ${id}, 1, now(), 'email', 'marketing', null,
          'a@example.se', 'consent', 'letters', 'hello', '2026-03', 'accepted')`,
      );
    }
    await tell(of, merged("old", "new"), merged("older", "new"));
    expect(
      await of.query("select customer_id, occurrence from sends order by enrolment_id"),
    ).toEqual([
      { customer_id: "new", occurrence: null },
      { customer_id: "new", occurrence: "2026-03" },
      { customer_id: "new", occurrence: null },
    ]);
  });

  test("told together with a new record of the survivor come out the same", async () => {
    const of = await world();
    await of.enrol("old");
    await of.enrol("new");
    const agreement = Agreement.parse({
      ...{ id: "x", customerId: "old", product: "Fast", kind: "fixed", start: "2025-06-01" },
      updatedAt: MONDAY,
    });
    await of.in((tx) => upsertRecords(tx, AGREEMENTS, [agreement]));
    const changed = { ...agreement, customerId: "new", updatedAt: later(MONDAY, 1) };
    await tell(
      of,
      { id: "a", at: MONDAY, type: "agreement.changed", agreement: changed },
      merged("old", "new"),
    );
    expect(await of.query("select customer_id from agreements where id = 'x'")).toEqual([
      { customer_id: "new" },
    ]);
  });
});

const buys = (id: string, customerId: string): Signal => {
  const money = { amount: 100, currency: "SEK", quantity: 1, discount: 0 };
  return {
    id,
    at: MONDAY,
    type: "purchase.made",
    purchase: { id, customerId, at: MONDAY, ...money },
  };
};
const buyers = (of: TestWorld) =>
  of.query("select id, customer_id as buyer from purchases order by id");

describe("merges that follow each other", () => {
  test("end on the last survivor though the later one was told first, in another batch", async () => {
    const of = await world();
    await of.enrol("a");
    await tell(of, buys("p1", "a"));
    await tell(of, merged("b", "c"));
    await tell(of, merged("a", "b"));
    expect(await buyers(of)).toEqual([{ id: "p1", buyer: "c" }]);
    expect(await enrolments(of)).toMatchObject([{ customer: "c", ended: false }]);
  });

  test("take what is told of a merged-away record afterwards to the survivor, and no copy of the record", async () => {
    const of = await world();
    await of.enrol("a");
    await tell(of, merged("a", "b"));
    await tell(of, merged("b", "c"));
    const customer = customerOf({ id: "a", name: "Anna", updatedAt: later(MONDAY, 1) });
    await tell(of, buys("p2", "a"), buys("p3", "b"), {
      ...{ id: "copy", at: MONDAY, type: "customer.changed", customer },
    });
    expect(await buyers(of)).toEqual([
      { id: "p2", buyer: "c" },
      { id: "p3", buyer: "c" },
    ]);
    expect(await of.query("select name from customers where id = 'a'")).toEqual([{ name: "" }]);
  });

  test("in a circle of two batches leave what was told first as it is", async () => {
    const of = await world();
    await of.enrol("a");
    await of.enrol("b");
    await tell(of, merged("a", "b"));
    await tell(of, merged("b", "a"));
    expect(await enrolments(of)).toMatchObject([{ customer: "b" }, { customer: "b" }]);
    expect(await of.query("select from_id, into_id from merges")).toEqual([
      { from_id: "a", into_id: "b" },
    ]);
  });
});

test("merges that follow each other lead to the last survivor, and what would close a circle is left out", () => {
  expect(survivorsOf([merged("a", "b"), merged("b", "c"), merged("x", "x")])).toEqual([
    { from: "a", into: "c" },
    { from: "b", into: "c" },
  ]);
  expect(survivorsOf([merged("a", "b"), merged("b", "a")])).toEqual([{ from: "a", into: "b" }]);
  const known = new Map([["b", "c"]]);
  expect(survivorsOf([merged("a", "b"), merged("c", "a")], known)).toEqual([
    { from: "a", into: "c" },
  ]);
});
