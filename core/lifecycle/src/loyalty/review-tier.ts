import type { LocalDate, TierReason } from "@perennial/contract";
import { addDays, addToDate, subtractFromDate } from "../schedule/date.ts";
import { type MemberDay, yearPeriod } from "./qualification-period.ts";
import { tierRank, tierRankFor } from "./tier-for.ts";
import type { TierRules } from "./tier-rules.ts";

/** The tier a customer has had until now. */
export interface HeldTier {
  readonly tier?: string | undefined;
  readonly since?: LocalDate | undefined;
  readonly until?: LocalDate | undefined;
  readonly reason?: TierReason | undefined;
}

/** What of a member counts, in what the tiers count. */
export interface TierFigures {
  /** In the present period (`qualificationPeriod`). */
  readonly qualifying: number;
  /**
   * With `calendar` and `anniversary`: in the period before the present one. With `rolling`: what of the present figure
   * will still count on the first day after the held tier's `until`. Else nothing.
   * @default 0
   */
  readonly qualified?: number | undefined;
}

/** A tier that a person set. */
export interface TierOverride {
  readonly tier: string;
  /** The last day it holds. @default until it is taken back */
  readonly until?: LocalDate | undefined;
}

/** Everything a review of a tier goes by. */
export interface TierQuestion extends TierFigures, MemberDay {
  readonly held: HeldTier;
  readonly rules: TierRules;
  readonly override?: TierOverride | undefined;
  readonly isMember: boolean;
}

/** What a review comes to. Doing it again on the same day, from what it came to, changes nothing. */
export interface TierReview {
  /** Missing for one who is no member. */
  readonly tier: string | undefined;
  readonly since: LocalDate | undefined;
  /** The last day the tier is certain; missing for the lowest, which nobody can lose. */
  readonly until: LocalDate | undefined;
  /** While a lost tier is still kept: the last day of that. */
  readonly graceUntil: LocalDate | undefined;
  readonly reason: TierReason | undefined;
  readonly nextTier: string | undefined;
  /** How much more the next tier takes (V-02). */
  readonly remaining: number | undefined;
  /** How much more it takes to keep the tier at its next review; 0 where that is done, or cannot be missed. */
  readonly toKeep: number | undefined;
}

/** The ranks a decision is about: of the held tier, of what the figures are worth now, and with the period before. */
interface Ranks {
  readonly old: number | undefined;
  readonly now: number;
  readonly earned: number;
}

type Verdict = TierReason | "stays";

/**
 * What becomes of a member's tier: the one reference for the night and for real time (V-01, V-04, V-09; product.md, 19).
 *
 * `old` is the held tier, `now` the one the present figure is enough for, and `earned` the higher of that and, in periods
 * of a year, the one the period before was enough for: what was earned in one year holds for the rest of it and all of
 * the next. The first line that fits decides:
 *
 * | when                                                             | reason       | tier                        |
 * |------------------------------------------------------------------|--------------|-----------------------------|
 * | no member                                                        | `left`       | none; nothing at all for one who never was a member |
 * | an override in force, of a tier that the rules have              | `override`   | the override's              |
 * | no `old`, or one that the rules do not have                      | `joined`, or `earned` above the lowest | `earned` |
 * | the held reason is `override` (it has ended, or was taken back)  | `downgraded` if `earned` < `old`, else `earned` | `earned` |
 * | `earned` > `old`                                                 | `earned`     | `earned`                    |
 * | `old` is the lowest                                              | as before    | `old`                       |
 * | `until` is today or later                                        | as before    | `old`                       |
 * | `earned` = `old`                                                 | `kept`       | `old`                       |
 * | `until` is missing (the tier came with the customer)             | `kept`       | `old`                       |
 * | `old` is protected                                               | `protected`  | `old`                       |
 * | downgrade `none`                                                 | `kept`       | `old`                       |
 * | `until` + grace is today or later                                | `grace`      | `old`                       |
 * | otherwise                                                        | `downgraded` | one below `old`, or `earned` with downgrade `full` |
 *
 * `since` is today where the tier is another one. `until` stays with "as before" and `grace`, is the override's with
 * `override`, and is missing for the lowest tier. Otherwise it is set anew: with `rolling`, `ever` and tenure to `keep`
 * from today; with years to the last day of the next year where the tier is at most `now`, else of the present one.
 */
