import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";

/** What came of what was to go out. */
export const OUTCOMES = ["sent", "waiting", "skipped", "failed", "unclear"] as const;
const CHANNELS = ["sms", "email", "phone", "post"] as const;

/** What the log shows, all of which stands in its address. */
export interface ActivityFilter {
  readonly outcome?: (typeof OUTCOMES)[number] | undefined;
  readonly channel?: (typeof CHANNELS)[number] | undefined;
  readonly program?: string | undefined;
  readonly reason?: string | undefined;
  readonly customer?: string | undefined;
  /** The first and the last day, such as 2026-03-31. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Reads what the log shows from its address. */
export function filterOf(search: Readonly<Record<string, unknown>>): ActivityFilter {
  const text = (name: string, form = /./) => {
    const value = search[name];
    const said = typeof value === "number" ? String(value) : value;
    return typeof said === "string" && form.test(said) ? said : undefined;
  };
  return {
    outcome: OUTCOMES.find((each) => each === search.outcome),
    channel: CHANNELS.find((each) => each === search.channel),
    program: text("program"),
    reason: text("reason"),
    customer: text("customer"),
    from: text("from", DAY),
    to: text("to", DAY),
  };
}

/** What the log shows, from its address, and how to show something else. */
export function useActivityFilter() {
  const search = useSearch({ strict: false }) as Readonly<Record<string, unknown>>;
  const filter = useMemo(() => filterOf(search), [search]);
  const navigate = useNavigate();
  const change = useCallback(
    (next: ActivityFilter) => {
      const said = Object.entries(next).filter(([, value]) => value !== undefined && value !== "");
      void navigate({
        to: "/activity",
        search: Object.fromEntries(said) as never,
        replace: true,
      });
    },
    [navigate],
  );
  return { filter, change };
}

/** The moment a day begins in a zone, such as of the first day asked for. */
export function startOf(day: string, zone: string): string {
  const guess = Date.parse(`${day}T00:00:00Z`);
  const parts = new Intl.DateTimeFormat("sv-SE", {
    ...{ timeZone: zone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit" },
    ...{ hour: "2-digit", minute: "2-digit" },
  }).format(new Date(guess));
  const shown = Date.parse(`${parts.replace(" ", "T")}:00Z`);
  return new Date(guess - (shown - guess)).toISOString();
}

/** The moment a day is over in a zone. */
export function endOf(day: string, zone: string): string {
  const next = new Date(Date.parse(`${day}T00:00:00Z`) + 24 * 60 * 60_000);
  return startOf(next.toISOString().slice(0, 10), zone);
}
