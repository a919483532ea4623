import { stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { checkProgram, type Problem, type Program, parseProgram } from "@perennial/lifecycle";
import { libraryFolder, listPrograms, PROGRAM_FILE, readProgramFolder } from "@perennial/programs";
import { libraryPacks } from "../check/library-packs.ts";
import { usageError } from "../output/cli-error.ts";
import { nearestName } from "./nearest-name.ts";

/** A program that could be read. */
export interface FoundProgram {
  readonly program: Program;
  /** How many errors `check` would tell; what they are about is not to be relied on. */
  readonly errors: number;
}

/**
 * Reads a program of the library by its id, or one by the path of its folder or file.
 * @throws CliError where there is none, with the nearest id, or where it cannot be read as a program.
 */
export async function findProgram(name: string): Promise<FoundProgram> {
  const ids = await listPrograms();
  const folder = await folderOf(name, ids);
  const files = await readProgramFolder(folder);
  const { program, problems } = parseProgram(files);
  if (!program)
    throw usageError([`"${name}" is no program yet.`, ...linesOf(folder, problems)].join("\n"));
  const found = checkProgram(files, {
    ...{ rulePacks: await libraryPacks(), programs: [...ids, program.id] },
  });
  return { program, errors: found.filter(({ severity }) => severity === "error").length };
}

async function folderOf(name: string, ids: readonly string[]): Promise<string> {
  const kind = await stat(name).then(
    (found) => (found.isDirectory() ? "folder" : "file"),
    () => "nothing",
  );
  if (kind === "folder") return name;
  if (kind === "file") {
    if (basename(name) === PROGRAM_FILE) return dirname(name);
    throw usageError(`"${name}" is no program. A program is a folder with a ${PROGRAM_FILE}.`);
  }
  if (ids.includes(name)) return join(libraryFolder(), name);
  if (/[/\\]|\.ya?ml$/.test(name)) {
    throw usageError(`There is no file or folder "${name}". Check the path.`);
  }
  const near = nearestName(name, ids);
  const question = near === undefined ? "" : ` Did you mean "${near}"?`;
  throw usageError(
    `The library has no program "${name}".${question} "perennial programs" lists what it has; a folder of your own can be given by its path.`,
  );
}

function linesOf(folder: string, problems: readonly Problem[]): readonly string[] {
  return problems
    .filter(({ severity }) => severity === "error")
    .map(
      ({ file, line, column, message, remedy }) =>
        `${join(folder, file)}:${line}:${column} ${message.en} ${remedy.en}`,
    );
}
