import { stat } from "node:fs/promises";
import { importWords } from "../words/import-messages.ts";
import { type CsvRecord, RecordAssembler } from "./assemble-records.ts";
import { CsvError } from "./csv-error.ts";
import { type Delimiter, detectDelimiter } from "./detect-delimiter.ts";
import { detectEncoding, type Encoding } from "./detect-encoding.ts";
import { readLines } from "./read-lines.ts";
import { splitRecord } from "./split-record.ts";
import { csvLine } from "./write-csv.ts";

/** How a file is written, where it is to be told. */
export interface CsvOptions {
  /** @default found out from the header */
  readonly delimiter?: Delimiter | undefined;
  /** @default found out from the bytes */
  readonly encoding?: Encoding | undefined;
  /** Names of the columns, for a file without a header. */
  readonly columns?: readonly string[] | undefined;
  /** Lines before the header to pass over. @default 0 */
  readonly skipLines?: number | undefined;
}

/** Rows of a file with as many values as there are columns, or what is wrong with the line. */
export interface CsvBlock {
  readonly rows: readonly CsvRecord[];
  /** Bytes of the file that have been read. */
  readonly bytes: number;
}

/** A file of rows and columns. */
export interface CsvFile {
  readonly path: string;
  readonly columns: readonly string[];
  readonly delimiter: Delimiter;
  readonly encoding: Encoding;
  /** In bytes. */
  readonly size: number;
  /** The rows, some at a time, in bounded memory; from the start at each call. */
  blocks(): AsyncGenerator<CsvBlock>;
}

/**
 * Opens a CSV file: finds its encoding and delimiter and reads its header.
 * @throws CsvError where there is no such file, it is empty, or is not in the encoding it is said to be in.
 */
export async function openCsv(path: string, options: CsvOptions = {}): Promise<CsvFile> {
  const size = await sizeOf(path);
  const encoding = options.encoding ?? (await detectEncoding(path));
  const { skipLines = 0 } = options;
  const first = await firstLine(path, encoding, skipLines);
  const delimiter = options.delimiter ?? detectDelimiter(first.text);
  const columns = options.columns ?? headerOf(path, first.text, delimiter);
  const bodyAt = options.columns ? skipLines : first.line;
  const layout = { path, encoding, delimiter, columns, bodyAt };
  return { path, columns, delimiter, encoding, size, blocks: () => readBlocks(layout) };
}

async function sizeOf(path: string): Promise<number> {
  try {
    const found = await stat(path);
    if (found.isFile()) return found.size;
  } catch (error) {
    throw new CsvError(importWords("no-file", { path }), { cause: error });
  }
  throw new CsvError(importWords("not-a-file", { path }));
}

/** The first line with something on it, and its number. */
async function firstLine(
  path: string,
  encoding: Encoding,
  skip: number,
): Promise<{ readonly text: string; readonly line: number }> {
  let line = 0;
  for await (const { lines } of readLines(path, encoding)) {
    for (const text of lines) {
      line += 1;
      if (line > skip && text.trim() !== "") return { text, line };
    }
  }
  throw new CsvError(importWords("empty-file", { path }));
}

function headerOf(path: string, text: string, delimiter: Delimiter): readonly string[] {
  const split = splitRecord(text, delimiter);
  if (typeof split === "string") {
    throw new CsvError(importWords("broken-header", { path }));
  }
  return split.map((name) => name.trim());
}

interface Layout {
  readonly path: string;
  readonly encoding: Encoding;
  readonly delimiter: Delimiter;
  readonly columns: readonly string[];
  /** How many lines come before the first row. */
  readonly bodyAt: number;
}

async function* readBlocks(layout: Layout): AsyncGenerator<CsvBlock> {
  const { path, encoding, delimiter, columns, bodyAt } = layout;
  const assembler = new RecordAssembler(delimiter, bodyAt + 1);
  const fitted = (records: readonly CsvRecord[]) =>
    records.map((record) => fit(record, columns.length, delimiter));
  let toSkip = bodyAt;
  let bytes = 0;
  for await (const block of readLines(path, encoding)) {
    const lines = toSkip > 0 ? block.lines.slice(toSkip) : block.lines;
    toSkip = Math.max(0, toSkip - block.lines.length);
    bytes = block.bytes;
    yield { rows: fitted(assembler.add(lines)), bytes };
  }
  yield { rows: fitted(assembler.end()), bytes };
}

/** A row has a value for every column; empty ones too many do no harm. */
function fit(record: CsvRecord, width: number, delimiter: Delimiter): CsvRecord {
  if (!("cells" in record) || record.cells.length === width) return record;
  const { line, cells } = record;
  const spare = cells.slice(width);
  if (cells.length > width && spare.every((cell) => cell.trim() === "")) {
    return { line, cells: cells.slice(0, width) };
  }
  const counts = { values: cells.length, columns: width };
  const words = importWords(cells.length > width ? "row-too-long" : "row-too-short", counts);
  return { line, text: csvLine(cells, delimiter).trimEnd(), fault: words.en, words };
}
