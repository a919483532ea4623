import type { LocalDate, Locale } from "@perennial/contract";
import { balanceAt, expiredBy, expiredOf } from "./points-balance.ts";
import type { PointsEntry, PointsReversed, PointsTaken } from "./points-entry.ts";

/** Why points were not spent or taken back. */
export const POINTS_REFUSALS = [
  "not-enough",
  "no-amount",
  "done-before",
  "nothing-to-reverse",
] as const;
export type PointsRefusal = (typeof POINTS_REFUSALS)[number];

/** What came of an attempt to change a member's points. */
export type PointsOutcome =
  /** The entries to add, in this order. */
  | { readonly accepted: true; readonly entries: readonly PointsEntry[] }
  | { readonly accepted: false; readonly reason: PointsRefusal };

/**
 * Spends points, never more than there are (product.md, 20). What has run out by the day and has no entry yet gets one
 * before.
 * @param spending what it is spent on, which is spent on once: an order, a voucher
 */
export function spendPoints(
  entries: readonly PointsEntry[],
  { ref, points, on }: { readonly ref: string; readonly points: number; readonly on: LocalDate },
): PointsOutcome {
  if (!Number.isSafeInteger(points) || points <= 0) return { accepted: false, reason: "no-amount" };
  if (entries.some((entry) => entry.kind === "spend" && entry.ref === ref)) {
    return { accepted: false, reason: "done-before" };
  }
  if (balanceAt(entries, on).available < points) return { accepted: false, reason: "not-enough" };
  const spent: PointsTaken = { kind: "spend", ref, points: -points, on };
  return { accepted: true, entries: [...dueExpiry(entries, on), spent] };
}

/**
 * Takes an entry back. Of a purchase: the points it gave, also where they have been spent, so that the balance may go
 * below 0; but none that ran out, for those are gone. Of a spending: gives the points back, with the last day they had.
 */
export function reversePoints(
  entries: readonly PointsEntry[],
  { of, ref, on }: { readonly of: "earn" | "spend"; readonly ref: string; readonly on: LocalDate },
): PointsOutcome {
  const entry = entries.find((each) => each.kind === of && each.ref === ref);
  if (entry === undefined) return { accepted: false, reason: "nothing-to-reverse" };
  if (entries.some((each) => each.kind === "reverse" && each.of === of && each.ref === ref)) {
    return { accepted: false, reason: "done-before" };
  }
  const due = dueExpiry(entries, on);
  const gone = entry.kind === "earn" ? expiredOf(entry, entries, on) : 0;
  const points = -(entry.points - gone);
  const reversed: PointsReversed = {
    kind: "reverse",
    of,
    ref,
    points: points === 0 ? 0 : points,
    on,
  };
  return { accepted: true, entries: [...due, reversed] };
}

/** The entry for what has run out by a day, where none says so yet. */
export function dueExpiry(entries: readonly PointsEntry[], day: LocalDate): readonly PointsTaken[] {
  const written = entries.filter((entry) => entry.kind === "expire");
  const before = written.reduce((sum, { points }) => sum - points, 0);
  const due =
    expiredBy(
      entries.filter(({ on }) => on <= day),
      day,
    ) - before;
  if (due <= 0) return [];
  return [{ kind: "expire", ref: String(written.length + 1), points: -due, on: day }];
}

const WORDS: Readonly<Record<PointsRefusal, Readonly<Record<Locale, string>>>> = {
  "not-enough": { sv: "Poängen räcker inte.", en: "There are not enough points." },
  "no-amount": {
    sv: "Ange ett helt antal poäng, minst 1.",
    en: "Give a whole number of points, at least 1.",
  },
  "done-before": { sv: "Det är redan gjort.", en: "That has been done already." },
  "nothing-to-reverse": {
    sv: "Det finns ingenting att ta tillbaka.",
    en: "There is nothing to take back.",
  },
};

/** Why points were not spent or taken back, in words. */
export function pointsRefusalSentence(reason: PointsRefusal, locale: Locale): string {
  return WORDS[reason][locale];
}

/** A member's points in words; says so where they are below zero, and why. */
export function balanceSentence(
  {
    available,
    pending,
    owed,
  }: { readonly available: number; readonly pending: number; readonly owed: number },
  locale: Locale,
): string {
  if (owed > 0) {
    return locale === "sv"
      ? `Saldot är −${owed} poäng: köp har lämnats tillbaka efter att poängen användes. Nya poäng räknas av mot det.`
      : `The balance is −${owed} points: purchases were returned after their points had been spent. New points go towards it.`;
  }
  const later =
    pending <= 0
      ? ""
      : locale === "sv"
        ? ` ${pending} poäng till väntar.`
        : ` Another ${pending} are pending.`;
  return locale === "sv"
    ? `${available} poäng att använda.${later}`
    : `${available} points to spend.${later}`;
}
