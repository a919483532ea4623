import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

/** The folder of the package's project. */
export const PROJECT = join(import.meta.dirname, "../..");
/** The folder whose files are the package. */
export const SOURCE = join(PROJECT, "force-app/main/default");

/** A file of the package. */
export interface SourceFile {
  /** From `SOURCE`, with slashes. */
  readonly path: string;
  readonly text: string;
}

/** Every file of the package, by path. */
export function readSource(): readonly SourceFile[] {
  return readdirSync(SOURCE, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path: relative(SOURCE, path), text: readFileSync(path, "utf8") }))
    .sort((a, b) => a.path.localeCompare(b.path));
}
