import type { Duration, LocalDate, Locale } from "@perennial/contract";
import { type Command, InvalidArgumentError, Option } from "commander";
import { isPeriod } from "../insight/period.ts";
import { effectCommand } from "./effect.ts";
import { DEFAULT_TENANT } from "./import.ts";
import type { FileArguments } from "./open-files.ts";
import {
  addFileOptions,
  dataDirOption,
  dateArgument,
  jsonOption,
  localeOption,
  todayOption,
  wholeNumber,
  withExamples,
  zoneArgument,
} from "./options.ts";
import type { Shell } from "./shell.ts";
import { twinsCommand } from "./twins.ts";

/** The reports, by the name of their command. */
export const REPORTS = [
  ...["value", "flows", "migration", "matrix", "rfm", "forecast"],
  ...["readiness", "pareto", "cohorts", "churn", "assessment"],
] as const;
export type ReportName = (typeof REPORTS)[number];

/** What `insight` is told on the command line; each report knows some of it. */
export type InsightCommandOptions = FileArguments & {
  readonly tenant?: string;
  readonly dataDir: string;
  readonly plan?: string;
  readonly asOf?: LocalDate;
  readonly period?: Duration;
  readonly currency?: string;
  readonly timeZone?: string;
  readonly locale: Locale;
  readonly json?: boolean;
  readonly out?: string;
  readonly horizon?: Duration;
  readonly top?: number;
  readonly by?: "month" | "quarter";
  readonly tenure?: "month" | "year";
  readonly recordsFrom?: LocalDate;
  readonly margin?: number;
  readonly discount?: number;
  readonly acquisitionCost?: number;
  readonly checkWeeks?: number;
  readonly program?: readonly string[];
};

interface ReportCommand {
  readonly about: string;
  readonly options: readonly (() => Option)[];
  readonly example: string;
}

const period = () =>
  new Option("--period <duration>", "the time reported on (P1Y)").argParser(periodArgument);
const horizon = (about: string) => () =>
  new Option("--horizon <duration>", about).argParser(periodArgument);
const top = () =>
  new Option("--top <number>", "how many customers are listed")
    .argParser(wholeNumber(0, 1_000))
    .default(10);
const out = () => new Option("--out <csv>", "write a row for each customer to this file");
const margin = () =>
  new Option("--margin <share>", "the share of an amount that counts as value, such as 0.3")
    .argParser(share)
    .default(1);
const discount = () =>
  new Option("--discount <share>", "what a later krona loses in a year, such as 0.1")
    .argParser(share)
    .default(0.1);

const acquisitionCost = () =>
  new Option(
    "--acquisition-cost <amount>",
    "what a new customer costs; tells whether it pays",
  ).argParser(amount);

const COMMANDS: Readonly<Record<ReportName, ReportCommand>> = {
  value: {
    about: "lifetime value: customers, frequency, average purchase, duration; of agreements too",
    options: [
      ...[period, margin, discount, out],
      horizon("how far ahead renewals of agreements count (all)"),
      () =>
        new Option("--tenure <unit>", "what tenures are counted in")
          .choices(["month", "year"])
          .default("year"),
      () =>
        new Option("--records-from <date>", "from when agreements that ended are kept").argParser(
          dateArgument,
        ),
      acquisitionCost,
    ],
    example: "value --purchases purchases.csv --as-of 2026-09-30",
  },
  flows: {
    about: "the customer flow of a period and the one before, wanted and unwanted flows",
    options: [period],
    example: "flows --purchases purchases.csv --as-of 2026-09-30 --period P6M --locale sv",
  },
  migration: {
    about: "from which state and value band to which customers moved in a period",
    options: [period],
    example: "migration --purchases purchases.csv --as-of 2026-09-30",
  },
  matrix: {
    about: "the customer matrix: value class by segment, and what the plan means for each cell",
    options: [out],
    example: "matrix --customers customers.csv --purchases purchases.csv --plan lifecycle.yaml",
  },
  rfm: {
    about: "recency, frequency and monetary value of each customer, in fifths",
    options: [period, top, out],
    example: "rfm --purchases purchases.csv --as-of 2026-09-30 --out rfm.csv",
  },
  forecast: {
    about: "purchases to expect of each customer, and how likely it is still active",
    options: [
      ...[horizon("how far ahead (P1Y)"), top, margin, discount, out],
      () =>
        new Option("--check-weeks <number>", "the last weeks that the forecast is tried on")
          .argParser(wholeNumber(1, 520))
          .default(26),
    ],
    example:
      "forecast --purchases purchases.csv --as-of 2026-09-30 --horizon P1Y --out forecast.csv",
  },
  readiness: {
    about: "which fields the plan and programs need, how they are filled, and which nothing uses",
    options: [
      () =>
        new Option(
          "--program <program...>",
          "programs of the library or folders (all of the library; the active ones of a tenant)",
        ),
    ],
    example: "readiness --customers customers.csv --agreements agreements.csv --program renewal",
  },
  pareto: {
    about: "80/20: what share of the value the best customers stand for, and who they are",
    options: [top, out],
    example: "pareto --purchases purchases.csv --as-of 2026-09-30",
  },
  cohorts: {
    about: "customers by when they first bought: who still buys, and for how much",
    options: [
      () =>
        new Option("--by <unit>", "what customers are gathered by")
          .choices(["month", "quarter"])
          .default("quarter"),
    ],
    example: "cohorts --purchases purchases.csv --as-of 2026-09-30 --by month",
  },
  churn: {
    about: "who is likely to be lost, why, and how well that could be told before",
    options: [horizon("how far ahead (the plan's, P6M)"), top, out],
    example: "churn --purchases purchases.csv --as-of 2026-09-30",
  },
  assessment: {
    about: "ten questions about the base, answered from the data where they can be",
    options: [period, margin, discount, acquisitionCost],
    example: "assessment --tenant default --acquisition-cost 450 --locale sv",
  },
};

