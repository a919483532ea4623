import { randomBytes } from "node:crypto";
import type { Signal } from "@perennial/contract";
import {
  addRecords,
  INTERACTIONS,
  issueVouchers,
  PURCHASES,
  recordSignals,
  redeemVoucher,
  storeDelivery,
} from "@perennial/store";
import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { deliver } from "../deliver/deliver.ts";
import { useTestDatabase } from "../deliver/testing/test-database.ts";
import { testProvider } from "../deliver/testing/test-provider.ts";
import { call, sms, testWorld } from "../deliver/testing/test-world.ts";
import { applySignals } from "../ingest/apply-signals.ts";
import { customerOf, MONDAY } from "../testing/test-runtime.ts";
import { SealedVault, VAULT_KEY_BYTES } from "../vault/sealed-vault.ts";

const database = useTestDatabase();
const NUMBER = "+46701112233";
const EMAIL = "planted@example.se";
/** A person who is known by this alone. */
const PLANTED = "Planterad";

async function world() {
  const commands = ["send-sms", "put-call", "withdraw-call"] as const;
  const provider = testProvider({ id: "all", commands });
  const of = await testWorld(database(), [provider]);
  const vault = new SealedVault(randomBytes(VAULT_KEY_BYTES));
  const context = { ...of.context, vault };
  const tell = (...signals: readonly Signal[]) =>
    of.in((tx) => applySignals(context, tx, { tenant: of.tenant, signals }));
  const everywhere = async () => {
    const tables = await of.query<{ name: string }>(
      "select relname as name from pg_class where relrowsecurity order by relname",
    );
    const found = [];
    for (const { name } of tables) {
      const rows = await of.query<{ row: string }>(
        `select to_jsonb(t)::text as row from ${name} t`,
      );
      if (rows.some(({ row }) => mentions(row))) found.push(name);
    }
    return found;
  };
  return { ...of, provider, context, tell, everywhere };
}

function mentions(row: string): boolean {
  return [PLANTED, NUMBER, EMAIL, '"c77"', "a-c77"].some((word) => row.includes(word));
}

const erased: Signal = { id: "e1", at: MONDAY, type: "customer.erased", customerId: "c77" };

/** Plants a person in everything that there is of a customer. */
async function planted() {
  const of = await world();
  const person = { name: PLANTED, firstName: PLANTED, mobile: NUMBER, email: EMAIL };
  const enrolment = await of.enrol("c77", person);
  await of.enrol("other");
  await of.ask(enrolment, sms(), call({ seq: 2 }));
  await of.query(
    `update enrolments set effects = 2, variables = '{"openCall": 2}' where id = ${enrolment}`,
  );
  await deliver(of.context, of.tenant);
  await of.query(`update enrolments set effects = 3 where id = ${enrolment}`);
  await of.ask(enrolment, sms({ seq: 3 }));
  await of.consent("c77", { proof: PLANTED });
  await of.in(async (tx) => {
    const at = MONDAY;
    const money = { amount: 1, currency: "SEK", quantity: 1, discount: 0 };
    await addRecords(tx, PURCHASES, [{ id: "p77", customerId: "c77", at, ...money }]);
    await tx.run(sql`
      insert into invitations (tenant_id, id, customer_id, event, event_name, starts_at, updated_at)
      values (${tx.tenant}, 'v77', 'c77', 'fair', ${PLANTED}, ${at}, ${at})`);
    await tx.run(sql`
      insert into referrals (tenant_id, id, customer_id, friend_id, status, at, updated_at)
      values (${tx.tenant}, 'f1', 'c77', 'other', 'sent', ${at}, ${at}),
        (${tx.tenant}, 'f2', 'other', 'c77', 'sent', ${at}, ${at})`);
    await tx.run(sql`
      insert into group_members (tenant_id, customer_id, group_id, since)
      values (${tx.tenant}, 'c77', 'g', '2026-01-01')`);
    await tx.run(sql`
      insert into points_entries (tenant_id, customer_id, kind, ref, points, on_day, recorded_at)
      values (${tx.tenant}, 'c77', 'earn', 'p77', 1, '2026-01-01', ${at})`);
    const days = { issuedOn: "2026-01-01", from: "2026-01-01" };
    const [voucher] = await issueVouchers(
      tx,
      { ...days, offer: "two", batch: "b", to: ["c77"] },
      randomBytes,
    );
    const use = { customerId: "c77", ref: "o77", on: "2026-03-02", now: at };
    await redeemVoucher(tx, { code: voucher?.code ?? "", ...use });
    await tx.run(sql`
      insert into record_writes (tenant_id, connection_id, customer_id, told, at)
      values (${tx.tenant}, 'all', 'c77', '{"tier": "gold"}', ${at})`);
    const said = { kind: "reply", direction: "in", channel: "sms", text: PLANTED } as const;
    await addRecords(tx, INTERACTIONS, [{ id: "i77", customerId: "c77", at, ...said }]);
    const reply = {
      id: "r77",
      at,
      type: "message.replied",
      channel: "sms",
      from: NUMBER,
      text: PLANTED,
    } as const;
    await recordSignals(tx, [{ signal: reply, customerId: "c77" }], at);
    const request = { method: "POST", url: "/", headers: {}, body: `{"from":"${NUMBER}"}` };
    await storeDelivery(tx, { connectionId: "all", deliveryId: "d", receivedAt: at, request });
    await tx.run(sql`update inbox set taken_at = ${at}`);
  });
  return { ...of, enrolment };
}

