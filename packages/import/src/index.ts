/** Files of customers, agreements, purchases and consents: read, mapped to records of the contract, and taken into the database. */

export { CsvError } from "./csv/csv-error.ts";
export { type CsvFile, type CsvOptions, openCsv } from "./csv/open-csv.ts";
export { csvLine } from "./csv/write-csv.ts";
export {
  type Examined,
  type ExamineOptions,
  examineFiles,
  type Sample,
} from "./files/examine-files.ts";
export { ImportError } from "./files/import-error.ts";
export {
  type ImportOptions,
  type ImportOutcome,
  type ImportProgress,
  importFiles,
  rejectLines,
} from "./files/import-files.ts";
export { RejectedRows } from "./files/rejected-rows.ts";
export { type KindTotals, Totals } from "./files/totals.ts";
export type { MadeRecord, Misfit, RecordMaker } from "./mapping/compile-record.ts";
export { minorDigits } from "./mapping/convert/money.ts";
export { mappingJsonSchema } from "./mapping/json-schema.ts";
export { Mapping } from "./mapping/mapping.ts";
export { MappingError } from "./mapping/mapping-error.ts";
export { type FilePlan, type FilesRequest, planFiles } from "./mapping/plan-files.ts";
export {
  type LoadedMapping,
  readMapping,
  readMappingFile,
} from "./mapping/read-mapping.ts";
export {
  ALL_FILE_KINDS,
  FILE_KINDS,
  type FileKind,
  fieldsOf,
  RECORD_KINDS,
  type RecordKind,
  requiredFields,
  SINGULAR,
} from "./mapping/record-kinds.ts";
export { type MadeItem, type Reject, RowReader } from "./records/make-rows.ts";
export { recordsOfKind } from "./records/records-of-kind.ts";
export { type Fault, type Path, type ReadYaml, readYaml } from "./yaml/read-yaml.ts";
export { schemaFaults } from "./yaml/schema-faults.ts";
