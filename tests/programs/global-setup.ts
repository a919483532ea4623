import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { isAlive, PROGRAMS_FOLDER } from "./programs-folder.ts";

/**
 * Has the programs that tests start put together beside the first tests (`bundle.ts`), once for the run. Not where sources
 * may change while it goes on.
 */
export default async function setup({ config }: TestProject): Promise<() => Promise<void>> {
  if (config.watch) return async () => undefined;
  const mine = join(PROGRAMS_FOLDER, String(process.pid));
  await sweep();
  await mkdir(mine, { recursive: true });
  const child = spawn(
    process.execPath,
    ["--conditions=perennial-source", join(import.meta.dirname, "bundle.ts"), mine],
    { stdio: ["ignore", "inherit", "inherit"] },
  );
  const ended = once(child, "close");
  return async () => {
    child.kill();
    await ended;
    await rm(mine, { recursive: true, force: true });
  };
}

/** Removes what runs left that were broken off. */
async function sweep(): Promise<void> {
  const names = await readdir(PROGRAMS_FOLDER).catch(() => []);
  for (const name of names.filter((each) => !isAlive(Number(each)))) {
    await rm(join(PROGRAMS_FOLDER, name), { recursive: true, force: true });
  }
}
