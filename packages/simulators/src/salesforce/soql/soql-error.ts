/** A query that Salesforce refuses; the message shows the place, as its own do. */
export class SoqlError extends Error {
  readonly errorCode: string;

  constructor(errorCode: string, message: string) {
    super(message);
    this.name = "SoqlError";
    this.errorCode = errorCode;
  }
}

const BEFORE = 45;
const AFTER = 45;

/** A refusal that points at a place of the query. */
export function errorAt(
  soql: string,
  at: number,
  what: { errorCode?: string; message: string },
): SoqlError {
  const rows = soql.slice(0, at).split("\n");
  const column = (rows.at(-1)?.length ?? 0) + 1;
  const start = Math.max(0, at - BEFORE);
  const snippet = soql.slice(start, at + AFTER).replaceAll("\n", " ");
  const caret = `${" ".repeat(at - start)}^`;
  const place = `ERROR at Row:${rows.length}:Column:${column}`;
  return new SoqlError(
    what.errorCode ?? "MALFORMED_QUERY",
    `\n${snippet}\n${caret}\n${place}\n${what.message}`,
  );
}
