import { writeFile } from "node:fs/promises";
import { dirname, extname } from "node:path";
import type { Locale } from "@perennial/contract";
import { sheetMarkdown, sheetPdf, sheetSvg } from "@perennial/sheet";
import type { Shell } from "../commands/shell.ts";
import { failure, usageError } from "../output/cli-error.ts";
import { counted } from "../output/numbers.ts";
import { Progress } from "../output/progress.ts";
import { findProgram } from "./find-program.ts";

/** What a process sheet can be written as. */
export const SHEET_FORMATS = ["md", "svg", "pdf"] as const;
export type SheetFormat = (typeof SHEET_FORMATS)[number];

/** What `sheet` is told on the command line. */
export interface SheetOptions {
  readonly format?: SheetFormat;
  readonly locale: Locale;
  readonly out?: string;
}

/**
 * Writes a program's process sheet to a file or to standard output.
 * @throws CliError for an unknown program, a PDF without a file, or a file that cannot be written.
 */
export async function writeSheet(
  name: string,
  { format: given, locale, out }: SheetOptions,
  { terminal }: Shell,
): Promise<void> {
  const format = given ?? formatOf(out);
  if (format === "pdf" && out === undefined) {
    throw usageError("A PDF goes to a file. Name it, such as --out sheet.pdf.");
  }
  const { program, errors } = await findProgram(name);
  if (errors > 0) {
    terminal.note(
      `The program has ${counted(errors, "error")}, which "perennial check" tells; the sheet is no better than the program.`,
    );
  }
  const progress = new Progress(terminal);
  const onProgress = (pictures: number) =>
    progress.tell(() => `Drawing the process map: ${counted(pictures, "picture")} tried.`);
  const made = async () => {
    if (format === "md") return sheetMarkdown(program, locale);
    if (format === "svg") return sheetSvg(program, locale, { onProgress });
    return sheetPdf(program, locale, { onProgress });
  };
  const sheet = await made();
  progress.clear();
  if (out !== undefined) {
    await write(out, sheet);
    terminal.note(`The sheet of "${program.id}" is in ${out}.`);
  } else if (typeof sheet === "string") terminal.say(sheet.replace(/\n$/, ""));
}

/** What a file's name says it is. @default md */
function formatOf(out: string | undefined): SheetFormat {
  const ending = extname(out ?? "")
    .slice(1)
    .toLowerCase();
  return SHEET_FORMATS.find((format) => format === ending) ?? "md";
}

async function write(file: string, sheet: string | Uint8Array): Promise<void> {
  try {
    await writeFile(file, sheet);
  } catch (error) {
    throw failure(reasonOf(error, file), error);
  }
}

function reasonOf(error: unknown, file: string): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOENT" || code === "ENOTDIR") {
    return `There is no folder "${dirname(file)}". Create it, or give another place with --out.`;
  }
  if (code === "EISDIR") return `"${file}" is a folder. Give the name of a file with --out.`;
  return `The file "${file}" cannot be written (${String(code ?? error)}). Give another place with --out.`;
}
