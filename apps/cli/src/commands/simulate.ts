import type { Locale } from "@perennial/contract";
import type { Command } from "commander";
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

/** What `simulate` is told on the command line. */
export type SimulateCommandOptions = FileArguments & {
  readonly from?: string;
  readonly to?: string;
  readonly seed: string;
  readonly assume: readonly string[];
  readonly setting: readonly string[];
  readonly addressFromSale?: boolean;
  readonly days?: boolean;
  readonly events?: string;
  readonly company: string;
  readonly currency: string;
  readonly timeZone: string;
  readonly locale: Locale;
  readonly json?: boolean;
};

const ABOUT = `
Runs a program over a whole base with a clock of its own and tells what it would do: per month or day what is
sent by channel, calls, cost, what is held back or not sent and why, and whose agreement would end unnoticed.
Nothing is sent and nothing is kept. How people react is assumed and drawn by the seed: the same files, seed and
assumptions give the same days. Every assumption is stated with the result and can be changed with --assume;
"--assume list" shows them all. A bad row is reported and left out; with any, the exit code is 1.

PROGRAM is the id of a program of the library, such as renewal, or the path of a program's folder.

Without consents in the files, advertising by e-mail and SMS is lawful only to customers whose address comes from
a sale at which they could decline; say so with --address-from-sale where it is true.`;

/** `simulate`: what a program would do to a base of customers, day by day. */
export function simulateCommand(program: Command, shell: Shell): void {
  const command = program
    .command("simulate")
    .description("try a program out on files of customers, with a virtual clock")
    .argument("[program]", "a program of the library, such as renewal, or a program's folder")
    .option("--from <date>", "the first day", dateArgument)
    .option("--to <date>", "the last day", dateArgument);
  addFileOptions(command)
    .option(
      "--today <date>",
      'the date that "today" is in the mapping (the first day)',
      dateArgument,
    )
    .option("--seed <text>", "another seed gives other people of the same kind", "1")
    .option(
      "--assume <name=value>",
      "an assumption that differs, such as ordersAfterSms=0.3",
      add,
      [],
    )
    .option("--setting <name=value>", "a setting of the program that differs", add, [])
    .option(
      "--address-from-sale",
      "customers could decline advertising when they gave their address",
    )
    .option("--days", "tell each day, not each month")
    .option("--events <csv>", "write who would get what when to this file")
    .option("--company <name>", "the company, as texts name it", "Perennial")
    .option("--currency <code>", "the currency of costs", "SEK")
    .option("--time-zone <zone>", "the company's zone", zoneArgument, "Europe/Stockholm")
    .addOption(localeOption())
    .addOption(jsonOption())
    .addHelpText("after", ABOUT)
    .action(async (name: string | undefined, options: SimulateCommandOptions) => {
      const { runSimulate } = await import("./run-simulate.ts");
      await runSimulate(name, options, shell);
    });
  withExamples(
    command,
    "simulate renewal --customers customers.csv --agreements agreements.csv --from 2026-03-01 --to 2027-02-28",
    "simulate renewal --customers crm.csv --mapping mapping.yaml --from 2026-03-01 --to 2026-12-31 --days --assume ordersAfterSms=0.3",
    "simulate --assume list",
  );
}

function add(text: string, before: readonly string[]): readonly string[] {
  return [...before, text];
}
