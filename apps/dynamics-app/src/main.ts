import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readSource } from "./index.ts";
import { packSolution } from "./pack-solution.ts";

const folder = join(import.meta.dirname, "..");
const target = join(folder, "dist", "Perennial.zip");
mkdirSync(join(folder, "dist"), { recursive: true });
writeFileSync(target, packSolution(await readSource(folder)));
process.stdout.write(`${target}\n`);
