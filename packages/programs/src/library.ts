import { access, readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ProgramFiles } from "@perennial/lifecycle";
import { LibraryError } from "./library-error.ts";
import { PROGRAM_FILE, readProgramFolder } from "./read-program-folder.ts";

const LIBRARY = fileURLToPath(new URL("..", import.meta.url));

/** The folder that holds the library: one folder a program, and `rule-packs`. */
export function libraryFolder(): string {
  return LIBRARY;
}

/** The ids of the library's programs, sorted: its folders with a `program.yaml`. */
export async function listPrograms(): Promise<readonly string[]> {
  const entries = await readdir(LIBRARY, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const programs = await Promise.all(folders.map(isProgram));
  return folders.filter((_, index) => programs[index]).sort();
}

/**
 * The files of one of the library's programs, by its id.
 * @throws LibraryError when there is none of that id.
 */
export async function readLibraryProgram(id: string): Promise<ProgramFiles> {
  const ids = await listPrograms();
  if (!ids.includes(id)) {
    throw new LibraryError(
      `The library has no program "${id}". It has ${ids.join(", ")}; use one of them, or give the path of a folder.`,
    );
  }
  return readProgramFolder(join(LIBRARY, id));
}

async function isProgram(folder: string): Promise<boolean> {
  return access(join(LIBRARY, folder, PROGRAM_FILE)).then(
    () => true,
    () => false,
  );
}
