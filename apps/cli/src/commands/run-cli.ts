import { CommanderError } from "commander";
import { readConfig } from "../config.ts";
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
  return error instanceof Error && WRONG_FILES.has(error.name) ? EXIT.usage : EXIT.failed;
}

/** Errors of ours say what is wrong; of others we can only pass on what they say. */
function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return `Something failed: ${String(error)}`;
  const isOurs = error instanceof CliError || WRONG_FILES.has(error.name) || OURS.has(error.name);
  if (isOurs) return error.message;
  return `This failed unexpectedly: ${error.message} (PERENNIAL_DEBUG=1 shows where.)`;
}

// By name, since their classes come with packages that only the commands that need them load.
/** What a person gave cannot be used. */
const WRONG_FILES = new Set(["CsvError", "MappingError", "LibraryError"]);
/** Messages that are sentences for a person. */
const OURS = new Set([
  ...["ApiError", "ImportError", "ServerError", "SimulatorError", "SimulationError"],
  ...["EmbeddedPostgresError", "DatabaseError"],
]);

function isDebugging({ environment }: Pick<Shell, "environment">): boolean {
  try {
    return readConfig(environment).debug;
  } catch {
    return false;
  }
}
