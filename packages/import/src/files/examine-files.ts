import type { FilePlan } from "../mapping/plan-files.ts";
import type { RecordKind } from "../mapping/record-kinds.ts";
import { type MadeItem, type Reject, RowReader } from "../records/make-rows.ts";
import { importWords } from "../words/import-messages.ts";

/** Rows that are shown before and after. */
const SAMPLES = 3;
/** Bad rows that are shown. */
const SHOWN_REJECTS = 10;

/** A row, and a record that would be made of it. */
export interface Sample {
  readonly line: number;
  readonly kind: RecordKind;
  /** By field: what stands in the columns it is made of, and what becomes of it. */
  readonly fields: readonly {
    readonly field: string;
    readonly before: string;
    readonly after: string;
  }[];
}

/** What a mapping makes of a file. */
export interface Examined {
  readonly file: string;
  readonly rows: number;
  readonly records: Readonly<Partial<Record<RecordKind, number>>>;
  readonly rejected: number;
  readonly rejects: readonly Omit<Reject, "row">[];
  readonly samples: readonly Sample[];
  readonly unusedColumns: readonly string[];
}

/** How files are looked at. */
export interface ExamineOptions {
  /** Told now and then how many rows of a file are read. @default nobody */
  readonly onProgress?: ((file: string, rows: number) => void) | undefined;
}

/** Reads files to their end and makes the records, of which none is kept. */
export async function examineFiles(
  plans: readonly FilePlan[],
  options: ExamineOptions = {},
): Promise<readonly Examined[]> {
  const reader = new RowReader();
  const examined: Examined[] = [];
  for (const plan of plans) examined.push(await examine(reader, plan, options));
  return examined;
}

async function examine(
  reader: RowReader,
  plan: FilePlan,
  { onProgress }: ExamineOptions,
): Promise<Examined> {
  const records: Partial<Record<RecordKind, number>> = {};
  const items: MadeItem[] = [];
  const rejects: Reject[] = [];
  let rows = 0;
  let rejected = 0;
  for await (const block of reader.read(plan)) {
    rows += block.rows;
    rejected += block.rejects.length;
    rejects.push(...block.rejects.slice(0, SHOWN_REJECTS - rejects.length));
    for (const { made } of block.items) records[made.kind] = (records[made.kind] ?? 0) + 1;
    const lines = new Set(items.map(({ line }) => line));
    for (const item of block.items) {
      if (lines.size < SAMPLES || lines.has(item.line)) items.push(item);
      lines.add(item.line);
      if (lines.size > SAMPLES) break;
    }
    onProgress?.(plan.csv.path, rows);
  }
  return {
    ...{ file: plan.csv.path, rows, records, rejected },
    rejects: rejects.map(({ row: _, ...rest }) => rest),
    samples: items.map((item) => sampleOf(item, plan)),
    unusedColumns: plan.unused,
  };
}

function sampleOf({ made, maker, line, row }: MadeItem, { csv, locale = "en" }: FilePlan): Sample {
  const { attributes = {}, ...fields } = { attributes: {}, ...made.record };
  const values = new Map<string, unknown>([
    ...Object.entries(fields),
    ...Object.entries(attributes).map(([name, value]) => [`attributes.${name}`, value] as const),
  ]);
  return {
    line,
    kind: made.kind,
    fields: [...maker.columns].map(([field, columns]) => ({
      field,
      before: columns.map((column) => cellOf(row, csv.columns.indexOf(column), column)).join(", "),
      after: values.has(field) ? String(values.get(field)) : importWords("no-value", {})[locale],
    })),
  };
}

function cellOf(row: readonly string[], index: number, column: string): string {
  return `${column}=${JSON.stringify(row[index] ?? "")}`;
}
