import type { DryRunView } from "@perennial/api";

const COLUMNS = [
  ...(["date", "entered", "email", "sms", "smsSegments", "calls", "callsMade"] as const),
  ...(["callsWaiting", "tasks", "replies", "orders", "held", "skipped", "left", "cost"] as const),
];

/** A dry run's days as comma-separated values, one row a day; cost in the currency's minor unit. */
export function dryRunCsv({ days }: Pick<DryRunView, "days">): string {
  const rows = days.map((day) => COLUMNS.map((column) => String(day[column])));
  return `${[COLUMNS, ...rows].map((row) => row.join(",")).join("\r\n")}\r\n`;
}
