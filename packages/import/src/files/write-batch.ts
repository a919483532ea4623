import type { Locale } from "@perennial/contract";
import {
  AGREEMENTS,
  CUSTOMERS,
  type ImportedCounts,
  importConsents,
  importRecords,
  knownIds,
  PURCHASES,
  type RecordTable,
  type StoredRecord,
  type TenantTransaction,
} from "@perennial/store";
import type { MadeRecord, RecordMaker } from "../mapping/compile-record.ts";
import type { MadeItem, Reject } from "../records/make-rows.ts";
import { recordsOfKind } from "../records/records-of-kind.ts";
import { importWords } from "../words/import-messages.ts";
import { type AdmittedBy, admitItems } from "./admit-items.ts";
import { Totals } from "./totals.ts";

/** Where a batch is written. */
export interface BatchWriting {
  readonly tx: TenantTransaction;
  readonly file: string;
  readonly makers: readonly RecordMaker[];
  readonly admittedBy: AdmittedBy;
  /** In which language it is told what could not be taken. */
  readonly locale: Locale;
}

/** What became of a batch; `rejects` are not in the totals. */
export interface BatchOutcome {
  readonly totals: Totals;
  readonly rejects: readonly Reject[];
}

/**
 * Writes records in one go, customers first, and gives those rejected because they are about a customer that
 * nobody knows: Perennial never invents one. Whoever was forgotten stays so, and what was merged stays one.
 */
export async function writeBatch(
  writing: BatchWriting,
  told: readonly MadeItem[],
): Promise<BatchOutcome> {
  const rejects: Reject[] = [];
  const totals = new Totals();
  const { items, leftOut } = await admitItems(writing.tx, told, writing.admittedBy);
  for (const { kind, reason } of leftOut) totals.add(kind, { [reason]: 1 });
  for (const maker of writing.makers) {
    const own = items.filter((item) => item.maker === maker);
    if (own.length === 0) continue;
    const { known, unknown } = await byCustomer(writing, own);
    rejects.push(...unknown.map((item) => withoutCustomer(item, writing)));
    totals.add(maker.kind, await writeKind(writing, maker, known));
  }
  return { totals, rejects };
}

async function byCustomer(
  { tx }: BatchWriting,
  items: readonly MadeItem[],
): Promise<{ readonly known: readonly MadeItem[]; readonly unknown: readonly MadeItem[] }> {
  const ids = new Set(items.flatMap(({ made }) => customerOf(made) ?? []));
  const there = await knownIds(tx, CUSTOMERS, [...ids]);
  const isKnown = ({ made }: MadeItem) => {
    const customer = customerOf(made);
    return customer === undefined || there.has(customer);
  };
  return { known: items.filter(isKnown), unknown: items.filter((item) => !isKnown(item)) };
}

function customerOf({ kind, record }: MadeRecord): string | undefined {
  return kind === "customers" ? undefined : record.customerId;
}

function withoutCustomer(
  { made, maker, line, row }: MadeItem,
  { file, locale }: Pick<BatchWriting, "file" | "locale">,
): Reject {
  const words = importWords("no-customer", { field: "customerId", id: customerOf(made) ?? "" });
  const reason = words[locale];
  const column = maker.columns.get("customerId")?.join(", ") ?? "";
  return { file, line, kind: made.kind, faults: [{ column, reason }], row };
}

async function writeKind(
  { tx }: BatchWriting,
  maker: RecordMaker,
  items: readonly MadeItem[],
): Promise<Partial<ImportedCounts>> {
  if (items.length === 0) return {};
  const told = items.map(({ made }) => made);
  const write = <T extends StoredRecord>(record: RecordTable<T>, rows: readonly T[]) =>
    importRecords(tx, {
      ...{ record, rows, fields: maker.fields, attributes: maker.attributes },
      dated: maker.isDated ? "file" : "import",
    });
  switch (maker.kind) {
    case "customers":
      return write(CUSTOMERS, recordsOfKind(told, "customers"));
    case "agreements":
      return write(AGREEMENTS, recordsOfKind(told, "agreements"));
    case "purchases":
      return write(PURCHASES, recordsOfKind(told, "purchases"));
    case "consents": {
      const added = await importConsents(tx, recordsOfKind(told, "consents"));
      return { new: added, unchanged: told.length - added };
    }
  }
}
