import { ConnectorError } from "@perennial/contract";

/** What became of a row. */
export type RowOutcome =
  | { readonly key: string; readonly written: true }
  | { readonly key: string; readonly written: false; readonly error: ConnectorError };

/** Errors that are of one row, not of the request, so that others may pass without it. */
const OF_A_ROW: readonly string[] = ["invalid", "not-found", "conflict"];

/**
 * Sends rows in requests that are taken as a whole or not at all (crm/dynamics.md, 4): one that is refused is halved
 * until the rows that are at fault stand alone. Throws what is of no row, such as a limit or a connection that broke;
 * what was taken before then is written.
 */
export async function bisect<Row extends { readonly key: string }>(
  rows: readonly Row[],
  size: number,
  send: (rows: readonly Row[]) => Promise<void>,
): Promise<readonly RowOutcome[]> {
  const outcomes: RowOutcome[] = [];
  for (let from = 0; from < rows.length; from += size)
    outcomes.push(...(await sendPart(rows.slice(from, from + size), send)));
  return outcomes;
}

async function sendPart<Row extends { readonly key: string }>(
  rows: readonly Row[],
  send: (rows: readonly Row[]) => Promise<void>,
): Promise<readonly RowOutcome[]> {
  try {
    await send(rows);
    return rows.map(({ key }) => ({ key, written: true }));
  } catch (error) {
    const [first] = rows;
    if (!ConnectorError.isInstance(error) || !OF_A_ROW.includes(error.kind) || !first) throw error;
    if (rows.length === 1) return [{ key: first.key, written: false, error }];
    const middle = Math.ceil(rows.length / 2);
    const before = await sendPart(rows.slice(0, middle), send);
    return [...before, ...(await sendPart(rows.slice(middle), send))];
  }
}
