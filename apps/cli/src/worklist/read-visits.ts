import { ApiError } from "@perennial/api";
import { LocalDate, RecordId } from "@perennial/contract";
import { openCsv } from "@perennial/import";
import { usageError } from "../output/cli-error.ts";

/** A planned visit, and the line of the file that it stands on. */
export interface VisitRow {
  readonly customerId: string;
  readonly date: LocalDate;
  readonly line: number;
}

const COLUMNS = ["customerId", "date"] as const;

/**
 * Reads planned visits from a CSV file with the columns `customerId` and `date`; others are passed over.
 * @throws CsvError where the file cannot be read, CliError at the line of a row that is no visit.
 */
export async function readVisits(path: string): Promise<readonly VisitRow[]> {
  const file = await openCsv(path);
  const [customerAt = -1, dateAt = -1] = COLUMNS.map((name) => file.columns.indexOf(name));
  if (customerAt < 0 || dateAt < 0) {
    throw usageError(
      `"${path}" has the columns ${file.columns.join(", ")}. Name one of them customerId, the CRM's id of the company, and one date.`,
    );
  }
  const visits: VisitRow[] = [];
  for await (const { rows } of file.blocks()) {
    for (const row of rows) {
      if ("fault" in row) throw usageError(`${path}:${row.line}: ${row.fault}. Correct the row.`);
      const { line, cells } = row;
      visits.push({ ...visitOf(cells[customerAt], cells[dateAt], `${path}:${line}`), line });
    }
  }
  return visits;
}

function visitOf(customer = "", day = "", place: string): Omit<VisitRow, "line"> {
  const customerId = RecordId.safeParse(customer.trim());
  if (!customerId.success) {
    throw usageError(`${place}: "${customer}" is no id of a company. Write the one the CRM has.`);
  }
  const date = LocalDate.safeParse(day.trim());
  if (!date.success) {
    throw usageError(`${place}: "${day}" is no date. Write one such as 2026-03-10.`);
  }
  return { customerId: customerId.data, date: date.data };
}

/** What the server says of visits, with their rows in the file. Any other error is left as it is. */
export function atItsRow(error: unknown, visits: readonly VisitRow[], path: string): unknown {
  if (!(error instanceof ApiError)) return error;
  const told = (error.problem.problems ?? []).flatMap(({ place, message }) => {
    const index = /^body\.visits\.(\d+)\./.exec(place)?.[1];
    const visit = index === undefined ? undefined : visits[Number(index)];
    return visit ? [`${path}:${visit.line}: ${message}`] : [];
  });
  return told.length === 0 ? error : usageError(told.join("\n"), error);
}
