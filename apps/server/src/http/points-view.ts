import type { PointsBalanceView } from "@perennial/api";
import type { LocalDate, Locale } from "@perennial/contract";
import { balanceSentence, expiring, type PointsRules } from "@perennial/lifecycle";
import type { MemberPoints } from "@perennial/store";

/** How far ahead points that run out are told of, where the plan has no points any more. */
const USUAL_WARNING = "P30D";

/** A member's points as clients see them, with those that run out soon. */
export function pointsView(
  { balance, entries }: MemberPoints,
  told: {
    readonly rules: PointsRules | undefined;
    readonly today: LocalDate;
    readonly locale: Locale;
  },
): PointsBalanceView {
  const { rules, today, locale } = told;
  const within = rules?.warn ?? USUAL_WARNING;
  return {
    ...balance,
    sentence: balanceSentence(balance, locale),
    expiring: expiring(entries, today, within).map((each) => ({ ...each })),
  };
}
