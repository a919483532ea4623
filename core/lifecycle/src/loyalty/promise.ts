import type { LocalDate } from "@perennial/contract";
import { addDays, addToDate, daysBetween, subtractFromDate } from "../schedule/date.ts";
import { type Period, periodBefore, qualificationPeriod } from "./qualification-period.ts";
import type { TierReview } from "./review-tier.ts";
import { tierRank, tierRankFor } from "./tier-for.ts";
import type { TierRules } from "./tier-rules.ts";

/** Something that counts towards tiers, on its day: an amount, one purchase, points earned; below 0 for a return. */
export interface DatedFigure {
  readonly on: LocalDate;
  readonly amount: number;
}

/** What a promise is made from. */
export interface PromiseQuestion {
  /** Where the member stands today, as `reviewTier` says. */
  readonly review: Pick<TierReview, "tier" | "until" | "graceUntil" | "reason">;
  /** All that counts, in any order: at least what lies within the last two periods. */
  readonly figures: readonly DatedFigure[];
  readonly rules: TierRules;
  readonly joined?: LocalDate | undefined;
  readonly today: LocalDate;
}

/** One line of how a promise was reckoned. */
export type PromiseStep =
  /** What counts on the day of the review if nothing more comes. */
  | {
      readonly kind: "counted";
      readonly amount: number;
      readonly from: LocalDate;
      readonly to: LocalDate;
    }
  /** What counts today and falls out of a rolling period before the review. */
  | {
      readonly kind: "leaves";
      readonly on: LocalDate;
      readonly amount: number;
      readonly of: LocalDate;
    }
  /** Today's pace: what counted over the last period. */
  | {
      readonly kind: "pace";
      readonly amount: number;
      readonly from: LocalDate;
      readonly to: LocalDate;
    }
  /** What today's pace gives until the review. */
  | { readonly kind: "expected"; readonly amount: number; readonly days: number }
  /** What the tier takes. */
  | { readonly kind: "needed"; readonly amount: number; readonly tier: string };

/** What becomes of a member's tier at its next review, if today's pace is kept (product.md, feature 14). */
export interface TierPromise {
  readonly tier: string;
  /** `safe`: nothing can take it away. */
  readonly outcome: "safe" | "keeps" | "falls";
  /** The tier it falls to. */
  readonly to?: string;
  /** The first day on the lower tier, after any grace. */
  readonly fallsOn?: LocalDate;
  /** What keeps the tier whatever the pace: so much more, at the latest on `by`. 0 where that is done. */
  readonly needs: number;
  /** The first day on which something counts for it, where that lies ahead. */
  readonly from?: LocalDate;
  readonly by?: LocalDate;
  /** How it was reckoned. */
  readonly trace: readonly PromiseStep[];
}

/** A pace needs some days to be one: a newcomer's first purchase is not made every day. */
const LEAST_DAYS = 30;

/**
 * Looks ahead to a member's next review: what of today's figure still counts then, and what comes on top at the pace of
 * the last period (with periods that are no years of a length, of the last year). Nothing for one without a tier.
 */
export function promise(question: PromiseQuestion): TierPromise | undefined {
  const { review, rules, today } = question;
  const rank = tierRank(review.tier, rules);
  const tier = rules.tiers[rank ?? -1];
  if (rank === undefined || tier === undefined) return undefined;
  const { until } = review;
  if (until === undefined || !canFall(rank, question)) {
    return { tier: tier.id, outcome: "safe", needs: 0, trace: [] };
  }
  const days = daysOfReview(until, question);
  const outlook = outlookOn(days.review, question);
  const needed: PromiseStep = { kind: "needed", amount: tier.from, tier: tier.id };
  const promised = {
    tier: tier.id,
    needs: Math.max(0, tier.from - outlook.counted),
    ...(outlook.opens > today && { from: outlook.opens }),
    by: addDays(days.review, -1),
    trace: [...outlook.trace, needed],
  };
  const atFall = days.fall === days.review ? outlook : outlookOn(days.fall, question);
  const best = Math.max(outlook.expected, atFall.expected);
  if (best >= tier.from) return { ...promised, outcome: "keeps" };
  const isFull = review.reason === "override" || rules.downgrade === "full";
  const earned = tierRankFor(best, rules);
  const to = rules.tiers[isFull ? earned : Math.max(rank - 1, earned)]?.id;
  return { ...promised, outcome: "falls", ...(to !== undefined && { to }), fallsOn: days.fall };
}

