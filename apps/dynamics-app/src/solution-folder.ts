import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";

/** The files of an unpacked solution, by their paths below its folder, in order of path. */
export function readFolder(folder: string): ReadonlyMap<string, string> {
  const paths = readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const files = paths.map(
    (path) => [relative(folder, path).split(sep).join("/"), readFileSync(path, "utf8")] as const,
  );
  return new Map(files.toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

/** The files directly in a folder as they are, by name, in order of name. */
export function readBytes(folder: string): ReadonlyMap<string, Uint8Array> {
  const names = readdirSync(folder).toSorted((one, other) => (one < other ? -1 : 1));
  return new Map(names.map((name) => [name, new Uint8Array(readFileSync(join(folder, name)))]));
}
