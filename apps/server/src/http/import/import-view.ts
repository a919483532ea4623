import type { ImportResultView, ImportTotals, Operations } from "@perennial/api";
import type { Examined, FilePlan, Reject, Totals } from "@perennial/import";
import type { z } from "zod";

/** What became of the records of each kind, as clients see it. */
export function totalsView(totals: Totals): ImportTotals[] {
  return totals.entries().map(([kind, counts]) => ({
    ...{ kind, read: counts.read, new: counts.new, changed: counts.changed },
    unchanged: counts.unchanged,
    skipped: counts.older + (counts.forgotten ?? 0) + (counts.merged ?? 0),
    failed: counts.rejected,
  }));
}

/** What there is to tell at the end. */
export interface ImportTold {
  readonly plans: readonly FilePlan[];
  readonly body: z.output<Operations["importRecords"]["body"]>;
  readonly totals: Totals;
  readonly failed: number;
  readonly first: readonly Omit<Reject, "row">[];
  /** Rows by path, where the files were taken in. */
  readonly rows?: Readonly<Record<string, number>>;
  /** Where they were only looked at. */
  readonly examined?: readonly Examined[];
}

/** What became of files, or would, as clients see it. */
export function resultView(told: ImportTold): Omit<ImportResultView, "kept"> {
  const { plans, body, totals, failed, first, rows = {}, examined = [] } = told;
  return {
    files: plans.map(({ given, csv, makers, unused }) => {
      const seen = examined.find(({ file }) => file === csv.path);
      return {
        kind: given,
        name: body.files.find(({ kind }) => kind === given)?.name ?? given,
        rows: seen?.rows ?? rows[csv.path] ?? 0,
        ...{ delimiter: csv.delimiter, encoding: csv.encoding },
        ...{ columns: [...csv.columns], unused: [...unused] },
        fields: makers.flatMap(({ kind, columns }) =>
          [...columns].map(([field, of]) => ({ kind, field, columns: [...of] })),
        ),
        samples: (seen?.samples ?? []).map(({ line, kind, fields }) => ({
          ...{ line, kind, fields: fields.map((each) => ({ ...each })) },
        })),
      };
    }),
    ...{ totals: totalsView(totals), failed },
    firstFailures: first.map(({ file, line, faults }) => ({
      kind: plans.find(({ csv }) => csv.path === file)?.given ?? "customers",
      ...{ line, faults: faults.map(({ column, reason }) => ({ column, reason })) },
    })),
  };
}
