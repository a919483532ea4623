import { stat } from "node:fs/promises";
import { basename, resolve } from "node:path";
import type { ProgramFiles } from "@perennial/lifecycle";
import { listPrograms, readLibraryProgram, readProgramFolder } from "@perennial/programs";

/**
 * The files of programs by id: those named, by their id in the library or their folder, else all of the library.
 * @throws LibraryError for one that is neither.
 */
export async function loadPrograms(
  named: readonly string[] | undefined,
): Promise<ReadonlyMap<string, ProgramFiles>> {
  const programs = new Map<string, ProgramFiles>();
  for (const name of named ?? (await listPrograms())) {
    if (await isFolder(name)) programs.set(basename(resolve(name)), await readProgramFolder(name));
    else programs.set(name, await readLibraryProgram(name));
  }
  return programs;
}

function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