function canFall(rank: number, { rules, review }: PromiseQuestion): boolean {
  if (rank === 0) return false;
  if (review.reason === "override") return true;
  const isKept = rules.downgrade === "none" || rules.tiers[rank]?.isProtected === true;
  return !isKept && rules.basis !== "tenure";
}

/** The first day on which more can keep the tier no longer, and the first on the lower one. */
function daysOfReview(until: LocalDate, { review, rules, today }: PromiseQuestion) {
  const end = review.reason === "override" ? until : addToDate(until, rules.grace);
  const fall = later(addDays(end, 1), addDays(today, 1));
  // Within a time of grace, every day is one on which the tier can be kept, until its last.
  return { fall, review: until < today ? fall : addDays(until, 1) };
}

interface Outlook {
  /** The first day that counts. */
  readonly opens: LocalDate;
  readonly counted: number;
  readonly expected: number;
  readonly trace: readonly PromiseStep[];
}

/** What counts on a day, without and with what today's pace brings before it; of two years, the better one. */
function outlookOn(day: LocalDate, question: PromiseQuestion): Outlook {
  const { rules, joined, today, figures } = question;
  const on = { joined, today: day };
  const before = periodBefore(rules, on);
  const pace = paceOf(question);
  const views = [...(before ? [before] : []), qualificationPeriod(rules, on)].map((period) => {
    const known = sumWithin(figures, { from: period.from, to: earlier(period.to, today) });
    const ahead = {
      from: later(addDays(today, 1), period.from),
      to: earlier(period.to, addDays(day, -1)),
    };
    const days = Math.max(0, daysBetween(ahead.from, ahead.to) + 1);
    return { period, known, days, expected: known + Math.floor((pace.amount * days) / pace.days) };
  });
  const best = views.reduce((a, b) => (b.expected > a.expected ? b : a));
  const trace: readonly PromiseStep[] = [
    { kind: "counted", amount: best.known, ...best.period },
    ...leavingBefore(day, question),
    { kind: "pace", amount: pace.amount, from: pace.from, to: today },
    { kind: "expected", amount: best.expected - best.known, days: best.days },
  ];
  const counted = Math.max(...views.map(({ known }) => known));
  const opens = views.map(({ period }) => period.from).reduce(earlier);
  return { opens, counted, expected: best.expected, trace };
}

function paceOf({ rules, joined, today, figures }: PromiseQuestion) {
  const { qualification } = rules;
  const length = qualification.period === "rolling" ? qualification.length : "P1Y";
  const opens = addDays(subtractFromDate(today, length), 1);
  const from = joined !== undefined && joined <= today ? later(opens, joined) : opens;
  const amount = Math.max(0, sumWithin(figures, { from, to: today }));
  return { amount, from, days: Math.max(LEAST_DAYS, daysBetween(from, today) + 1) };
}

/** What counts today and has fallen out of a rolling period by a day, with the first day on which it no longer counts. */
function leavingBefore(
  day: LocalDate,
  { rules, figures, today }: PromiseQuestion,
): readonly PromiseStep[] {
  const { qualification } = rules;
  if (qualification.period !== "rolling") return [];
  const { length } = qualification;
  const opened = subtractFromDate(today, length);
  const opens = subtractFromDate(day, length);
  return figures
    .filter(({ on }) => on > opened && on <= opens && on <= today)
    .map(({ on, amount }) => ({
      kind: "leaves" as const,
      on: leavesOn(on, length),
      amount,
      of: on,
    }))
    .sort((a, b) => (a.of < b.of ? -1 : Number(a.of > b.of)));
}

/** The first day on which something of a day no longer lies within the length before it. */
function leavesOn(on: LocalDate, length: string): LocalDate {
  let day = addToDate(on, length);
  // Months differ in length: a day or two more where the month before has the longer end.
  while (subtractFromDate(day, length) < on) day = addDays(day, 1);
  return day;
}

function sumWithin(figures: readonly DatedFigure[], { from, to }: Period): number {
  return figures
    .filter(({ on }) => on >= from && on <= to)
    .reduce((sum, { amount }) => sum + amount, 0);
}

function later(a: LocalDate, b: LocalDate): LocalDate {
  return a > b ? a : b;
}

function earlier(a: LocalDate, b: LocalDate): LocalDate {
  return a < b ? a : b;
}
