import type { Instant, LocalDate } from "@perennial/contract";
import { FILE_KINDS, type FilePlan, planFiles, readMappingFile } from "@perennial/import";
import { usageError } from "../output/cli-error.ts";

/** The files a person gives on the command line. */
export interface FileArguments {
  readonly customers?: string;
  readonly agreements?: string;
  readonly purchases?: string;
  readonly mapping?: string;
  readonly today?: LocalDate;
}

/**
 * Opens the files that were given, with their mapping.
 * @throws CliError, CsvError or MappingError that says what is missing or does not fit.
 */
export async function openFiles(
  given: FileArguments,
  importedAt: Instant,
): Promise<readonly FilePlan[]> {
  const { customers, agreements, purchases, today } = given;
  if (FILE_KINDS.every((kind) => given[kind] === undefined)) {
    throw usageError("No file is given. Give one with --customers, --agreements or --purchases.");
  }
  const mapping = given.mapping === undefined ? undefined : await readMappingFile(given.mapping);
  return planFiles({ files: { customers, agreements, purchases }, mapping, today, importedAt });
}
