import type { FoundCustomerView } from "@perennial/api";
import type { Say } from "../../app/language/words.ts";
import type { words } from "./words.ts";

type Said = Say<keyof (typeof words)["sv"]>;

/** Read by spreadsheets as text in Unicode. */
const MARK = "\uFEFF";
/** What spreadsheets would take for a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/** Customers as a file with semicolons, which spreadsheets in Swedish open as columns. */
export function csvOf(rows: readonly FoundCustomerView[], t: Said): string {
  const head = [
    ...[t("columnId"), t("columnName"), t("columnEmail"), t("columnMobile"), t("columnTier")],
    ...[t("columnPhase"), t("columnClass"), t("columnSegment"), t("columnFlow"), t("columnValue")],
    ...[t("columnRisk"), t("columnNextEnd"), t("columnPrograms"), t("columnLastContact")],
  ];
  const lines = [head, ...rows.map(cellsOf)].map((cells) => cells.map(cellOf).join(";"));
  return `${MARK}${lines.join("\r\n")}\r\n`;
}

function cellsOf(row: FoundCustomerView): readonly string[] {
  const value = row.value === null ? "" : String(row.value / 100);
  return [
    ...[row.id, row.name, row.email ?? "", row.mobile ?? "", row.tier?.name ?? ""],
    ...[row.phase ?? "", row.valueClass ?? "", row.segment?.name ?? "", row.flow ?? "", value],
    ...[row.risk ?? "", row.nextEnd ?? "", row.programs.map(({ name }) => name).join(", ")],
    row.lastContact ?? "",
  ];
}

/** A text in quotes; one that a spreadsheet would compute begins with an apostrophe. */
function cellOf(text: string): string {
  const safe = FORMULA.test(text) && !/^[+-]?\d+(?:\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[";\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
