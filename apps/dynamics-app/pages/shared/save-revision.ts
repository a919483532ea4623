import { DataverseError, listRows, type Row, updateRow } from "./dataverse.ts";

/** A row that somebody has chosen anew for. */
export interface Choosing {
  readonly set: string;
  /** The column of its id. */
  readonly id: string;
  readonly select: readonly string[];
  /** As it was read. */
  readonly row: Row;
  readonly values: Row;
}

/**
 * Saves what was chosen under the next revision, so that Perennial sees it, and gives the row as it is then. Where the row
 * was written meanwhile, it is saved all the same if only Perennial has written; a choice of somebody else is left alone.
 * Throws the refusal of the Web API.
 */
export async function saveRevision(choosing: Choosing): Promise<Row> {
  try {
    await write(choosing, choosing.row);
  } catch (error) {
    if (!(error instanceof DataverseError) || error.status !== 412) throw error;
    const now = await readAgain(choosing);
    if (now.prnl_revision !== choosing.row.prnl_revision) throw error;
    await write(choosing, now);
  }
  return readAgain(choosing);
}

function write({ set, id, values }: Choosing, row: Row): Promise<void> {
  return updateRow(set, String(row[id]), {
    etag: String(row["@odata.etag"]),
    values: { ...values, prnl_revision: Number(row.prnl_revision ?? 0) + 1 },
  });
}

async function readAgain({ set, id, select, row }: Choosing): Promise<Row> {
  const { rows } = await listRows(set, { select, filter: `${id} eq ${row[id]}`, top: 1 });
  if (rows[0] === undefined) throw new DataverseError(404, `${set}(${row[id]})`);
  return rows[0];
}
