import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { libraryFolder } from "./library.ts";
import { programSchema } from "./program-schema.ts";

// Run by "npm run schema" after a change of the program's schema; a test fails while the file is behind.
const file = join(libraryFolder(), "program.schema.json");
await writeFile(file, `${JSON.stringify(programSchema(), undefined, 2)}\n`);
