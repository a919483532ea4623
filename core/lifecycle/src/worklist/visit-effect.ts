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
