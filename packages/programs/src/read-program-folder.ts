import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ProgramFiles } from "@perennial/lifecycle";
import { LibraryError } from "./library-error.ts";

/** The file that makes a folder a program. */
export const PROGRAM_FILE = "program.yaml";
const TEMPLATES = "templates";

/**
 * Reads a program's folder: `program.yaml` and everything under `templates`, by paths with forward slashes,
 * as the checker and the runtime take them. What else lies there, such as the README, is for people.
 * @throws LibraryError when there is no `program.yaml` to read, or a template cannot be read.
 */
export async function readProgramFolder(folder: string): Promise<ProgramFiles> {
  const paths = [PROGRAM_FILE, ...(await templatePaths(folder))];
  const texts = await Promise.all(paths.map((path) => readText(folder, path)));
  return Object.fromEntries(paths.map((path, index) => [path, texts[index] ?? ""]));
}

async function templatePaths(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(join(folder, TEMPLATES), { withFileTypes: true });
    return entries
      .filter((entry) => !entry.isDirectory() && !entry.name.startsWith("."))
      .map((entry) => `${TEMPLATES}/${entry.name}`)
      .sort();
  } catch (error) {
    // A program without messages has no such folder.
    if (codeOf(error) === "ENOENT") return [];
    throw new LibraryError(`The folder "${join(folder, TEMPLATES)}" cannot be read.`, {
      cause: error,
    });
  }
}

async function readText(folder: string, path: string): Promise<string> {
  try {
    return await readFile(join(folder, path), "utf8");
  } catch (error) {
    const message =
      path === PROGRAM_FILE && codeOf(error) === "ENOENT"
        ? `There is no ${PROGRAM_FILE} in "${folder}". Give the path of a program's folder.`
        : `The file "${join(folder, path)}" cannot be read. Check that it is a file and may be read.`;
    throw new LibraryError(message, { cause: error });
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