describe("a customer who asks to be forgotten", () => {
  test("is nowhere any more, leaves every program, and is called by nobody", async () => {
    const of = await planted();
    expect((await of.everywhere()).length).toBeGreaterThan(8);
    await of.tell(erased);
    await deliver(of.context, of.tenant);
    expect(await of.everywhere()).toEqual([]);
    const runs = await of.query("select ended, end_reason as reason from enrolments order by id");
    expect(runs).toEqual([
      { ended: true, reason: "customer.erased" },
      { ended: false, reason: null },
    ]);
    expect(of.provider.taken.map(({ kind }) => kind).sort()).toEqual([
      ...["put-call", "send-sms", "withdraw-call"],
    ]);
    // What counts goes on counting.
    expect(await of.query("select 1 from sends")).toHaveLength(2);
    expect(await of.query("select 1 from customers")).toHaveLength(1);
    await of.tell(erased);
    expect(await of.everywhere()).toEqual([]);
  });

  test("gets no message again, also not as somebody new at the same address", async () => {
    const of = await planted();
    await of.tell(erased);
    await deliver(of.context, of.tenant);
    const before = of.provider.taken.length;
    const again = await of.enrol("fresh", { mobile: NUMBER.replace("+4670", "+46 70-") });
    await of.ask(again, sms());
    await deliver(of.context, of.tenant);
    expect(of.provider.taken).toHaveLength(before);
    const [told] = await of.query<object>(
      "select kind, reason, evidence ->> 'source' as source from decisions where customer_id = 'fresh'",
    );
    expect(told).toEqual({ kind: "skipped", reason: "suppressed", source: "erasure" });
    const hashes = await of.query<{ digest: string }>("select digest from suppressions");
    expect(hashes).toHaveLength(2);
  });

  test("is forgotten last of all that is told at once", async () => {
    const of = await planted();
    const customer = customerOf({ id: "c77", name: PLANTED, mobile: NUMBER, updatedAt: MONDAY });
    await of.tell(erased, { id: "late", at: MONDAY, type: "customer.changed", customer });
    expect(await of.query("select 1 from customers where id = 'c77'")).toEqual([]);
  });

  const told = (of: Partial<Parameters<typeof customerOf>[0]>, id = "copy"): Signal => {
    const customer = customerOf({ id: "c77", name: PLANTED, mobile: NUMBER, ...of });
    return { id, at: customer.updatedAt, type: "customer.changed", customer };
  };
  const NEXT_DAY = "2026-03-03T08:00:00.000Z";
  const bought = (id: string, at: string): Signal => {
    const money = { amount: 1, currency: "SEK", quantity: 1, discount: 0 };
    return {
      id,
      at: NEXT_DAY,
      type: "purchase.made",
      purchase: { id, customerId: "c77", at, ...money },
    };
  };

  test("does not come back with copies that were under way, whatever they are dated", async () => {
    const of = await planted();
    await of.tell(erased);
    await of.tell(told({ updatedAt: MONDAY }), bought("p78", NEXT_DAY));
    await of.tell(told({ updatedAt: NEXT_DAY, customerSince: "2020-01-01" }, "later"));
    expect(await of.everywhere()).toEqual([]);
    expect(await of.query("select 1 from purchases")).toEqual([]);
  });

  test("is somebody new once the system of record has made one anew under the id, without what was before", async () => {
    const of = await planted();
    await of.tell(erased);
    await of.tell(told({ updatedAt: NEXT_DAY, customerSince: "2026-03-03" }));
    await of.tell(bought("p1", "2025-01-01T00:00:00.000Z"), bought("p2", NEXT_DAY));
    expect(await of.query("select name from customers where id = 'c77'")).toEqual([
      { name: PLANTED },
    ]);
    expect(await of.query("select id from purchases")).toEqual([{ id: "p2" }]);
    // The erasure of who had the id before, told once more, is not theirs.
    await of.tell(erased);
    expect(await of.query("select id from purchases")).toEqual([{ id: "p2" }]);
    await of.tell({ ...erased, id: "e2", at: NEXT_DAY });
    await of.tell(bought("p3", NEXT_DAY));
    expect(await of.everywhere()).toEqual([]);
  });

  test("is forgotten under every id that was merged with theirs, before or after", async () => {
    const of = await planted();
    const merge = (customerId: string, into: string): Signal => ({
      ...{ id: `m:${customerId}`, at: MONDAY, type: "customer.merged", customerId, into },
    });
    await of.enrol("c78", { name: PLANTED });
    await of.tell(merge("c77", "c78"));
    await of.tell(erased);
    expect(await of.everywhere()).toEqual([]);
    await of.enrol("c79", { name: PLANTED });
    await of.tell(merge("c79", "c78"), { ...bought("p4", NEXT_DAY) });
    expect(await of.everywhere()).toEqual([]);
    expect(await of.query("select 1 from merges")).toEqual([]);
  });

  test("is not in what providers answered, nor in deliveries that are put aside", async () => {
    const of = await planted();
    await of.query(
      `update outbox set provider_id = '${NUMBER}', reason = '${PLANTED}' where state = 'done'`,
    );
    await of.query(`update inbox set aside_at = now()`);
    await of.tell(erased);
    expect(await of.everywhere()).toEqual([]);
    expect(await of.query("select body from inbox where aside_at is null")).toEqual([{ body: "" }]);
  });

  test("cannot be forgotten, nor anybody be written to afterwards, without the vault's key", async () => {
    const of = await planted();
    const { vault: _vault, ...bare } = of.context;
    const attempt = of.in((tx) => applySignals(bare, tx, { tenant: of.tenant, signals: [erased] }));
    await expect(attempt).rejects.toThrow(/there is no vault here/);
    await of.tell(erased);
    const enrolment = await of.enrol("fresh", { mobile: "+46709998877" });
    await of.ask(enrolment, sms());
    await expect(deliver(bare, of.tenant)).rejects.toThrow(/there is no vault here/);
  });
});
