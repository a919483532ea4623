import type { LocalDate } from "@perennial/contract";
import {
  addDays,
  type CustomerHistory,
  compilePredicate,
  countsAsEarned,
  type Facts,
  monthsOfMembership,
  type Period,
  periodBefore,
  pointsEarner,
  qualificationPeriod,
  reviewTier,
  type TierReview,
  type TierRules,
} from "@perennial/lifecycle";
import type { ReviewRules } from "../review-rules.ts";
import type { KnownOverride, ReferenceStanding } from "./reference-standing.ts";

/** What a member's tier is said by. */
export interface TierOf {
  readonly rules: ReviewRules;
  readonly override: KnownOverride | undefined;
  readonly facts: Facts;
}

/** The day a customer began, as far as it is known, even if it is still to come. */
export function joinedOn(
  { customerSince, purchases, agreements }: CustomerHistory,
  today: LocalDate,
): LocalDate | undefined {
  const bought = purchases.find(({ isReturn, on }) => !isReturn && on <= today);
  return customerSince ?? bought?.on ?? agreements[0]?.from;
}

/** What the core says of a member's tier, from the tier of the day before. */
export function tierFor(
  history: CustomerHistory,
  held: ReferenceStanding | undefined,
  { rules, override, facts }: TierOf,
): TierReview | undefined {
  const { plan, today, catalogue } = rules;
  const { tiers } = plan;
  if (!tiers) return undefined;
  const on = { joined: joinedOn(history, today), today };
  const count = counter(history, tiers, { rules, facts });
  const qualified = () => {
    if (tiers.qualification.period !== "rolling") return count(periodBefore(tiers, on));
    if (!held?.tierUntil) return 0;
    const { from } = qualificationPeriod(tiers, { today: addDays(held.tierUntil, 1) });
    return count({ from, to: today });
  };
  const isTenure = tiers.basis === "tenure";
  return reviewTier({
    rules: tiers,
    ...on,
    held: {
      tier: held?.tier ?? undefined,
      since: held?.tierSince ?? undefined,
      until: held?.tierUntil ?? undefined,
      reason: (held?.tierReason ?? undefined) as TierReview["reason"],
    },
    override: overrideOn(override, today),
    qualifying: isTenure ? monthsOfMembership(on) : count(qualificationPeriod(tiers, on)),
    qualified: isTenure ? 0 : qualified(),
    isMember: tiers.members === undefined || compilePredicate(tiers.members, catalogue)(facts),
  });
}

function overrideOn(override: KnownOverride | undefined, today: LocalDate) {
  if (!override) return undefined;
  const { tier, until, takenBackOn } = override;
  if (takenBackOn !== undefined && takenBackOn <= today) return undefined;
  // The core leaves it to who asks whether its time is over.
  return until === undefined || until >= today ? { tier, until } : undefined;
}

/** Counts what tiers go by, in a period and until today. */
function counter(
  { purchases }: CustomerHistory,
  { basis }: TierRules,
  { rules, facts }: Pick<TierOf, "rules" | "facts">,
): (period: Period | undefined) => number {
  const { today } = rules;
  const counted = basis === "points" ? earnings(rules, facts) : purchases.map(figureBy(basis));
  return (period) =>
    counted
      .filter(({ on }) => period && on >= period.from && on <= period.to && on <= today)
      .reduce((sum, { figure }) => sum + figure, 0);
}

type Bought = CustomerHistory["purchases"][number];

function figureBy(basis: TierRules["basis"]) {
  return ({ on, isReturn, amount }: Bought) => {
    const one = isReturn ? 0 : 1;
    return { on, figure: basis === "purchases" ? one : amount };
  };
}

function earnings({ plan, catalogue, currency }: ReviewRules, facts: Facts) {
  if (!plan.points) return [];
  const earn = pointsEarner(plan.points, { catalogue, currency });
  return facts.purchases.flatMap((each) => {
    const entry = earn(each, facts);
    return entry && countsAsEarned(entry) ? [{ on: entry.on, figure: entry.points }] : [];
  });
}
