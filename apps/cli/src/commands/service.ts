import type { Locale } from "@perennial/contract";
import type { Command } from "commander";
import { dateArgument, jsonOption, localeOption, wholeNumber, withExamples } from "./options.ts";
import { addServerOptions, type ServerAddress } from "./server-options.ts";
import type { Shell } from "./shell.ts";

type ServiceOptions = ServerAddress & {
  readonly json?: boolean;
  readonly locale: Locale;
  readonly days: number;
  readonly to?: string;
};

/** `service`: how customer service did in some days, beside as many before them (L-21 to L-24, D-38). */
export function serviceCommand(program: Command, shell: Shell): void {
  const command = program
    .command("service")
    .description(
      "tell how customer service did: calls, transfers, goals, initiative, satisfaction",
    );
  addServerOptions(command).addOption(localeOption()).addOption(jsonOption());
  command
    .option("--days <number>", "how many days are looked at", wholeNumber(1, 366), 30)
    .option("--to <date>", "the last of them; yesterday without it", dateArgument)
    .action((options: ServiceOptions) => tellService(options, shell));
  withExamples(command, "service --days 90 --locale sv");
}

async function tellService(options: ServiceOptions, { terminal }: Shell): Promise<void> {
  const { withServer } = await import("./reach-server.ts");
  const { serviceLines } = await import("../output/service-lines.ts");
  const { days, to, locale } = options;
  const query = { days, ...(to !== undefined && { to }) };
  const report = await withServer(options, (client) => client.ask("getServiceReport", { query }));
  if (options.json) return terminal.json(report);
  for (const line of serviceLines(report, locale)) terminal.say(line);
}
