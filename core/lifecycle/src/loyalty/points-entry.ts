import type { LocalDate } from "@perennial/contract";

/** What an entry of the points ledger is for. */
export const POINTS_KINDS = ["earn", "return", "spend", "expire", "reverse"] as const;
export type PointsKind = (typeof POINTS_KINDS)[number];

/** What every entry says. Entries are only ever added (product.md, 20). */
interface Entry {
  /** With its kind, unique to the customer: the purchase, or what the points were spent on. */
  readonly ref: string;
  /** Added to the member's points, or taken from them where it is below 0. */
  readonly points: number;
  readonly on: LocalDate;
}

/** Points for a purchase. */
export interface PointsEarned extends Entry {
  readonly kind: "earn";
  /** The first day they can be spent: until then they are pending. */
  readonly from: LocalDate;
  /** The last day they can be spent. */
  readonly last: LocalDate;
}

/**
 * Points that are taken: by a record of a returned purchase (`return`), by the member (`spend`), or because they ran out
 * (`expire`).
 */
export interface PointsTaken extends Entry {
  readonly kind: "return" | "spend" | "expire";
}

/** Takes back what an earlier entry, that of `of`, gave or took. */
export interface PointsReversed extends Entry {
  readonly kind: "reverse";
  readonly of: "earn" | "spend";
}

/** One entry of a member's ledger. */
export type PointsEntry = PointsEarned | PointsTaken | PointsReversed;

/** What a purchase gave and what takes it back: what counts as earned where tiers go by points. */
export function countsAsEarned(entry: PointsEntry): boolean {
  return (
    entry.kind === "earn" ||
    entry.kind === "return" ||
    (entry.kind === "reverse" && entry.of === "earn")
  );
}
