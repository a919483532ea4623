import type { Locale } from "@perennial/contract";
import type { Command } from "commander";
import type { FileArguments } from "./open-files.ts";
import {
  addFileOptions,
  dateArgument,
  jsonOption,
  localeOption,
  todayOption,
  withExamples,
} from "./options.ts";
import type { Shell } from "./shell.ts";

/** What `simulate` is told on the command line. */
export type SimulateCommandOptions = FileArguments & {
  readonly from: string;
  readonly to: string;
  readonly seed: string;
  /** Each as `name=value`. */
  readonly assume: readonly string[];
  readonly days?: boolean;
  readonly locale: Locale;
  readonly json?: boolean;
};

const ABOUT = `
Runs a program over a whole base with a clock of its own and tells what it would do: per month or day what is
sent by channel, calls, cost, what is held back or not sent and why, and whose agreement would end unnoticed.
Nothing is sent and nothing is kept. How people react is assumed; every assumption is stated with the result
and can be changed with --assume.

PROGRAM is the id of a program of the library, such as renewal, or the path of a program's folder.`;

/** `simulate`: the dry run of a program over files (product.md, feature 1). */
export function simulateCommand(program: Command, shell: Shell): void {
  const command = program
    .command("simulate")
    .description("try a program out over a whole base, with nothing sent")
    .argument("<program>", "a program of the library, or a program's folder");
  addFileOptions(command)
    .addOption(todayOption())
    .requiredOption("--from <date>", "the first simulated day", dateArgument)
    .requiredOption("--to <date>", "the last simulated day", dateArgument)
    .option("--seed <text>", "the same seed gives the same people", "1")
    .option("--assume <name=value>", "an assumption of yours; may be given many times", collect, [])
    .option("--days", "tell each day, not each month")
    .addOption(localeOption())
    .addOption(jsonOption())
    .addHelpText("after", ABOUT)
    .action(async (id: string, options: SimulateCommandOptions) => {
      const { runSimulate } = await import("./run-simulate.ts");
      await runSimulate(id, options, shell);
    });
  withExamples(
    command,
    "simulate renewal --customers customers.csv --agreements agreements.csv --from 2026-01-01 --to 2026-12-31",
    "simulate ./my-program --customers crm.csv --mapping mapping.yaml --from 2026-01-01 --to 2026-06-30 --assume ordersAfterSms=0.3",
  );
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}
