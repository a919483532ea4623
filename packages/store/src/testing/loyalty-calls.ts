import { LifecyclePlan } from "@perennial/lifecycle";
import { type ReviewRules, reviewRules } from "../review/review-rules.ts";
import { CODE, SEED } from "./fill-loyalty.ts";
import { MARK } from "./fill-tenant.ts";
import type { ForeignCall } from "./foreign-calls.ts";
import { MONDAY, WEDNESDAY } from "./test-database.ts";

/** The rules of a club with points, on a moment. */
export function pointsReview(now: string): ReviewRules {
  const tiers = [
    { id: "bas", name: { sv: "Bas", en: "Basic" }, from: 0 },
    { id: "guld", name: { sv: "Guld", en: "Gold" }, from: 5_000 },
  ];
  const plan = LifecyclePlan.parse({ points: { life: "P12M" }, tiers: { basis: "points", tiers } });
  return reviewRules({ plan, version: 1, currency: "SEK", timeZone: "Europe/Stockholm", now });
}

const WHEN = { on: "2026-03-04", now: WEDNESDAY };

/** What a tenant may ask about points and vouchers, asked about another's. */
export function loyaltyCalls(): Record<string, ForeignCall> {
  return {
    countToldUses: (s, tx) => {
      const use = { offer: "x", amount: 0, currency: "SEK", at: WEDNESDAY };
      return s.countToldUses(tx, [{ ...use, id: "r2", customerId: "c1", code: CODE }]);
    },
    eraseLoyalty: (s, tx) => s.eraseLoyalty(tx, ["c1"]),
    issueVouchers: (s, tx) => {
      const days = { issuedOn: "2026-03-02", from: "2026-03-02" };
      const draw = () => SEED.map((byte) => byte + 1);
      return s.issueVouchers(tx, { ...days, offer: "x", batch: "spring", to: ["c1"] }, draw);
    },
    listVouchers: (s, tx) => s.listVouchers(tx, { customer: "c1", limit: 50 }),
    mergeLoyalty: (s, tx) => s.mergeLoyalty(tx, [{ from: "c1", into: "c9" }]),
    readMemberPoints: (s, tx) => s.readMemberPoints(tx, "c1", "2026-03-04"),
    readRedemptions: (s, tx) => s.readRedemptions(tx, "2026-03-04"),
    redeemVoucher: (s, tx) =>
      s.redeemVoucher(tx, { code: CODE, customerId: "c1", ref: "o2", ...WHEN }),
    reverseMemberPoints: (s, tx) =>
      s.reverseMemberPoints(tx, "c1", { of: "earn", ref: MARK, ...WHEN }),
    reviewPoints: (s, tx) =>
      s.reviewPoints(tx, { rules: pointsReview(MONDAY), scope: { after: null, until: "d" } }),
    spendMemberPoints: (s, tx) => s.spendMemberPoints(tx, "c1", { ref: "o2", points: 1, ...WHEN }),
  };
}
