import { splitRecord } from "./split-record.ts";

/** What parts the values of a row: one character, or any number of blanks. */
export type Delimiter = "," | ";" | "\t" | "|" | "whitespace";

/** What is looked for, the likelier first; blanks alone are never guessed. */
const CANDIDATES = [",", ";", "\t", "|"] as const;

/** The delimiter of a header line: the one that parts it into most columns; a comma where it has one column. */
export function detectDelimiter(header: string): Delimiter {
  const columns = (delimiter: Delimiter) => {
    const split = splitRecord(header, delimiter);
    return typeof split === "string" ? 0 : split.length;
  };
  const [first, ...rest] = CANDIDATES;
  return rest.reduce<Delimiter>(
    (best, each) => (columns(each) > columns(best) ? each : best),
    first,
  );
}
