import { link, mkdir, open, readFile, rm } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * The text of a file that only its owner may read, made by `create` the first time. Two that ask at once get
 * the same text, and a process that dies on the way leaves the file as a whole or not at all.
 */
export async function privateFile(
  path: string,
  create: () => string,
): Promise<{ text: string; created: boolean }> {
  const known = await readIfThere(path);
  if (known !== undefined) return { text: known, created: false };
  await mkdir(dirname(path), { recursive: true });
  const text = create();
  const created = await putWhole(path, text);
  return { text: created ? text : await readFile(path, "utf8"), created };
}

/** Puts a file in place complete, unless there is one by then. What it holds outlives a loss of power. */
async function putWhole(path: string, text: string): Promise<boolean> {
  const draft = `${path}.${process.pid}.new`;
  // A process with this number that died on the way may have left one.
  await rm(draft, { force: true });
  const file = await open(draft, "wx", 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
    await link(draft, path);
    await syncDirectory(dirname(path));
    return true;
  } catch (error) {
    if (hasCode(error, "EEXIST")) return false;
    throw error;
  } finally {
    await file.close();
    await rm(draft, { force: true });
  }
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (hasCode(error, "ENOENT")) return undefined;
    throw error;
  }
}

/** Where directories cannot be opened (Windows), their entries are safe without it. */
async function syncDirectory(path: string): Promise<void> {
  if (process.platform === "win32") return;
  const directory = await open(path, "r");
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
