import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { startTestPostgres } from "../../services/postgres.ts";
import { buildConsole } from "./build-console.ts";
import { findChromium } from "./find-chromium.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The folder with the console as it is in the source now. */
    consoleFolder: string;
    /** The browser's file and what it is started with. */
    chromium: { readonly path: string; readonly args: readonly string[] };
  }
}

/** Builds the console, finds a browser and starts a database, once for the whole run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const begun = performance.now();
  const folder = await mkdtemp(join(tmpdir(), "perennial-console-"));
  const [postgres, chromium] = await Promise.all([
    startTestPostgres(),
    findChromium(),
    buildConsole(folder),
  ]);
  project.provide("consoleFolder", folder);
  project.provide("databaseUrl", postgres.connectionString);
  project.provide("chromium", { path: chromium.path, args: [...chromium.args] });
  const took = Math.round(performance.now() - begun);
  process.stdout.write(
    `console ready in ${took} ms: Chromium from ${chromium.from}, PostgreSQL from ${postgres.from}\n`,
  );
  return async () => {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
