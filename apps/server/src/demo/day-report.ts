import type { DaySummary } from "@perennial/api";
import type { LocalDate } from "@perennial/contract";
import type { DecisionCount } from "@perennial/store";

type Counts = Omit<DaySummary, "date" | "sentence">;

/** What a day's decisions amount to. */
export function countDay(rows: readonly DecisionCount[]): Counts {
  const sum = (holds: (row: DecisionCount) => boolean) =>
    rows.filter(holds).reduce((total, row) => total + row.count, 0);
  const sent = (channel: string) => sum((row) => row.kind === "sent" && row.channel === channel);
  const happened = (signal: string) =>
    sum(
      (row) =>
        row.reason === signal &&
        (row.kind === "entered" || (row.kind === "moved" && row.from !== null)),
    );
  const skipped = rows.filter((row) => row.kind === "skipped" || row.kind === "withdrawn");
  return {
    entered: sum((row) => row.kind === "entered"),
    mailed: sent("email"),
    texted: sent("sms"),
    called: sent("phone"),
    replied: happened("message.replied"),
    ordered: happened("agreement.ordered"),
    signed: sum((row) => row.kind === "goal-met"),
    left: sum((row) => row.kind === "ended"),
    held: sum((row) => row.kind === "held"),
    skipped: Object.fromEntries(
      [
        ...Map.groupBy(skipped, (row) =>
          row.kind === "withdrawn" ? "withdrawn" : (row.reason ?? "other"),
        ),
      ].map(([reason, of]) => [reason, of.reduce((total, row) => total + row.count, 0)]),
    ),
    unclear: sum((row) => row.kind === "unclear"),
  };
}

/** A day in plain words. */
export function daySentence(date: LocalDate, counts: Counts): string {
  const weekday = new Intl.DateTimeFormat("en-GB", {
    weekday: "short",
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  }).format(new Date(`${date}T12:00:00Z`));
  const parts = [
    part(counts.entered, "entered the program"),
    part(counts.mailed, "mailed"),
    part(counts.texted, "texted"),
    part(counts.called, "put on the call list"),
    part(counts.replied, "answered"),
    part(counts.ordered, "ordered"),
    part(counts.signed, "signed"),
    part(counts.left, "left the program"),
    part(counts.held, "held for later"),
    ...Object.entries(counts.skipped).map(([reason, count]) => part(count, `not sent (${reason})`)),
    part(counts.unclear, "unclear"),
  ].filter((each) => each !== "");
  return `${weekday}: ${parts.length > 0 ? parts.join(", ") : "nothing happened"}`;
}

function part(count: number, words: string): string {
  return count === 0 ? "" : `${count} ${words}`;
}
