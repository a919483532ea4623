/** What the command line is made of, for tests and tools that read the same files. */
export { type CsvFile, type CsvOptions, openCsv } from "./csv/open-csv.ts";
export { ImportError } from "./import/import-error.ts";
export { type ImportOptions, type ImportOutcome, importFiles } from "./import/import-files.ts";
export type { MadeRecord, RecordMaker } from "./mapping/compile-record.ts";
export { mappingJsonSchema } from "./mapping/json-schema.ts";
export { Mapping } from "./mapping/mapping.ts";
export { type FilePlan, type FilesRequest, planFiles } from "./mapping/plan-files.ts";
export { type LoadedMapping, readMapping, readMappingFile } from "./mapping/read-mapping.ts";
export { type MadeItem, type Reject, RowReader } from "./records/make-rows.ts";
