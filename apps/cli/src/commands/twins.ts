import type { Locale } from "@perennial/contract";
import { type Command, Option } from "commander";
import { jsonOption, localeOption, wholeNumber, withExamples } from "./options.ts";
import { addServerOptions, type ServerAddress } from "./server-options.ts";
import type { Shell } from "./shell.ts";

/** What `insight twins` is told on the command line. */
export type TwinsOptions = ServerAddress & {
  readonly of: string;
  readonly who: "prospects" | "customers" | "all";
  readonly limit: number;
  readonly format?: "csv" | "json";
  readonly locale: Locale;
  readonly json?: boolean;
};

const ABOUT = `
Asks a running server. Without --format it shows what sets the best customers apart, and how many others are like
them. With --format it hands out the ids and hashed addresses (SHA-256) of those most like the best who have consented to
marketing by e-mail; the rest are counted with the reason, and the audit log has who fetched it.`;

/** `insight twins`: who else is like the best customers, to recruit by (D-19). */
export function twinsCommand(insight: Command, shell: Shell): void {
  const command = insight
    .command("twins")
    .description("what sets the best customers apart, and a file of who else is like them");
  addServerOptions(command)
    .option("--of <group>", "the best: a class, a cell such as gold/villa, or top", "gold")
    .addOption(
      new Option("--who <people>", "among whom")
        .choices(["prospects", "customers", "all"])
        .default("all"),
    )
    .addOption(
      new Option("--limit <number>", "how many of the most like are looked at")
        .argParser(wholeNumber(1, 10_000))
        .default(1_000),
    )
    .addOption(new Option("--format <format>", "fetch the file").choices(["csv", "json"]))
    .addOption(localeOption())
    .addOption(jsonOption())
    .addHelpText("after", ABOUT)
    .action(async (options: TwinsOptions) => {
      const { runTwins } = await import("./run-twins.ts");
      await runTwins(options, shell);
    });
  withExamples(command, "insight twins --of gold --who prospects --format csv > twins.csv");
}
