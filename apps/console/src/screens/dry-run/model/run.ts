/** How long a dry run may be, in days. */
export const RUN_DAYS = [30, 90, 180, 365] as const;

/** What is run, as the address has it. */
export interface Run {
  /** Empty for today. */
  readonly from: string;
  readonly days: (typeof RUN_DAYS)[number];
  readonly source: "draft" | "published";
  /** How many calls there is time for in a day. */
  readonly capacity: number;
}

const USUAL_CAPACITY = 40;

/** Reads a run from an address; what it does not say is as usual. */
export function runOf(search: Readonly<Record<string, unknown>>): Run {
  const { from, days, source, capacity } = search;
  const isDate = typeof from === "string" && /^\d{4}-\d{2}-\d{2}$/.test(from);
  const isNumber = typeof capacity === "number" && capacity > 0;
  return {
    from: isDate ? from : "",
    days: RUN_DAYS.find((each) => each === days) ?? 90,
    source: source === "published" ? "published" : "draft",
    capacity: isNumber ? capacity : USUAL_CAPACITY,
  };
}
