import type { Command } from "commander";
import { EXIT } from "../output/cli-error.ts";
import { count } from "../output/numbers.ts";
import { Progress } from "../output/progress.ts";
import { jsonOption, todayOption, withExamples } from "./options.ts";
import type { Shell } from "./shell.ts";
import { tryCommand } from "./try-mapping.ts";

interface CheckOptions {
  readonly customers?: string;
  readonly agreements?: string;
  readonly purchases?: string;
  readonly today?: string;
  readonly json?: boolean;
}

/** `mapping`: tries mappings out, of files and of deliveries, and describes them to editors. */
export function mappingCommand(program: Command, shell: Shell): void {
  const mapping = program
    .command("mapping")
    .description("try a mapping out on files or on a delivery");
  const check = mapping
    .command("check")
    .description(
      "show three rows before and after, and what would be rejected; nothing is imported",
    )
    .argument("<file>", "the mapping")
    .option("--customers <csv>", "file of customers")
    .option("--agreements <csv>", "file of agreements")
    .option("--purchases <csv>", "file of purchases")
    .addOption(todayOption())
    .addOption(jsonOption())
    .action((file: string, options: CheckOptions) => checkMapping(file, options, shell));
  withExamples(check, "mapping check mapping.yaml --customers crm-export.csv");
  const schema = mapping
    .command("schema")
    .description("print the JSON Schema of mappings, for editors")
    .action(async () => {
      const { mappingJsonSchema } = await import("@perennial/import");
      shell.terminal.json(mappingJsonSchema());
    });
  withExamples(schema, "mapping schema > mapping.schema.json");
  tryCommand(mapping, shell);
  withExamples(mapping, "mapping check mapping.yaml --customers crm-export.csv");
}

async function checkMapping(file: string, options: CheckOptions, shell: Shell): Promise<void> {
  const { terminal, clock, exitWith } = shell;
  const { openFiles } = await import("./open-files.ts");
  const { examineFiles } = await import("@perennial/import");
  const { sampleLines } = await import("../mapping/sample-lines.ts");
  const plans = await openFiles({ ...options, mapping: file }, clock.now());
  const progress = new Progress(terminal);
  const examined = await examineFiles(plans, {
    onProgress: (path, rows) => progress.tell(() => `${path}: ${count(rows)} rows read`),
  });
  progress.clear();
  if (examined.some(({ rejected }) => rejected > 0)) exitWith(EXIT.failed);
  if (options.json) return terminal.json({ files: examined });
  for (const line of examined.flatMap(sampleLines)) terminal.say(line);
}
