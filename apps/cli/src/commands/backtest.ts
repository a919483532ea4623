import type { Locale } from "@perennial/contract";
import { type Command, Option } from "commander";
import type { FileArguments } from "./open-files.ts";
import {
  addFileOptions,
  dateArgument,
  jsonOption,
  localeOption,
  withExamples,
  zoneArgument,
} from "./options.ts";
import type { Shell } from "./shell.ts";

/** What `backtest` is told on the command line. */
export type BacktestCommandOptions = FileArguments & {
  readonly from?: string;
  readonly to?: string;
  readonly basis?: "agreements" | "purchases";
  readonly lostAfter: string;
  readonly setting: readonly string[];
  readonly assume: readonly string[];
  readonly addressFromSale?: boolean;
  readonly events?: string;
  readonly company: string;
  readonly currency: string;
  readonly timeZone: string;
  readonly locale: Locale;
  readonly json?: boolean;
};

const ABOUT = `
Runs a program over a time that has been, such as last year, on the files as they are today, and sees of each day only
what was known then. Then it compares with what really happened: how many of those who left would have been reached in
time, how many who stayed would have got marketing needlessly, and what it would have cost. Nothing is sent and nothing
is kept. What customers did stands as it was; nobody's answer to the program is guessed. Whatever the files hold no
history of is stated with the result. Prices are assumptions that can be changed with --assume.`;

/** `backtest`: what a program would have done last year, against who really left. */
export function backtestCommand(program: Command, shell: Shell): void {
  const command = program
    .command("backtest")
    .description("try a program out on last year's history and compare with who really left")
    .argument("<program>", "a program of the library, such as renewal, or a program's folder")
    .option("--from <date>", "the first day", dateArgument)
    .option("--to <date>", "the last day", dateArgument);
  addFileOptions(command)
    .option(
      "--today <date>",
      'the date that "today" is in the mapping (the last day)',
      dateArgument,
    )
    .addOption(
      new Option("--basis <basis>", "what shows who left (agreements where there are any)").choices(
        ["agreements", "purchases"],
      ),
    )
    .option("--lost-after <duration>", "after how long without a purchase one has left", "P12M")
    .option("--setting <name=value>", "a setting of the program that differs", add, [])
    .option("--assume <name=value>", "a price that differs, such as costPerCall=3500", add, [])
    .option(
      "--address-from-sale",
      "customers could decline advertising when they gave their address",
    )
    .option("--events <csv>", "write who would have got what when to this file")
    .option("--company <name>", "the company, as texts name it", "Perennial")
    .option("--currency <code>", "the currency of costs", "SEK")
    .option("--time-zone <zone>", "the company's zone", zoneArgument, "Europe/Stockholm")
    .addOption(localeOption())
    .addOption(jsonOption())
    .addHelpText("after", ABOUT)
    .action(async (name: string, options: BacktestCommandOptions) => {
      const { runBacktest } = await import("./run-backtest.ts");
      await runBacktest(name, options, shell);
    });
  withExamples(
    command,
    "backtest renewal --customers customers.csv --agreements agreements.csv --from 2025-11-01 --to 2026-10-31",
    "backtest decreasing --customers crm.csv --purchases purchases.csv --from 2025-11-01 --to 2026-10-31 --lost-after P9M",
  );
}

function add(text: string, before: readonly string[]): readonly string[] {
  return [...before, text];
}
