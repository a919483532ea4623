import type { Locale, LocalizedText } from "@perennial/contract";

/** What came of visits in a time: before the worklist, or after (B-07). */
export interface VisitCounts {
  readonly visits: number;
  /** Visits that led to nothing. */
  readonly zeroVisits: number;
  readonly enquiries: number;
  readonly orders: number;
}

/** The same as shares of the visits; nothing where none was made. */
export interface VisitShares {
  readonly zeroVisits: number;
  readonly enquiries: number;
  readonly orders: number;
}

/** Visits before and after, and what has become of each share. */
export interface VisitEffect {
  readonly before?: VisitShares;
  readonly after?: VisitShares;
  /** After less before, in shares; nothing where either time had no visits. */
  readonly change?: VisitShares;
}

/** What became of visits in words: the share that led to an order, and the share that led to nothing (B-07). */
export function visitEffectSentence(before: VisitCounts, after: VisitCounts): LocalizedText {
  const [first, second] = [sharesOf(before), sharesOf(after)];
  if (first === undefined || second === undefined) {
    const none = first === undefined && second === undefined;
    return {
      sv: none
        ? "Inga besök är registrerade."
        : `Inga besök är registrerade ${first === undefined ? "före" : "efter"} dagen, så det finns inget att jämföra med.`,
      en: none
        ? "No visits are recorded."
        : `No visits are recorded ${first === undefined ? "before" : "after"} the day, so there is nothing to compare with.`,
    };
  }
  const of = (locale: Locale) => (share: number) =>
    new Intl.NumberFormat(locale, { style: "percent" }).format(share);
  const [sv, en] = [of("sv"), of("en")];
  return {
    sv: `Till en order ledde ${sv(first.orders)} av besöken före dagen och ${sv(second.orders)} efter den. Utan resultat blev ${sv(first.zeroVisits)} före och ${sv(second.zeroVisits)} efter.`,
    en: `${en(first.orders)} of the visits before the day led to an order, and ${en(second.orders)} of those after it. ${en(first.zeroVisits)} led to nothing before, and ${en(second.zeroVisits)} after.`,
  };
}

/** Compares what visits led to before the worklist with what they lead to after (B-07). */
export function visitEffect(before: VisitCounts, after: VisitCounts): VisitEffect {
  const [first, second] = [sharesOf(before), sharesOf(after)];
  const change = first &&
    second && {
      zeroVisits: second.zeroVisits - first.zeroVisits,
      enquiries: second.enquiries - first.enquiries,
      orders: second.orders - first.orders,
    };
  return {
    ...(first && { before: first }),
    ...(second && { after: second }),
    ...(change && { change }),
  };
}

function sharesOf({ visits, zeroVisits, enquiries, orders }: VisitCounts): VisitShares | undefined {
  if (visits === 0) return undefined;
  return {
    zeroVisits: zeroVisits / visits,
    enquiries: enquiries / visits,
    orders: orders / visits,
  };
}
