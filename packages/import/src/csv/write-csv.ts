import type { Delimiter } from "./detect-delimiter.ts";

/** A row as a line of CSV, with quotation marks where a value needs them and a line end. */
export function csvLine(cells: readonly string[], delimiter: Delimiter = ","): string {
  const by = delimiter === "whitespace" ? "," : delimiter;
  const quoted = cells.map((cell) =>
    /["\r\n]/.test(cell) || cell.includes(by) ? `"${cell.replaceAll('"', '""')}"` : cell,
  );
  return `${quoted.join(by)}\n`;
}
