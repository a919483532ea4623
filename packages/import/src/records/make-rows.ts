import type { Locale } from "@perennial/contract";
import { consentKey } from "@perennial/store";
import type { CsvRecord } from "../csv/assemble-records.ts";
import type { MadeRecord, Misfit, RecordMaker } from "../mapping/compile-record.ts";
import type { FilePlan } from "../mapping/plan-files.ts";
import { RECORD_KINDS, type RecordKind, THE_RECORD } from "../mapping/record-kinds.ts";
import { importWords } from "../words/import-messages.ts";
import { type ContentPrint, contentPrint } from "./content-print.ts";
import { SeenRecords } from "./seen-records.ts";

/** A record that a row should have made and could not, and why. */
export interface Reject {
  readonly file: string;
  readonly line: number;
  readonly kind: RecordKind;
  /** At least one. The column is empty where it is the whole row. */
  readonly faults: readonly Misfit[];
  /** The row itself: its values, or its text where it could not be taken apart. */
  readonly row: readonly string[] | string;
}

/** A record of a row, and by which part of the mapping it was made. */
export interface MadeItem {
  readonly maker: RecordMaker;
  readonly made: MadeRecord;
  readonly line: number;
  readonly row: readonly string[];
}

/** What became of some rows. */
export interface MadeBlock {
  readonly rows: number;
  readonly items: readonly MadeItem[];
  readonly rejects: readonly Reject[];
  /** Records that stood before with the same values: there is nothing to do about them. */
  readonly repeats: readonly RecordKind[];
  /** Bytes of the file that have been read. */
  readonly bytes: number;
}

/**
 * Makes records of the rows of files, one file after the other. An id counts the first time it comes: the same
 * again is passed over, and with other values it is rejected, except where many rows naturally tell of one
 * record, as purchases do of their customer.
 */
export class RowReader {
  readonly #seen = new Map<RecordKind, SeenRecords>();
  readonly #prints = new Map<RecordMaker, ContentPrint>();
  readonly #paths: string[] = [];

  /** Reads a file to its end. */
  async *read(plan: FilePlan): AsyncGenerator<MadeBlock> {
    this.#paths.push(plan.csv.path);
    for await (const { rows, bytes } of plan.csv.blocks()) {
      const block = new BlockBuilder();
      for (const row of rows) this.#readRow(plan, row, block);
      const { items, rejects, repeats } = block;
      yield { rows: rows.length, items, rejects, repeats, bytes };
    }
  }

  #readRow(plan: FilePlan, row: CsvRecord, block: BlockBuilder): void {
    const { path } = plan.csv;
    if (!("cells" in row)) {
      const kind = plan.makers[0]?.kind ?? plan.given;
      const faults = [{ column: "", reason: row.words[localeOf(plan)] }];
      block.rejects.push({ file: path, line: row.line, kind, faults, row: row.text });
      return;
    }
    for (const maker of plan.makers) {
      const made = maker.make(row);
      if (made === undefined) continue;
      const at = { file: path, line: row.line, kind: maker.kind, row: row.cells };
      if (!("kind" in made)) {
        block.rejects.push({ ...at, faults: made });
        continue;
      }
      this.#keep(plan, { maker, made, line: row.line, row: row.cells }, block);
    }
  }

  #keep(plan: FilePlan, item: MadeItem, block: BlockBuilder): void {
    const { maker, made, line, row } = item;
    const { kind } = made;
    const id = idOf(made);
    const file = this.#paths.length - 1;
    const earlier = this.#seenOf(kind).note(id, this.#printOf(maker, made), { file, line });
    if (!earlier) {
      block.items.push(item);
      return;
    }
    if (isNatural(plan, kind)) return;
    if (earlier.isSame) {
      block.repeats.push(kind);
      return;
    }
    const where =
      earlier.file === file
        ? importWords("line-number", { line: earlier.line })
        : `${this.#paths[earlier.file]}:${earlier.line}`;
    const told = importWords("stands-already", { kind: THE_RECORD[kind], id, where });
    const reason = told[localeOf(plan)];
    const faults = [{ column: maker.columns.get("id")?.join(", ") ?? "", reason }];
    block.rejects.push({ file: plan.csv.path, line, kind, faults, row });
  }

  #printOf(maker: RecordMaker, { record }: MadeRecord): number {
    const known = this.#prints.get(maker) ?? contentPrint(maker);
    this.#prints.set(maker, known);
    return known(record);
  }

  #seenOf(kind: RecordKind): SeenRecords {
    const known = this.#seen.get(kind) ?? new SeenRecords();
    this.#seen.set(kind, known);
    return known;
  }
}

class BlockBuilder {
  readonly items: MadeItem[] = [];
  readonly rejects: Reject[] = [];
  readonly repeats: RecordKind[] = [];
}

function localeOf({ locale = "en" }: FilePlan): Locale {
  return locale;
}

/** Whether many rows of a file naturally tell of one record of a kind. */
function isNatural({ given }: FilePlan, kind: RecordKind): boolean {
  return kind === "consents" || RECORD_KINDS.indexOf(kind) < RECORD_KINDS.indexOf(given);
}

function idOf(made: MadeRecord): string {
  return made.kind === "consents" ? consentKey(made.record) : made.record.id;
}