const ABOUT = `
Reads files, all of them before anything is said; a bad row is told and left out, and with any the exit code is 1.
Without files it reads the database of DATABASE_URL, else the one of --data-dir, which "import" fills.
Customers are told apart by the rules of a lifecycle plan; without one by the defaults: lost after a year without a
purchase, inactive after half a year, bands of 20, 50 and 30 % by what was bought for in a year.`;

/** `insight`: reports on a base of customers. */
export function insightCommand(program: Command, shell: Shell): void {
  const insight = program
    .command("insight")
    .description("reports on customers: value, flows, forecast, 80/20, who is leaving …");
  for (const name of REPORTS) reportCommand(insight, name, shell);
  effectCommand(insight, shell);
  twinsCommand(insight, shell);
  withExamples(
    insight,
    "insight value --purchases purchases.csv --as-of 2026-09-30",
    "insight flows --tenant default --as-of 2026-09-30 --locale sv",
    "insight forecast --purchases purchases.csv --horizon P1Y --json",
    "insight effect renewal --locale sv",
  );
}

function reportCommand(insight: Command, name: ReportName, shell: Shell): void {
  const { about, options, example } = COMMANDS[name];
  const command = insight.command(name).description(about);
  addFileOptions(command)
    .addOption(new Option("--tenant <slug>", `whose base, of the database (${DEFAULT_TENANT})`))
    .addOption(dataDirOption())
    .option("--plan <yaml>", "lifecycle plan with the rules that customers are told apart by")
    .option(
      "--as-of <date>",
      "the last day that counts (the last with a purchase; of a database today)",
      dateArgument,
    );
  for (const option of options) command.addOption(option());
  command
    .option("--currency <code>", "the currency of amounts (that of most records)")
    .option("--time-zone <zone>", "in which days are counted (the mapping's)", zoneArgument)
    .addOption(todayOption())
    .addOption(localeOption())
    .addOption(jsonOption())
    .addHelpText("after", ABOUT)
    .action(async (given: InsightCommandOptions) => {
      const { runInsight } = await import("./run-insight.ts");
      await runInsight(name, given, shell);
    });
  withExamples(command, `insight ${example}`);
}

function periodArgument(text: string): Duration {
  if (isPeriod(text)) return text;
  throw new InvalidArgumentError("Write whole days such as P1Y, P6M, P12W or P90D.");
}

function share(text: string): number {
  const number = Number(text.replace(",", "."));
  if (text.trim() !== "" && number >= 0 && number <= 1) return number;
  throw new InvalidArgumentError("Write a share from 0 to 1, such as 0.3.");
}

function amount(text: string): number {
  const number = Number(text.replace(",", "."));
  if (text.trim() !== "" && number >= 0 && number <= 1e12) return number;
  throw new InvalidArgumentError("Write an amount such as 450 or 99.50.");
}
