import type { Agreement, Consent, Customer, Purchase } from "@perennial/contract";
import {
  type FilePlan,
  type MadeRecord,
  type Reject,
  RowReader,
  recordsOfKind,
} from "@perennial/import";

/** The base of a dry run: everything the files hold. */
export interface Base {
  readonly customers: readonly Customer[];
  readonly agreements: readonly Agreement[];
  readonly purchases: readonly Purchase[];
  readonly consents: readonly Consent[];
}

/** What is told while files are read. */
export interface BaseListeners {
  readonly onReject: (reject: Reject) => void;
  readonly onProgress: (file: string, rows: number) => void;
}

/** Reads files into memory, since a dry run looks at everybody every day. */
export async function readBase(
  plans: readonly FilePlan[],
  { onReject, onProgress }: BaseListeners,
): Promise<Base> {
  const reader = new RowReader();
  const made: MadeRecord[] = [];
  for (const plan of plans) {
    let rows = 0;
    for await (const block of reader.read(plan)) {
      for (const item of block.items) made.push(item.made);
      for (const reject of block.rejects) onReject(reject);
      rows += block.rows;
      onProgress(plan.csv.path, rows);
    }
  }
  return {
    customers: recordsOfKind(made, "customers"),
    agreements: recordsOfKind(made, "agreements"),
    purchases: recordsOfKind(made, "purchases"),
    consents: recordsOfKind(made, "consents"),
  };
}
