import type { Currency, Instant, LocalDate, MinorAmount, RecordId } from "@perennial/contract";
import {
  durationParts,
  type OfferRedemption,
  OPEN_PATIENCE,
  readVoucherCode,
  redeem,
  type Voucher,
  type VoucherRefusal,
  type VoucherUse,
  voucherCode,
} from "@perennial/lifecycle";
import { sql } from "kysely";
import { DatabaseError } from "../database/database-error.ts";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/** Vouchers to issue. */
export interface VoucherBatch {
  readonly offer: string;
  /** What they are issued for, such as a campaign or an enrolment's step: the same again gives the same codes. */
  readonly batch: string;
  /** Who gets one of its own each; or how many are for whoever has the code. */
  readonly to: readonly RecordId[] | number;
  /** @default as often as one likes */
  readonly uses?: number | undefined;
  /** @default as often as one likes */
  readonly usesEach?: number | undefined;
  readonly issuedOn: LocalDate;
  readonly from: LocalDate;
  readonly until?: LocalDate | undefined;
}

/** A voucher that was issued; no customer where it is for whoever has the code. */
export interface IssuedVoucher {
  readonly code: string;
  readonly customerId: RecordId | null;
}

// Codes are drawn from more than a billion times a million: that two meet once is unlikely, and twice is a broken source.
const MOST_DRAWS = 3;
const SEED = 16;

/**
 * Issues vouchers, one for each customer or so many for anybody, in the order asked.
 * @param draw gives so many random bytes, from a source fit for secrets
 * @throws DatabaseError where that source gives the same bytes over and over
 */
export async function issueVouchers(
  tx: TenantTransaction,
  batch: VoucherBatch,
  draw: (bytes: number) => Uint8Array,
): Promise<readonly IssuedVoucher[]> {
  const { to } = batch;
  const isOpen = typeof to === "number";
  const slots = isOpen ? Array.from({ length: to }, (_, n) => `${n + 1}`) : [...new Set(to)];
  if (slots.length === 0) return [];
  for (let draws = 0; draws < MOST_DRAWS; draws++) {
    const issued = await readIssued(tx, batch.batch, slots);
    const missing = slots.filter((slot) => !issued.has(slot));
    if (missing.length === 0) {
      return slots.map((slot) => ({
        code: issued.get(slot) ?? "",
        customerId: isOpen ? null : slot,
      }));
    }
    await addVouchers(tx, batch, {
      isOpen,
      slots: missing,
      codes: missing.map(() => voucherCode(draw(SEED))),
    });
  }
  const all = await readIssued(tx, batch.batch, slots);
  if (slots.every((slot) => all.has(slot))) {
    return slots.map((slot) => ({ code: all.get(slot) ?? "", customerId: isOpen ? null : slot }));
  }
  throw new DatabaseError(
    `Vouchers of "${batch.offer}" could not be issued: their codes exist already. Look at the source of random bytes.`,
  );
}

async function readIssued(
  tx: TenantTransaction,
  batch: string,
  slots: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.rows(sql<{ slot: string; code: string }>`
    select slot, code from vouchers
    where tenant_id = ${tx.tenant} and batch = ${batch} and slot = any(${[...slots]}::text[])`);
  return new Map(rows.map(({ slot, code }) => [slot, code]));
}

async function addVouchers(
  tx: TenantTransaction,
  batch: VoucherBatch,
  fresh: {
    readonly isOpen: boolean;
    readonly slots: readonly string[];
    readonly codes: readonly string[];
  },
): Promise<void> {
  const { offer, uses = null, usesEach = null, issuedOn, from, until = null } = batch;
  await tx.run(sql`
    insert into vouchers (tenant_id, code, offer, customer_id, uses_most, uses_each, issued_on, from_day, until_day,
      batch, slot)
    select ${tx.tenant}, r.code, ${offer}, case when ${fresh.isOpen}::boolean then null else r.slot end, ${uses}::int,
      ${usesEach}::int, ${issuedOn}::date, ${from}::date, ${until}::date, ${batch.batch}, r.slot
    from unnest(${[...fresh.codes]}::text[], ${[...fresh.slots]}::text[]) as r(code, slot)
    order by r.slot collate "C"
    on conflict do nothing`);
}

/** An attempt to use a voucher. */
export interface Redeeming {
  /** As it was typed. */
  readonly code: string;
  readonly customerId: RecordId;
  /** What it is used for, such as an order: the same again is accepted and counts once. */
  readonly ref: string;
  /** The day in the tenant's zone, and the moment. */
  readonly on: LocalDate;
  readonly now: Instant;
  /** The purchase it was used for, as it is known to us. */
  readonly purchaseId?: RecordId | undefined;
  /** What the customer saved by it, in minor units. @default nothing, in the tenant's currency */
  readonly saved?: { readonly amount: MinorAmount; readonly currency: Currency } | undefined;
}

/** What came of it; `isRepeat` where the same had been accepted before. */
export type VoucherRedeemed =
  | {
      readonly accepted: true;
      readonly isRepeat: boolean;
      readonly code: string;
      readonly offer: string;
    }
  | { readonly accepted: false; readonly reason: VoucherRefusal };

