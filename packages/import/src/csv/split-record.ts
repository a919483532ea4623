import type { Delimiter } from "./detect-delimiter.ts";

/** Why a text is no record: a quoted value goes on after its end, or something follows a closing mark. */
export type Unsplit = "open" | "malformed";

/**
 * The values of one record (RFC 4180). Quotation marks quote only where a value begins with one; inside of a
 * value they are characters like others, as in `5" pipe`.
 */
export function splitRecord(text: string, delimiter: Delimiter): readonly string[] | Unsplit {
  if (delimiter === "whitespace") return text.trim().split(/\s+/);
  if (!text.includes('"')) return text.split(delimiter);
  const values: string[] = [];
  let at = 0;
  for (;;) {
    const end: number =
      text[at] === '"' ? closingMark(text, at) : nextDelimiter(text, delimiter, at) - 1;
    if (end < at - 1) return "open";
    const after: string | undefined = text[end + 1];
    if (after !== undefined && after !== delimiter) return "malformed";
    const value = text.slice(at, end + 1);
    values.push(text[at] === '"' ? value.slice(1, -1).replaceAll('""', '"') : value);
    if (after === undefined) return values;
    at = end + 2;
  }
}

/** The place of the mark that closes the one at a place; far before it where there is none. */
function closingMark(text: string, opening: number): number {
  let at = opening + 1;
  for (;;) {
    const mark = text.indexOf('"', at);
    if (mark < 0) return Number.NEGATIVE_INFINITY;
    if (text[mark + 1] !== '"') return mark;
    at = mark + 2;
  }
}

function nextDelimiter(text: string, delimiter: string, from: number): number {
  const found = text.indexOf(delimiter, from);
  return found < 0 ? text.length : found;
}
