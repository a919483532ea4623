import type { Duration, LocalDate } from "@perennial/contract";
import { addDays, addToDate } from "../schedule/date.ts";
import type { PointsEarned, PointsEntry } from "./points-entry.ts";

/** A member's points at the end of a day. */
export interface PointsBalance {
  /** What can be spent. Below 0 only where a purchase was taken back whose points had been spent. */
  readonly available: number;
  /** Earned, and not to be spent yet. */
  readonly pending: number;
  /** What has run out by the day, whether an entry says so yet or not. */
  readonly expired: number;
  /** What is owed because of returns: the next points earned go towards it. */
  readonly owed: number;
}

/** Points that run out. */
export interface ExpiringPoints {
  readonly points: number;
  /** The last day they can be spent. */
  readonly on: LocalDate;
}

/**
 * A member's points at the end of a day, from all entries in any order.
 *
 * What is taken is counted against the points that run out first. So what has run out by a day is the most, over all
 * days until then, of: what was earned to be spent before that day, less what had been taken before it. Points given back
 * by a reversed spending keep their last day. What was taken beyond what can be spent is set off against what is pending
 * before it is owed. Entries that say that points ran out add nothing to that, but what they say is never taken back.
 */
export function balanceAt(entries: readonly PointsEntry[], day: LocalDate): PointsBalance {
  const until = entries.filter(({ on }) => on <= day);
  const earned = earnedOf(until);
  const expired = expiredBy(until, day);
  const all = sum(earned);
  const usable = sum(earned.filter(({ from }) => from <= day));
  const taken = takenBy(until, day) + expired;
  const available = usable >= taken ? usable - taken : Math.min(0, all - taken);
  return { available, pending: all - taken - available, expired, owed: Math.max(0, -available) };
}

/**
 * What runs out within a time from a day, the day itself included, if nothing more is earned or spent: the earliest first.
 * Pending points run out, too.
 */
export function expiring(
  entries: readonly PointsEntry[],
  day: LocalDate,
  within: Duration,
): readonly ExpiringPoints[] {
  const until = entries.filter(({ on }) => on <= day);
  const earned = earnedOf(until);
  const taken = takenBy(until, day);
  const end = addToDate(day, within);
  const lasts = new Set(
    earned.map(({ last }) => last).filter((last) => last >= day && last <= end),
  );
  let gone = expiredBy(until, day);
  const found: ExpiringPoints[] = [];
  for (const on of [...lasts].sort()) {
    const points = sum(earned.filter(({ last }) => last <= on)) - taken - gone;
    if (points <= 0) continue;
    found.push({ points, on });
    gone += points;
  }
  return found;
}

/** What has run out by a day; `entries` are those until then. */
export function expiredBy(entries: readonly PointsEntry[], day: LocalDate): number {
  const written = 0 - sum(entries.filter(({ kind, on }) => kind === "expire" && on <= day));
  return Math.max(written, ...outByDays(entries, day).map(({ out }) => out));
}

/** What of one purchase's points has run out by a day: what runs out on a day is of those whose last day was the latest. */
export function expiredOf(
  lot: PointsEarned,
  entries: readonly PointsEntry[],
  day: LocalDate,
): number {
  const lots = earnedOf(entries).toSorted(byLastDay).reverse();
  const gone = new Map<PointsEarned, number>();
  let before = 0;
  for (const { on, out } of outByDays(entries, day)) {
    let fresh = Math.max(0, out - before);
    before += fresh;
    for (const each of lots.filter(({ last }) => last < on)) {
      const part = Math.min(fresh, each.points - (gone.get(each) ?? 0));
      gone.set(each, (gone.get(each) ?? 0) + part);
      fresh -= part;
    }
  }
  return gone.get(lot) ?? 0;
}

function byLastDay(a: PointsEarned, b: PointsEarned): number {
  const [first, second] = [`${a.last} ${a.on} ${a.ref}`, `${b.last} ${b.on} ${b.ref}`];
  return first < second ? -1 : Number(first > second);
}

/**
 * On each day until one on which something can have run out, in their order: what was earned to be spent before it, less
 * what had been taken before it.
 */
function outByDays(entries: readonly PointsEntry[], day: LocalDate) {
  const earned = earnedOf(entries);
  const days = [
    ...earned.map(({ last }) => addDays(last, 1)),
    // What a reversed spending gives back has run out on the next day where its last day is over.
    ...entries.flatMap(({ kind, points, on }) =>
      kind === "reverse" && points > 0 ? [addDays(on, 1)] : [],
    ),
  ];
  const over = runningSum(earned.map(({ last, points }) => ({ day: last, points })));
  const changed = entries.filter(({ kind }) => kind !== "earn" && kind !== "expire");
  const taken = runningSum(changed.map(({ on, points }) => ({ day: on, points })));
  return [...new Set(days)]
    .filter((each) => each <= day)
    .sort()
    .map((on) => ({ on, out: over(on) + taken(on) }));
}

/** Adds up what lies before days that are asked for in their order, each looked at once. */
function runningSum(parts: readonly { readonly day: LocalDate; readonly points: number }[]) {
  const inOrder = parts.toSorted((a, b) => (a.day < b.day ? -1 : Number(a.day > b.day)));
  let next = 0;
  let total = 0;
  return (before: LocalDate): number => {
    for (let part = inOrder[next]; part !== undefined && part.day < before; part = inOrder[next]) {
      total += part.points;
      next += 1;
    }
    return total;
  };
}

/** What was taken until a day, returns and spendings less what was given back of them. */
function takenBy(entries: readonly PointsEntry[], day: LocalDate): number {
  return (
    0 - sum(entries.filter(({ kind, on }) => kind !== "earn" && kind !== "expire" && on <= day))
  );
}

function earnedOf(entries: readonly PointsEntry[]): readonly PointsEarned[] {
  return entries.filter((entry) => entry.kind === "earn");
}

function sum(entries: readonly { readonly points: number }[]): number {
  return entries.reduce((total, { points }) => total + points, 0);
}
