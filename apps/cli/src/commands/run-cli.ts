import { ApiError } from "@perennial/api";
import { LibraryError } from "@perennial/programs";
import { CommanderError } from "commander";
import { readConfig } from "../config.ts";
import { CsvError } from "../csv/csv-error.ts";
import { MappingError } from "../mapping/mapping-error.ts";
import { CliError, EXIT, type ExitCode } from "../output/cli-error.ts";
import { createProgram } from "./create-program.ts";
import type { Shell } from "./shell.ts";

/** Runs one command line and gives what it ends with. Errors are sentences on standard error. */
export async function runCli(
  args: readonly string[],
  shell: Omit<Shell, "exitWith">,
): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT.done;
  const exitWith = (code: ExitCode) => {
    exitCode = code;
  };
  try {
    await createProgram({ ...shell, exitWith }).parseAsync(args, { from: "user" });
    return exitCode;
  } catch (error) {
    // Commander has said it already, or was asked for help.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    shell.terminal.note(sentenceOf(error));
    if (isDebugging(shell) && error instanceof Error) shell.terminal.note(String(error.stack));
    return exitCodeOf(error);
  }
}

function exitCodeOf(error: unknown): ExitCode {
  if (error instanceof CliError) return error.exitCode;
  const isConfiguration = [MappingError, CsvError, LibraryError].some(
    (kind) => error instanceof kind,
  );
  return isConfiguration ? EXIT.usage : EXIT.failed;
}

/** Errors of ours say what is wrong; of others we can only pass on what they say. */
function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return `Something failed: ${String(error)}`;
  if (error instanceof ApiError || isOurs(error)) return error.message;
  return `This failed unexpectedly: ${error.message} (PERENNIAL_DEBUG=1 shows where.)`;
}

const OURS = new Set([
  ...["CliError", "MappingError", "CsvError", "LibraryError", "ImportError", "ServerError"],
  ...["EmbeddedPostgresError", "DatabaseError", "SimulatorError", "SimulationError"],
]);

/** By name: the classes of the server are loaded only by the commands that need it. */
function isOurs(error: Error): boolean {
  return OURS.has(error.name);
}

function isDebugging({ environment }: Pick<Shell, "environment">): boolean {
  try {
    return readConfig(environment).debug;
  } catch {
    return false;
  }
}
