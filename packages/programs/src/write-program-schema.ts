import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { programJsonSchema } from "@perennial/lifecycle";
import { libraryFolder } from "./library.ts";

// Run by "npm run schema" after a change of the program's schema; a test fails while the file is behind.
const file = join(libraryFolder(), "program.schema.json");
await writeFile(file, `${JSON.stringify(programJsonSchema(), undefined, 2)}\n`);