/**
 * Uses a voucher, and keeps the use among redemptions (V-18), where facts find it. Of two who come with the same one at
 * once, the second waits and sees that the first has used it.
 */
export async function redeemVoucher(
  tx: TenantTransaction,
  redeeming: Redeeming,
): Promise<VoucherRedeemed> {
  const { code: typed, customerId, ref, on, now } = redeeming;
  const code = readVoucherCode(typed);
  const voucher = code === undefined ? undefined : await lockVoucher(tx, code);
  if (code === undefined || voucher === undefined)
    return { accepted: false, reason: "unknown-code" };
  const { offer } = voucher;
  const uses = await readUses(tx, { code, customerId, ref });
  if (uses.isRepeat) return { accepted: true, isRepeat: true, code, offer };
  const used = { inAll: voucher.used, byCustomer: uses.byCustomer };
  const outcome = redeem(voucher, { on, customerId, used });
  if (!outcome.accepted) return outcome;
  await Promise.all([
    tx.run(sql`
      insert into voucher_uses (tenant_id, code, ref, customer_id, at)
      values (${tx.tenant}, ${code}, ${ref}, ${customerId}, ${now}::timestamptz)`),
    tx.run(
      sql`update vouchers set uses = uses + 1 where tenant_id = ${tx.tenant} and code = ${code}`,
    ),
    keepRedemption(tx, redeeming, { code, offer }),
  ]);
  return { accepted: true, isRepeat: false, code, offer };
}

/** Named by code and use: so the same use is kept once. */
async function keepRedemption(
  tx: TenantTransaction,
  { customerId, ref, now, purchaseId, saved }: Redeeming,
  { code, offer }: Pick<Voucher, "code" | "offer">,
): Promise<void> {
  await tx.run(sql`
    insert into redemptions (tenant_id, id, customer_id, offer, code, at, purchase_id, amount, currency)
    select ${tx.tenant}, ${`${code}:${ref}`}, ${customerId}, ${offer}, ${code}, ${now}::timestamptz,
      ${purchaseId ?? null}::text, ${saved?.amount ?? 0}::bigint, coalesce(${saved?.currency ?? null}::text, t.currency)
    from tenants t where t.tenant_id = ${tx.tenant}
    on conflict do nothing`);
}

type LockedVoucher = Voucher & { readonly used: number };

async function lockVoucher(
  tx: TenantTransaction,
  code: string,
): Promise<LockedVoucher | undefined> {
  const [row] = await tx.rows(sql<{ [Key in keyof LockedVoucher]: LockedVoucher[Key] | null }>`
    select code, offer, customer_id as "customerId", uses_most as uses, uses_each as "usesEach",
      issued_on as "issuedOn", from_day as "from", until_day as until, uses as used
    from vouchers where tenant_id = ${tx.tenant} and code = ${code} for update`);
  if (!row) return undefined;
  const { offer, issuedOn, from, used } = row;
  if (offer === null || issuedOn === null || from === null) return undefined;
  return {
    ...{ code, offer, issuedOn, from, used: used ?? 0 },
    ...{ customerId: row.customerId ?? undefined, uses: row.uses ?? undefined },
    ...{ usesEach: row.usesEach ?? undefined, until: row.until ?? undefined },
  };
}

async function readUses(
  tx: TenantTransaction,
  { code, customerId, ref }: Pick<Redeeming, "code" | "customerId" | "ref">,
): Promise<Pick<VoucherUse, "byCustomer"> & { readonly isRepeat: boolean }> {
  const [row] = await tx.rows(sql<{ byCustomer: number; isRepeat: boolean }>`
    select count(*)::int as "byCustomer", coalesce(bool_or(ref = ${ref}), false) as "isRepeat" from voucher_uses
    where tenant_id = ${tx.tenant} and code = ${code} and customer_id = ${customerId}`);
  return row ?? { byCustomer: 0, isRepeat: false };
}

/** How each offer's vouchers were used (V-18), as `redemptionReport` has it, by the offer's name. */
export function readRedemptions(
  tx: TenantTransaction,
  today: LocalDate,
): Promise<readonly OfferRedemption[]> {
  const isUsed = sql`v.uses > 0`;
  const { months, days } = durationParts(OPEN_PATIENCE);
  const patient = sql`(v.issued_on + make_interval(months => ${months}::int, days => ${days}::int))::date`;
  const isEnded = sql`coalesce(v.until_day, ${patient}) < ${today}::date`;
  return tx.rows(sql<OfferRedemption>`
    select v.offer, count(*)::int as issued, (count(*) filter (where ${isUsed}))::int as used,
      sum(v.uses)::int as uses, (count(*) filter (where v.until_day < ${today}::date and v.uses = 0))::int as expired,
      (count(*) filter (where ${isEnded}))::int as ended,
      (count(*) filter (where ${isEnded} and ${isUsed}))::int as "endedUsed"
    from vouchers v where v.tenant_id = ${tx.tenant} group by v.offer order by v.offer`);
}
