import { type Command, Option } from "commander";
import type { FileArguments } from "./open-files.ts";
import { addFileOptions, dataDirOption, jsonOption, todayOption, withExamples } from "./options.ts";
import type { Shell } from "./shell.ts";

/** What `import` is told on the command line. */
export type ImportCommandOptions = FileArguments & {
  readonly strict?: boolean;
  readonly tenant: string;
  readonly dataDir: string;
  readonly rejects?: string;
  readonly json?: boolean;
};

/** The tenant of a Perennial that serves one company. */
export const DEFAULT_TENANT = "default";

const ABOUT = `
Fills the mirror of customers, agreements and purchases and tells nobody: nothing is sent and nobody enters a
program by it. The same files again change nothing. What the files do not speak of stays as it is. A bad row is
reported and does not stop the others; with any, the exit code is 1. People who asked to be forgotten are not brought
back, and what names a customer that has become one with another goes to that one. What a published lifecycle plan
computes, such as tiers, no file writes over.

The database is the one of DATABASE_URL, else the one of --data-dir, whether a server is running on it or not.`;

/** `import`: files of customers, agreements and purchases into the database. */
export function importCommand(program: Command, shell: Shell): void {
  const command = program
    .command("import")
    .description("import customers, agreements and purchases from CSV files");
  addFileOptions(command)
    .addOption(todayOption())
    .option("--strict", "stop at the first bad row and keep nothing")
    .option("--rejects <csv>", "write bad rows to this file, with the reason in a column")
    .addOption(new Option("--tenant <slug>", "whose they are").default(DEFAULT_TENANT))
    .addOption(dataDirOption())
    .addOption(jsonOption())
    .addHelpText("after", ABOUT)
    .action(async (options: ImportCommandOptions) => {
      const { runImport } = await import("./run-import.ts");
      await runImport(options, shell);
    });
  withExamples(
    command,
    "import --customers customers.csv --agreements agreements.csv",
    "import --customers crm-export.csv --mapping mapping.yaml --rejects rejects.csv",
  );
}
