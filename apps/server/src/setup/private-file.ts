import { mkdir, open, readFile } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * The text of a file that only its owner may read, made by `create` the first time. Two that ask at once
 * get the same text.
 */
export async function privateFile(
  path: string,
  create: () => string,
): Promise<{ text: string; created: boolean }> {
  await mkdir(dirname(path), { recursive: true });
  try {
    const file = await open(path, "wx", 0o600);
    const text = create();
    await file.writeFile(text);
    await file.sync();
    await file.close();
    return { text, created: true };
  } catch (error) {
    if (!isExists(error)) throw error;
    return { text: await readFile(path, "utf8"), created: false };
  }
}

function isExists(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EEXIST";
}
