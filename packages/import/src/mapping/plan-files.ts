import type { Instant, LocalDate, Locale, LocalizedText } from "@perennial/contract";
import { type CsvFile, openCsv } from "../csv/open-csv.ts";
import { either, importWords, inLines } from "../words/import-messages.ts";
import { canonicalMapping } from "./canonical-mapping.ts";
import { compileRecord, type MakerScope, type RecordMaker } from "./compile-record.ts";
import { MappingError } from "./mapping-error.ts";
import { type LoadedMapping, type PlacedRecord, recordsOf } from "./read-mapping.ts";
import { ALL_FILE_KINDS, ANY_RECORD, type FileKind, RECORD_KINDS } from "./record-kinds.ts";
import { recordReferences } from "./references.ts";

/** Which files are read, and what their columns mean. */
export interface FilesRequest {
  /** Paths by what they were given as. */
  readonly files: Readonly<Partial<Record<FileKind, string | undefined>>>;
  /** Missing where columns are named as the fields they fill. */
  readonly mapping?: LoadedMapping | undefined;
  /** The date that "today" is in the mapping. */
  readonly today?: LocalDate | undefined;
  /** The date of records that have none of their own. */
  readonly importedAt: Instant;
  /** In which language it is told what does not fit. @default "en" */
  readonly locale?: Locale | undefined;
}

/** One file, open, and what is made of its rows. */
export interface FilePlan {
  readonly given: FileKind;
  readonly csv: CsvFile;
  /** In the order in which their records are written. */
  readonly makers: readonly RecordMaker[];
  /** Columns that nothing is made of. */
  readonly unused: readonly string[];
  /** In which language it is told what does not fit. @default "en" */
  readonly locale?: Locale;
}

const DEFAULT_ZONE = "Europe/Stockholm";

/**
 * Opens the files and makes their mapping ready, in an order in which what others refer to comes first.
 * @throws MappingError where the mapping and the files do not go together.
 * @throws CsvError where a file cannot be read.
 */
export async function planFiles(request: FilesRequest): Promise<readonly FilePlan[]> {
  const plans: FilePlan[] = [];
  for (const given of ALL_FILE_KINDS) {
    const path = request.files[given];
    if (path === undefined) continue;
    const options = request.mapping?.mapping.files?.[given] ?? {};
    plans.push(planFile(given, await openCsv(path, options), request));
  }
  return plans.toSorted((a, b) => rank(a) - rank(b));
}

/** A file is read as early as the first kind of record that it holds is needed. */
function rank({ makers }: FilePlan): number {
  return Math.min(...makers.map(({ kind }) => RECORD_KINDS.indexOf(kind)));
}

function planFile(given: FileKind, csv: CsvFile, request: FilesRequest): FilePlan {
  const { mapping, today, importedAt, locale = "en" } = request;
  const hasConsents = request.files.consents !== undefined;
  const told = mapping ? recordsOf(mapping.mapping, hasConsents) : [];
  const mapped = told.filter(({ from }) => from === given);
  const records = mapped.length > 0 ? mapped : [byNames(given, csv)];
  if (mapping) checkColumns(mapped, mapping, csv);
  if (mapping && today === undefined) checkToday(mapped, mapping);
  const scope: MakerScope = {
    indexOf: (column) => csv.columns.indexOf(column),
    today,
    zone: mapping?.mapping.timeZone ?? DEFAULT_ZONE,
    ...{ importedAt, locale },
  };
  const used = new Set(
    records.flatMap(({ record }) => recordReferences(record)).map(({ name }) => name),
  );
  return {
    ...{ given, csv, locale },
    makers: records.map(({ kind, record }) => compileRecord(kind, record, scope)),
    unused: csv.columns.filter((column) => !used.has(column)),
  };
}

function byNames(given: FileKind, csv: CsvFile): PlacedRecord {
  const { record, missing } = canonicalMapping(given, csv.columns);
  if (missing.length === 0) return { kind: given, path: [], record, from: given };
  throw new MappingError(
    importWords("columns-missing", {
      ...{ path: csv.path, missing: either(missing), kind: ANY_RECORD[given] },
      columns: csv.columns.join(", "),
    }),
  );
}

/** What a mapping takes from a file, the file must have. A column is told where it is used first. */
function checkColumns(
  records: readonly PlacedRecord[],
  mapping: LoadedMapping,
  csv: CsvFile,
): void {
  const faults = new Map<string, LocalizedText>();
  for (const { path, record } of records) {
    for (const { kind, name, path: where } of recordReferences(record)) {
      if (kind === "field" || faults.has(name)) continue;
      const count = csv.columns.filter((each) => each === name).length;
      if (count === 1) continue;
      const { line, column } = mapping.placeOf([...path, ...where]);
      const at = { place: `${mapping.path}:${line}:${column}`, column: name, path: csv.path };
      faults.set(
        name,
        count === 0 ? importWords("no-column", at) : importWords("column-twice", { ...at, count }),
      );
    }
  }
  if (faults.size === 0) return;
  const columns = csv.columns.join(", ");
  const known = importWords("columns-are", { path: csv.path, columns });
  throw new MappingError(inLines([...faults.values(), known]));
}

/** A mapping that reckons from today must be told which day that is. */
function checkToday(records: readonly PlacedRecord[], mapping: LoadedMapping): void {
  for (const { path, record } of records) {
    const found = recordReferences(record).find(
      ({ kind, name }) => kind === "field" && name === "today",
    );
    if (!found) continue;
    const { line, column } = mapping.placeOf([...path, ...found.path]);
    const place = `${mapping.path}:${line}:${column}`;
    throw new MappingError(importWords("no-today", { place }));
  }
}
