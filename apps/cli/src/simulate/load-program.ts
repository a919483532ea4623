import { stat } from "node:fs/promises";
import { join } from "node:path";
import {
  checkProgram,
  compileProgram,
  type Program,
  type ProgramFiles,
  parseProgram,
  type RulePack,
  type SettingValues,
} from "@perennial/lifecycle";
import {
  listPrograms,
  PROGRAM_FILE,
  readLibraryProgram,
  readProgramFolder,
  readRulePack,
} from "@perennial/programs";
import { libraryPacks } from "../check/library-packs.ts";
import { usageError } from "../output/cli-error.ts";
import { settingValues } from "./setting-values.ts";

/** The rules that hold where a program names none; the same as the server's. */
const DEFAULT_RULE_PACK = "se-electricity";

/** A program to try out, with its texts and rules. */
export interface LoadedProgram {
  readonly compiled: ReturnType<typeof compileProgram>;
  readonly templates: ReturnType<typeof parseProgram>["templates"];
  readonly rulePack: RulePack;
}

/**
 * Loads a program of the library by its id, or one of a folder.
 * @param settings as they are written on the command line, such as `reminderBefore=P45D`
 * @throws CliError with everything wrong with it.
 */
export async function loadProgram(
  name: string,
  settings: readonly string[],
): Promise<LoadedProgram> {
  const { files, place } = await readFiles(name);
  const { program, templates } = parseProgram(files);
  const chosen = program ? settingValues(program, settings) : {};
  await refuseErrors(files, { place, program, settings: chosen });
  if (!program) throw usageError(`"${name}" is no program.`);
  const rulePack = await readRulePack(program.rulePack ?? DEFAULT_RULE_PACK);
  const compiled = compileProgram({ program, version: 1, settings: chosen });
  return { compiled, templates, rulePack };
}

async function readFiles(
  name: string,
): Promise<{ readonly files: ProgramFiles; readonly place: string }> {
  const isFolder = await stat(name).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (isFolder) return { files: await readProgramFolder(name), place: name };
  const folder = name.replace(new RegExp(`/?${PROGRAM_FILE}$`), "");
  if (folder !== name) return { files: await readProgramFolder(folder || "."), place: folder };
  return { files: await readLibraryProgram(name), place: name };
}

async function refuseErrors(
  files: ProgramFiles,
  told: {
    readonly place: string;
    readonly program: Program | undefined;
    readonly settings: SettingValues;
  },
): Promise<void> {
  const { place, program, settings } = told;
  const programs = [...(await listPrograms()), ...(program ? [program.id] : [])];
  const problems = checkProgram(files, { rulePacks: await libraryPacks(), programs, settings });
  const errors = problems.filter(({ severity }) => severity === "error");
  if (errors.length === 0) return;
  const lines = errors.map(
    ({ file, line, column, message, remedy }) =>
      `${join(place, file)}:${line}:${column} ${message.en} ${remedy.en}`,
  );
  throw usageError(
    [`The program "${place}" has errors and cannot be tried out.`, ...lines].join("\n"),
  );
}
