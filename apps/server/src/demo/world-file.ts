import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { World } from "@perennial/simulators";
import { ServerError } from "../server-error.ts";

/** Where the demo's world is kept between starts. */
export function worldFile(dataDir: string): string {
  return join(dataDir, "demo-world.json");
}

/** Writes down where the world stands, whole or not at all. */
export async function saveWorld(dataDir: string, world: World): Promise<void> {
  const file = worldFile(dataDir);
  await writeFile(`${file}.new`, JSON.stringify(world.snapshot()), { mode: 0o600 });
  await rename(`${file}.new`, file);
}

/** The world as it was saved; nothing at the first start. Throws a `ServerError` when the file cannot be read. */
export async function readWorld(dataDir: string): Promise<unknown> {
  const file = worldFile(dataDir);
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw new ServerError(
      `The demo's world in ${file} cannot be read. Delete the folder ${dataDir} to begin anew.`,
      { cause: error },
    );
  }
}
