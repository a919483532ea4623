import { ConnectorError } from "@perennial/contract";
import type { DescribedField, SalesforceRecord } from "../salesforce-client.ts";
import { csvRows } from "./csv-rows.ts";

/** Fields made of several others, or too large: no bulk job may ask for them (Bulk API 2.0 Developer Guide, "Query Jobs"). */
const REFUSED: ReadonlySet<string> = new Set(["address", "location", "complexvalue", "base64"]);
const NUMBERS: ReadonlySet<string> = new Set(["int", "long", "double", "currency", "percent"]);

/** Whether a bulk job can be asked for a field. */
export function isForBulk({ type }: Pick<DescribedField, "type">): boolean {
  return !REFUSED.has(type);
}

/**
 * The records of a job's results as a query would have given them: in a table everything is letters, and what is empty is nothing. Throws a
 * `ConnectorError` of kind `unavailable` for a text that is no whole table of records.
 */
export function* recordsIn(
  text: string,
  fields: readonly Pick<DescribedField, "name" | "type">[],
): Generator<SalesforceRecord, void, undefined> {
  const types = new Map(fields.map(({ name, type }) => [name.toLowerCase(), { name, type }]));
  let columns: readonly { readonly name: string; readonly type: string }[] | undefined;
  for (const cells of csvRows(text)) {
    if (columns === undefined) {
      columns = cells.map((name) => types.get(name.toLowerCase()) ?? { name, type: "string" });
      continue;
    }
    const record: Record<string, unknown> = {};
    for (const [at, { name, type }] of columns.entries())
      record[name] = readCell(cells[at] ?? "", type);
    const { Id } = record;
    if (typeof Id !== "string" || cells.length !== columns.length) throw noRecord();
    yield { ...record, Id };
  }
}

function readCell(cell: string, type: string): string | number | boolean | null {
  if (cell === "") return null;
  if (type === "boolean") return cell.toLowerCase() === "true";
  if (NUMBERS.has(type)) return Number(cell);
  // A query writes the zone of a moment in digits.
  return type === "datetime" ? cell.replace(/Z$/, "+0000") : cell;
}

function noRecord(): ConnectorError {
  const message = "a row of a bulk job's results is no record; they are asked for again";
  return new ConnectorError({ connector: "salesforce", kind: "unavailable", message });
}
