import type { FilePlan, ImportOutcome, KindTotals, RecordKind } from "@perennial/import";
import { count, counted } from "../output/numbers.ts";
import { table } from "../output/table.ts";
import type { RejectFiles } from "./reject-files.ts";

/** What there is to tell of an import. */
export interface ImportReport {
  readonly outcome: ImportOutcome;
  readonly plans: readonly FilePlan[];
  readonly rejects: Pick<RejectFiles, "count" | "paths">;
  readonly seconds: number;
  /** Whose records they are. */
  readonly tenant: string;
}

/** What became of an import, to read. */
export function outcomeLines({
  outcome,
  plans,
  rejects,
  seconds,
  tenant,
}: ImportReport): readonly string[] {
  const kinds = outcome.totals.entries();
  const hasOlder = kinds.some(([, { older }]) => older > 0);
  const right = (title: string) => ({ title, align: "right" }) as const;
  const columns = [
    { title: "" },
    ...["read", "new", "changed", "unchanged"].map(right),
    ...(hasOlder ? [right("older")] : []),
    right("rejected"),
  ];
  const rows = kinds.map(([kind, totals]) => [
    ...[kind, count(totals.read), count(totals.new), count(totals.changed)],
    count(totals.unchanged),
    ...(hasOlder ? [count(totals.older)] : []),
    count(totals.rejected),
  ]);
  const total = Object.values(outcome.rows).reduce((sum, each) => sum + each, 0);
  return [
    ...plans.flatMap(unusedLine),
    ...table(columns, rows),
    "",
    `${counted(total, "row")} for the tenant "${tenant}" in ${seconds.toFixed(1)} s, ${count(total / Math.max(seconds, 0.001))} a second.`,
    ...(hasOlder ? ["Older: the system holds a newer copy, which stays."] : []),
    ...leftOutLines(kinds),
    ...adviceLines(rejects),
    "Nothing was sent and nobody entered a program. Active programs look at the records at their next daily review.",
  ];
}

function unusedLine({ csv, unused }: FilePlan): readonly string[] {
  return unused.length === 0 ? [] : [`${csv.path}: not imported: ${unused.join(", ")}`, ""];
}

/** What was left out though nothing is wrong with it, and why. */
function leftOutLines(kinds: readonly (readonly [RecordKind, KindTotals])[]): readonly string[] {
  const sum = (key: "forgotten" | "merged") =>
    kinds.reduce((total, [, totals]) => total + (totals[key] ?? 0), 0);
  const [forgotten, merged] = [sum("forgotten"), sum("merged")];
  return [
    ...(forgotten > 0
      ? [
          `${counted(forgotten, "record")} left out: of people who asked to be forgotten; nothing brings them back.`,
        ]
      : []),
    ...(merged > 0
      ? [
          `${counted(merged, "record")} left out: of customers that have become one with others, whose own records hold.`,
        ]
      : []),
  ];
}

function adviceLines({
  count: number,
  paths,
}: Pick<RejectFiles, "count" | "paths">): readonly string[] {
  if (number === 0) return [];
  const advice =
    paths.length > 0
      ? `They are in ${paths.join(" and ")}: correct and import them from there.`
      : "Correct them and import the file again, or have them written out with --rejects FILE.";
  return [`${counted(number, "record")} rejected. ${advice}`];
}
