import type { Answer } from "../../../app/api/call.ts";

type Entry = Answer<"listAudit">["items"][number];

/** Entries as a file that spreadsheets open, with a mark that tells them it is UTF-8. */
export function auditCsv(entries: readonly Entry[], nameOf: (operation: string) => string): string {
  const head = ["at", "who", "role", "from", "operation", "what", "about", "before", "after"];
  const rows = entries.map(({ at, who, role, origin, operation, about, before, after }) => [
    ...[at, who, role, origin, operation, nameOf(operation)],
    ...[about, before, after].map((each) => (each === null ? "" : JSON.stringify(each))),
  ]);
  return `\uFEFF${[head, ...rows].map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

/** A spreadsheet takes a cell that begins like this for a formula, whoever wrote it. */
const FORMULA = /^[=+\-@\t\r]/;

function cell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
