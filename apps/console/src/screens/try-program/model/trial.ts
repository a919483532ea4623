/** How long a trial may go on, in days. */
export const TRIAL_DAYS = [90, 365, 730] as const;

/** What is tried, as the address has it. */
export interface Trial {
  readonly customer: string;
  /** Empty for today. */
  readonly from: string;
  readonly days: (typeof TRIAL_DAYS)[number];
  readonly letIn: boolean;
  readonly behaves: "silent" | "usual";
  readonly source: "draft" | "published";
}

/** Reads a trial from an address; what it does not say is as usual. */
export function trialOf(search: Readonly<Record<string, unknown>>): Trial {
  const { customer, from, days, letIn, behaves, source } = search;
  const isDate = typeof from === "string" && /^\d{4}-\d{2}-\d{2}$/.test(from);
  return {
    customer: typeof customer === "string" || typeof customer === "number" ? String(customer) : "",
    from: isDate ? from : "",
    days: TRIAL_DAYS.find((each) => each === days) ?? 365,
    letIn: letIn !== false,
    behaves: behaves === "usual" ? "usual" : "silent",
    source: source === "published" ? "published" : "draft",
  };
}
