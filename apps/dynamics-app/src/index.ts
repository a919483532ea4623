import { join } from "node:path";
import { buildScripts } from "./build-scripts.ts";
import type { SolutionSource } from "./pack-solution.ts";
import { readFolder } from "./solution-folder.ts";

export * from "./deployer-package.ts";
export * from "./pack-solution.ts";

/** The solution's source and the scripts of its pages, built anew. @param folder the app's */
export async function readSource(folder: string): Promise<SolutionSource> {
  return { files: readFolder(join(folder, "solution")), scripts: await buildScripts(folder) };
}
