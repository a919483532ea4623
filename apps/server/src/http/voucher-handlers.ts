import { randomBytes } from "node:crypto";
import type { RelationSignal } from "@perennial/contract";
import {
  localDateOf,
  lowRedemptionSentence,
  lowRedemptions,
  shareUsed,
  voucherRefusalSentence,
} from "@perennial/lifecycle";
import { applySignals } from "@perennial/runtime";
import {
  asTenant,
  CUSTOMERS,
  listMembers,
  listVouchers,
  readRecords,
  readRedemptions,
  redeemVoucher,
  issueVouchers as storeVouchers,
  type VoucherBatch,
  type VoucherRedeemed,
} from "@perennial/store";
import type { ServerContext } from "../server-context.ts";
import type { Handlers } from "./bind.ts";
import { mutable } from "./customer-handlers.ts";
import { HttpProblem, notFound } from "./problem.ts";

type VoucherOperation = "issueVouchers" | "listVouchers" | "redeemVoucher" | "getRedemptions";

/** Customers that one transaction issues vouchers to. */
const PAGE = 2_000;

/** What can be asked and done about vouchers. */
export function voucherHandlers(context: ServerContext): Pick<Handlers, VoucherOperation> {
  const { db, clock } = context;
  return {
    issueVouchers: async ({ body, caller }) => {
      const tenant = await context.tenant(caller.tenant);
      const today = localDateOf(clock.now(), tenant.timeZone);
      const { offer, batch, to, uses, usesEach, from = today, until } = body;
      if (until !== undefined && until < from) throw endsBefore();
      const kind = {
        ...{ offer, batch, issuedOn: today, from, until },
        ...{ uses: uses ?? undefined, usesEach: usesEach ?? undefined },
      };
      const issued = await issueTo(context, tenant.id, { kind, to });
      context.log.info("Vouchers were issued.", { tenant: tenant.slug, offer, batch, issued });
      return { batch, issued };
    },
    listVouchers: ({ query, caller }) =>
      asTenant(db, caller.tenant, async (tx) => mutable(await listVouchers(tx, query))),
    redeemVoucher: async ({ body, query: { locale }, caller }) => {
      const tenant = await context.tenant(caller.tenant);
      const now = clock.now();
      const { code, customerId, ref } = body;
      const redeemed = await asTenant(db, tenant.id, async (tx) => {
        const [known] = await readRecords(tx, CUSTOMERS, [customerId]);
        if (!known) throw notFound("customer", customerId);
        const on = localDateOf(now, tenant.timeZone);
        const outcome = await redeemVoucher(tx, { code, customerId, ref, on, now });
        if (outcome.accepted && !outcome.isRepeat) {
          const { currency } = tenant;
          const signal = redeemedSignal(outcome, { ...body, currency, at: now });
          await applySignals(context, tx, { tenant, signals: [signal] });
        }
        return outcome;
      });
      context.ring(tenant.id);
      if (redeemed.accepted) {
        const { isRepeat, offer } = redeemed;
        return { accepted: true, isRepeat, offer, reason: null, sentence: null };
      }
      const { reason } = redeemed;
      const sentence = voucherRefusalSentence(reason, locale);
      return { accepted: false, isRepeat: false, offer: null, reason, sentence };
    },
    getRedemptions: async ({ query: { locale }, caller }) => {
      const tenant = await context.tenant(caller.tenant);
      const today = localDateOf(clock.now(), tenant.timeZone);
      const report = await asTenant(db, tenant.id, (tx) => readRedemptions(tx, today));
      const low = new Set(lowRedemptions(report).map(({ offer }) => offer));
      return {
        items: report.map((each) => ({
          ...each,
          share: shareUsed(each) ?? 0,
          isLow: low.has(each.offer),
          alert: low.has(each.offer) ? lowRedemptionSentence(each, locale) : null,
        })),
      };
    },
  };
}

function endsBefore(): HttpProblem {
  const detail = {
    sv: "Uppgifterna stämmer inte. Varje fel står i listan.",
    en: 'The body of the request is not right; see "problems" for each thing.',
  };
  const message = {
    sv: "Sista dagen är före den första.",
    en: "The last day comes before the first.",
  };
  return new HttpProblem(400, "Invalid request", detail, [{ place: "body.until", message }]);
}

type Recipients =
  | { readonly customers: readonly string[] }
  | { readonly anybody: number }
  | { readonly group: string }
  | { readonly segment: string }
  | { readonly tier: string };

interface Issuing {
  readonly kind: Omit<VoucherBatch, "to">;
  readonly to: Recipients;
}

/** Issues page by page, each by itself: broken off and asked for again, it goes on without doubling anything. */
async function issueTo(
  { db }: ServerContext,
  tenant: number,
  { kind, to }: Issuing,
): Promise<number> {
  const issue = (someTo: VoucherBatch["to"]) =>
    asTenant(db, tenant, (tx) => storeVouchers(tx, { ...kind, to: someTo }, randomBytes));
  if ("anybody" in to) return (await issue(to.anybody)).length;
  if ("customers" in to) {
    const ids = [...new Set(to.customers)];
    const known = await asTenant(db, tenant, (tx) => readRecords(tx, CUSTOMERS, ids));
    if (known.length < ids.length) {
      const here = new Set(known.map(({ id }) => id));
      throw notFound(
        "customer",
        ids.find((id) => !here.has(id)),
      );
    }
    return (await issue(ids)).length;
  }
  let issued = 0;
  for (let after: string | null | undefined; after !== null; ) {
    const page: Awaited<ReturnType<typeof listMembers>> = await asTenant(db, tenant, (tx) =>
      listMembers(tx, { ...to, after: after ?? undefined, limit: PAGE }),
    );
    if (page.items.length > 0) issued += (await issue(page.items)).length;
    after = page.next;
  }
  return issued;
}

type Accepted = Extract<VoucherRedeemed, { accepted: true }>;

function redeemedSignal(
  { code, offer }: Accepted,
  of: {
    readonly customerId: string;
    readonly ref: string;
    readonly purchaseId?: string | undefined;
    readonly amount?: number | undefined;
    readonly currency: string;
    readonly at: string;
  },
): RelationSignal {
  const { customerId, ref, purchaseId, amount = 0, currency, at } = of;
  const id = `voucher:${code}:${ref}`;
  return {
    ...{ id: `offer.redeemed:${id}`, at, type: "offer.redeemed" },
    redemption: {
      ...{ id, customerId, offer, code, at, amount, currency },
      ...(purchaseId !== undefined && { purchaseId }),
    },
  };
}
