/** How lines of a CSV end, as jobs name it. */
export type LineEnding = "LF" | "CRLF";

/** Thrown where a text is no CSV; the message says what is wrong. */
export class CsvError extends Error {}

/** The rows of a CSV with commas and double quotes, the header among them. */
export function parseCsv(text: string, lineEnding: LineEnding): string[][] {
  const end = lineEnding === "LF" ? "\n" : "\r\n";
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    const quoted = text[at] === '"';
    const cell = quoted ? quotedCell(text, at) : plainCell(text, at, end);
    row.push(cell.value);
    at = cell.next;
    if (at >= text.length || text.startsWith(end, at)) {
      rows.push(row);
      row = [];
      at += end.length;
    } else if (text[at] === ",") {
      at += 1;
      if (at >= text.length || text.startsWith(end, at)) {
        row.push("");
        rows.push(row);
        row = [];
        at += end.length;
      }
    } else
      throw new CsvError(
        `LineEnding is invalid on user data. Current LineEnding setting is ${lineEnding}`,
      );
  }
  return rows;
}

/** Rows as CSV; every cell stands in quotes. */
export function formatCsv(rows: readonly (readonly string[])[], lineEnding: LineEnding): string {
  const end = lineEnding === "LF" ? "\n" : "\r\n";
  return rows
    .map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",") + end)
    .join("");
}

interface Cell {
  readonly value: string;
  readonly next: number;
}

function quotedCell(text: string, start: number): Cell {
  let value = "";
  let at = start + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) throw new CsvError("A quoted cell does not end");
    value += text.slice(at, quote);
    if (text[quote + 1] !== '"') return { value, next: quote + 1 };
    value += '"';
    at = quote + 2;
  }
}

function plainCell(text: string, start: number, end: string): Cell {
  const comma = text.indexOf(",", start);
  const line = text.indexOf(end, start);
  const ends = [comma, line].filter((index) => index >= 0);
  const next = ends.length === 0 ? text.length : Math.min(...ends);
  const value = text.slice(start, next);
  if (value.includes("\n") || value.includes("\r"))
    throw new CsvError("LineEnding is invalid on user data. Current LineEnding setting is wrong");
  return { value, next };
}
