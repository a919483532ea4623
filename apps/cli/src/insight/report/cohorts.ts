import { cohortTable, type PurchaseCohort, purchaseBook } from "@perennial/lifecycle";
import type { InsightReport, ReportContext } from "../context.ts";
import { heading, indented, left, note, right } from "../output/lines.ts";
import type { Speech } from "../output/speech.ts";

/** Columns that fit on a line. */
const MOST_COLUMNS = 13;

/** Customers by when they first bought: who still buys, and for how much (issue's cohort view of D-33). */
export function makeCohorts({ base, asOf, settings, speech }: ReportContext): InsightReport {
  const table = cohortTable(purchaseBook(base.rows(), { asOf }), settings.cohorts);
  const { cohorts } = table;
  const share = (cell: PurchaseCohort["cells"][number]) =>
    `${speech.percent(cell.activeShare, 0)}${cell.complete ? "" : "*"}`;
  const amount = (cell: PurchaseCohort["cells"][number], { customers }: PurchaseCohort) =>
    `${speech.amount(cell.revenue / customers)}${cell.complete ? "" : "*"}`;
  const unit = speech.say(
    settings.cohorts === "month" ? { sv: "månad", en: "month" } : { sv: "kvartal", en: "quarter" },
  );
  return {
    data: { ...table },
    lines: [
      ...heading(speech.say({ sv: "Andel som köpte", en: "Share that bought" })),
      ...note(
        speech.say({
          sv: `En rad för alla som köpte första gången samma ${unit}; kolumn 0 är den ${unit === "månad" ? "månaden" : "kvartalet"}, kolumn 1 nästa, och så vidare. * är inte slut än.`,
          en: `A row for all who first bought in the same ${unit}; column 0 is that ${unit}, column 1 the next, and so on. * is not over yet.`,
        }),
      ),
      ...cohortLines(cohorts, share, speech),
      ...heading(
        speech.say({
          sv: `Köpt för per kund (${speech.currency})`,
          en: `Bought for per customer (${speech.currency})`,
        }),
      ),
      ...note(
        speech.say({
          sv: "Minus returer, delat med alla i raden, också dem som slutat köpa.",
          en: "Less returns, divided by all of the row, those who stopped buying as well.",
        }),
      ),
      ...cohortLines(cohorts, amount, speech),
    ],
  };
}

/** The newest periods are left out first where there is no place for all. */
function cohortLines(
  cohorts: readonly PurchaseCohort[],
  cellOf: (cell: PurchaseCohort["cells"][number], cohort: PurchaseCohort) => string,
  speech: Speech,
): readonly string[] {
  const longest = Math.max(0, ...cohorts.map(({ cells }) => cells.length));
  const shown = shownPeriods(longest);
  const rows = cohorts.map((cohort) => {
    const { label, customers, cells } = cohort;
    const values = shown.map((period) => {
      const cell = cells[period];
      return cell === undefined ? "" : cellOf(cell, cohort);
    });
    return [label, speech.count(customers), ...values];
  });
  return indented(
    [
      left(speech.say({ sv: "började", en: "began" })),
      right(speech.say({ sv: "kunder", en: "customers" })),
      ...shown.map((period) => right(String(period))),
    ],
    rows,
  );
}

function shownPeriods(longest: number): readonly number[] {
  const all = Array.from({ length: longest }, (_, period) => period);
  if (longest <= MOST_COLUMNS) return all;
  const step = Math.ceil((longest - 7) / (MOST_COLUMNS - 7));
  return all.filter(
    (period) => period < 7 || period === longest - 1 || (longest - 1 - period) % step === 0,
  );
}
