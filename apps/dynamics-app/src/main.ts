import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { deployerPackage } from "./deployer-package.ts";
import { readSource } from "./index.ts";
import { packSolution } from "./pack-solution.ts";
import { readBytes } from "./solution-folder.ts";

/** `--managed` and `--assembly` are the files that this build cannot make: see the README. */
const { managed, assembly } = parseArgs({
  options: { managed: { type: "string" }, assembly: { type: "string" } },
}).values;
const folder = join(import.meta.dirname, "..");
const dist = join(folder, "dist");
const solution = packSolution(await readSource(folder));
const appSource = deployerPackage({
  files: readBytes(join(folder, "deployer")),
  solution: managed === undefined ? solution : readFileSync(managed),
  ...(assembly !== undefined && {
    assembly: { name: basename(assembly), content: readFileSync(assembly) },
  }),
});
mkdirSync(dist, { recursive: true });
for (const [name, content] of [
  ["Perennial.zip", solution],
  ["Perennial_AppSource.zip", appSource],
] as const) {
  writeFileSync(join(dist, name), content);
  process.stdout.write(`${join(dist, name)}\n`);
}
