import { randomBytes } from "node:crypto";
import { lowRedemptions, redemptionReport, type Voucher } from "@perennial/lifecycle";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { DatabaseError } from "../database/database-error.ts";
import {
  MONDAY,
  startTestDatabase,
  type TestDatabase,
  type TestTenant,
} from "../testing/test-database.ts";
import { countToldUses } from "./count-told-uses.ts";
import { eraseLoyalty, mergeLoyalty } from "./move-loyalty.ts";
import { issueVouchers, readRedemptions, redeemVoucher, type VoucherBatch } from "./vouchers.ts";

let database: TestDatabase;
let tenant: TestTenant;
beforeAll(async () => {
  database = await startTestDatabase();
  tenant = await database.newTenant();
}, 60_000);
afterAll(() => database.close());

const TODAY = "2026-03-02";
const spring: VoucherBatch = {
  ...{ offer: "spring", batch: "spring", to: ["c1", "c2"], uses: 1 },
  ...{ issuedOn: TODAY, from: TODAY, until: "2026-03-31" },
};
const issue = (
  changes: Partial<VoucherBatch> = {},
  draw: (bytes: number) => Uint8Array = randomBytes,
) => tenant.inTenant((tx) => issueVouchers(tx, { ...spring, ...changes }, draw));
const use = (code: string | undefined, customerId: string, ref: string, on = TODAY) =>
  tenant.inTenant((tx) =>
    redeemVoucher(tx, { code: code ?? "", customerId, ref, on, now: MONDAY }),
  );

test("each customer gets a code, and the same one when the batch is issued again", async () => {
  const first = await issue({ batch: "again" });
  expect(first.map(({ customerId }) => customerId)).toEqual(["c1", "c2"]);
  expect(new Set(first.map(({ code }) => code)).size).toBe(2);
  const again = await issue({ batch: "again", to: ["c2", "c1", "c3"] });
  expect(again.slice(0, 2)).toEqual(first.toReversed());
});

test("a source that gives the same bytes over and over is told of", async () => {
  const stuck = () => new Uint8Array(16);
  await expect(issue({ batch: "stuck" }, stuck)).rejects.toThrow(DatabaseError);
});

test("of many who use one code at once, one does", async () => {
  const [voucher] = await issue({ batch: "race", to: 1 });
  const customers = Array.from({ length: 6 }, (_, n) => `c${n}`);
  const outcomes = await Promise.all(customers.map((id) => use(voucher?.code, id, `o-${id}`)));
  expect(outcomes.filter(({ accepted }) => accepted)).toHaveLength(1);
  expect(outcomes.filter((each) => !each.accepted && each.reason === "used-up")).toHaveLength(5);
});

test("the same use again is accepted and counts once", async () => {
  const [voucher] = await issue({ batch: "twice" });
  expect(await use(voucher?.code.toLowerCase(), "c1", "o1")).toMatchObject({
    accepted: true,
    isRepeat: false,
  });
  expect(await use(voucher?.code, "c1", "o1")).toMatchObject({ accepted: true, isRepeat: true });
  expect(await use(voucher?.code, "c1", "o2")).toEqual({ accepted: false, reason: "used-up" });
});

test("a code is refused for the reason there is", async () => {
  const [voucher] = await issue({ batch: "refused", usesEach: 1, uses: undefined });
  const reason = async (...given: Parameters<typeof use>) => {
    const outcome = await use(...given);
    return outcome.accepted ? "accepted" : outcome.reason;
  };
  expect(await reason("nonsense", "c1", "o1")).toBe("unknown-code");
  expect(await reason("3333-3333-3333", "c1", "o1")).toBe("unknown-code");
  expect(await reason(voucher?.code, "c2", "o1")).toBe("other-customer");
  expect(await reason(voucher?.code, "c1", "o1", "2026-03-01")).toBe("not-yet");
  expect(await reason(voucher?.code, "c1", "o1", "2026-04-01")).toBe("too-late");
  expect(await reason(voucher?.code, "c1", "o1", "2026-03-31")).toBe("accepted");
  expect(await reason(voucher?.code, "c1", "o2", "2026-03-31")).toBe("used-by-customer");
});