export function reviewTier(question: TierQuestion): TierReview {
  const ranks = ranksOf(question);
  const verdict = verdictOf(question, ranks);
  const rank = verdict && rankAfter(verdict, ranks, question);
  const { held, rules, today } = question;
  const since = rank !== undefined && rank === ranks.old ? (held.since ?? today) : today;
  const until = rank === undefined ? undefined : untilAfter({ verdict, rank, ranks, question });
  const isGrace = verdict === "grace" && held.until !== undefined;
  return {
    tier: rank === undefined ? undefined : rules.tiers[rank]?.id,
    since: rank === undefined ? undefined : since,
    until,
    graceUntil: isGrace ? addToDate(held.until ?? today, rules.grace) : undefined,
    reason: verdict === "stays" ? held.reason : verdict,
    ...whatRemains(rank, until, question),
  };
}

function ranksOf({ held, rules, qualifying, qualified = 0, joined, today }: TierQuestion): Ranks {
  const now = tierRankFor(qualifying, rules);
  const hasYears = yearPeriod(rules, { joined, today }, -1) !== undefined;
  const before = hasYears ? tierRankFor(qualified, rules) : 0;
  return { old: tierRank(held.tier, rules), now, earned: Math.max(now, before) };
}

function verdictOf(question: TierQuestion, { old, earned }: Ranks): Verdict | undefined {
  const { held, rules, today, isMember } = question;
  if (!isMember) return old === undefined && held.reason !== "left" ? undefined : "left";
  if (overrideRank(question) !== undefined) return "override";
  if (old === undefined) return earned > 0 ? "earned" : "joined";
  if (held.reason === "override") return earned < old ? "downgraded" : "earned";
  if (earned > old) return "earned";
  if (old === 0 || (held.until !== undefined && held.until >= today)) return "stays";
  if (earned === old || held.until === undefined) return "kept";
  if (rules.tiers[old]?.isProtected) return "protected";
  if (rules.downgrade === "none") return "kept";
  return addToDate(held.until, rules.grace) >= today ? "grace" : "downgraded";
}

function overrideRank({ override, rules, today }: TierQuestion): number | undefined {
  if (override === undefined) return undefined;
  if (override.until !== undefined && override.until < today) return undefined;
  return tierRank(override.tier, rules);
}

function rankAfter(
  verdict: Verdict,
  { old, earned }: Ranks,
  question: TierQuestion,
): number | undefined {
  switch (verdict) {
    case "left":
      return undefined;
    case "override":
      return overrideRank(question);
    case "joined":
    case "earned":
      return earned;
    case "downgraded": {
      const isFull = question.held.reason === "override" || question.rules.downgrade === "full";
      return isFull ? earned : Math.max((old ?? 0) - 1, earned);
    }
    default:
      return old;
  }
}

function untilAfter(after: {
  readonly verdict: Verdict | undefined;
  readonly rank: number;
  readonly ranks: Ranks;
  readonly question: TierQuestion;
}): LocalDate | undefined {
  const { verdict, rank, ranks, question } = after;
  if (verdict === "override") return question.override?.until;
  if (rank === 0) return undefined;
  if (verdict === "stays" || verdict === "grace") return question.held.until;
  const year = yearPeriod(question.rules, question, rank <= ranks.now ? 1 : 0);
  return year?.to ?? addToDate(question.today, question.rules.keep);
}

function whatRemains(
  rank: number | undefined,
  until: LocalDate | undefined,
  question: TierQuestion,
): Pick<TierReview, "nextTier" | "remaining" | "toKeep"> {
  const { rules, qualifying } = question;
  const tier = rank === undefined ? undefined : rules.tiers[rank];
  if (rank === undefined || tier === undefined) {
    return { nextTier: undefined, remaining: undefined, toKeep: undefined };
  }
  const next = rules.tiers[rank + 1];
  return {
    nextTier: next?.id,
    remaining: next && Math.max(0, next.from - qualifying),
    toKeep: until === undefined ? 0 : Math.max(0, tier.from - countedAtReview(until, question)),
  };
}

/** What of today's figures counts on the first day after `until`, or on any day of a grace that has begun. */
function countedAtReview(until: LocalDate, question: TierQuestion): number {
  const { rules, today, qualifying, qualified = 0, held } = question;
  if (until < today) return Math.max(qualifying, countedBefore(question));
  const present = yearPeriod(rules, question, 0);
  // A year that has not begun has nothing yet.
  if (present !== undefined) return until > present.to ? 0 : qualifying;
  const { qualification, basis } = rules;
  if (basis === "tenure" || qualification.period !== "rolling") return qualifying;
  if (until === held.until) return qualified;
  const opens = subtractFromDate(addDays(until, 1), qualification.length);
  return opens >= today ? 0 : qualifying;
}

function countedBefore(question: TierQuestion): number {
  return yearPeriod(question.rules, question, -1) === undefined ? 0 : (question.qualified ?? 0);
}
