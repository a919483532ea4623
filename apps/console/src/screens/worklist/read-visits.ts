/** A planned visit. */
export interface Visit {
  readonly customerId: string;
  readonly date: string;
}

/** What a file of planned visits has, or what is wrong with it. */
export type VisitsRead =
  | { readonly visits: readonly Visit[] }
  | { readonly columns: readonly string[] }
  | { readonly line: number };

const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** Reads planned visits from the text of a CSV file with the columns `customerId` and `date`; others are passed over. */
export function readVisits(text: string): VisitsRead {
  const [head = "", ...rows] = text.replace(/^\uFEFF/, "").split(/\r\n|\r|\n/);
  const separator = [";", "\t", ","].find((each) => head.includes(each)) ?? ",";
  const cellsOf = (row: string) =>
    row.split(separator).map((cell) => cell.trim().replace(/^"(.*)"$/, "$1"));
  const columns = cellsOf(head);
  const [customerAt, dateAt] = [columns.indexOf("customerId"), columns.indexOf("date")];
  if (customerAt < 0 || dateAt < 0) return { columns };
  const visits: Visit[] = [];
  for (const [index, row] of rows.entries()) {
    if (row.trim() === "") continue;
    const cells = cellsOf(row);
    const [customerId = "", date = ""] = [cells[customerAt], cells[dateAt]];
    if (customerId === "" || !DATE.test(date)) return { line: index + 2 };
    visits.push({ customerId, date });
  }
  return { visits };
}