test("the report is the one that the vouchers make, and tells of offers that are used too little", async () => {
  const club = await database.newTenant();
  const issued: { voucher: Voucher; uses: number }[] = [];
  await club.inTenant(async (tx) => {
    const offers = [
      { offer: "low", until: "2026-03-31", used: 10 },
      { offer: "half", until: "2026-03-31", used: 30 },
      { offer: "open", until: undefined, used: 0 },
      { offer: "running", until: "2026-12-31", used: 0 },
    ];
    for (const { offer, until, used } of offers) {
      const batch = { ...spring, offer, batch: offer, until, to: 60 };
      const codes = await issueVouchers(tx, batch, randomBytes);
      for (const [index, { code }] of codes.entries()) {
        const uses = index < used ? 1 : 0;
        if (uses > 0)
          await redeemVoucher(tx, { code, customerId: "c1", ref: code, on: TODAY, now: MONDAY });
        issued.push({ voucher: { code, offer, issuedOn: TODAY, from: TODAY, until }, uses });
      }
    }
    for (const day of ["2026-03-31", "2026-04-01", "2026-06-02", "2026-06-03"]) {
      expect(await readRedemptions(tx, day)).toEqual(redemptionReport(issued, day));
    }
    const low = lowRedemptions(await readRedemptions(tx, "2026-06-03"));
    expect(low.map(({ offer }) => offer)).toEqual(["open", "low"]);
  });
});

test("a merged customer's voucher is the survivor's, and a forgotten one's is gone", async () => {
  const [voucher] = await issue({ batch: "merge", to: ["c7"] });
  await tenant.inTenant((tx) => mergeLoyalty(tx, [{ from: "c7", into: "c8" }]));
  expect(await use(voucher?.code, "c8", "o1")).toMatchObject({ accepted: true, offer: "spring" });
  await tenant.inTenant((tx) => eraseLoyalty(tx, ["c8"]));
  expect(await use(voucher?.code, "c8", "o2")).toEqual({ accepted: false, reason: "unknown-code" });
});

test("a use is kept among redemptions once, in the tenant's currency where nothing was saved", async () => {
  const [voucher] = await issue({ batch: "kept", offer: "kept", uses: undefined });
  await use(voucher?.code, "c1", "o1");
  await use(voucher?.code, "c1", "o1");
  await tenant.inTenant((tx) =>
    redeemVoucher(tx, {
      ...{ code: voucher?.code ?? "", customerId: "c1", ref: "o2", on: TODAY, now: MONDAY },
      ...{ purchaseId: "p2", saved: { amount: 500, currency: "EUR" } },
    }),
  );
  const kept = await tenant.inTenant((tx) =>
    tx.rows(sql`
      select id, customer_id as "customerId", code, at, purchase_id as "purchaseId", amount, currency
      from redemptions where offer = 'kept' order by id`),
  );
  const of = { customerId: "c1", code: voucher?.code, at: MONDAY };
  expect(kept).toEqual([
    { ...of, id: `${voucher?.code}:o1`, purchaseId: null, amount: 0, currency: "SEK" },
    { ...of, id: `${voucher?.code}:o2`, purchaseId: "p2", amount: 500, currency: "EUR" },
  ]);
});

test("a use that a shop tells of counts once, and a code of somebody else's is passed over", async () => {
  const [voucher] = await issue({ batch: "shop", offer: "shop" });
  const about = { customerId: "c1", offer: "shop", at: MONDAY, amount: 0, currency: "SEK" };
  const told = [
    { ...about, id: "r1", code: voucher?.code.toLowerCase() ?? "" },
    { ...about, id: "r2", code: "SUMMER-2026" },
  ];
  for (let times = 0; times < 2; times++) await tenant.inTenant((tx) => countToldUses(tx, told));
  const report = await tenant.inTenant((tx) => readRedemptions(tx, TODAY));
  expect(report.find(({ offer }) => offer === "shop")).toMatchObject({
    issued: 2,
    used: 1,
    uses: 1,
  });
  expect(await use(voucher?.code, "c1", "o2")).toEqual({ accepted: false, reason: "used-up" });
});
