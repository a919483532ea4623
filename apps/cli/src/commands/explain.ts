import type { ApiError, Client, Explanation } from "@perennial/api";
import type { Locale } from "@perennial/contract";
import type { Command } from "commander";
import { failure } from "../output/cli-error.ts";
import { jsonOption, localeOption, withExamples, zoneArgument } from "./options.ts";
import { addServerOptions, type ServerAddress } from "./server-options.ts";
import type { Shell } from "./shell.ts";

type ExplainOptions = ServerAddress & {
  readonly json?: boolean;
  readonly locale: Locale;
  readonly timeZone: string;
};

/** `explain`: everything that considered a customer, and why something was or was not sent. */
export function explainCommand(program: Command, shell: Shell): void {
  const command = program
    .command("explain")
    .description("tell everything that considered a customer, and why it was or was not sent")
    .argument("<customer>", "the customer's id in the system of record");
  addServerOptions(command).addOption(localeOption()).addOption(jsonOption());
  command
    .option(
      "--time-zone <zone>",
      "the zone that times are shown in",
      zoneArgument,
      "Europe/Stockholm",
    )
    .action((customer: string, options: ExplainOptions) => explain(customer, options, shell));
  withExamples(command, "explain C-1001 --locale sv");
}

async function explain(
  customer: string,
  options: ExplainOptions,
  { terminal }: Shell,
): Promise<void> {
  const { locale, timeZone } = options;
  const { withServer } = await import("./reach-server.ts");
  const { explanationLines } = await import("../output/explanation.ts");
  const explanation = await withServer(options, (client) =>
    askFor(client, customer, locale).catch((error: unknown) => missing(client, customer, error)),
  );
  if (options.json) return terminal.json(explanation);
  for (const line of explanationLines(explanation, { locale, timeZone })) terminal.say(line);
}

function askFor(client: Client, id: string, locale: Locale): Promise<Explanation> {
  return client.ask("explainCustomer", { params: { id }, query: { locale } });
}

function isApiError(error: unknown): error is ApiError {
  return error instanceof Error && error.name === "ApiError";
}

/** An id that is not known may be a part of a name; those it could mean are named. */
async function missing(client: Client, customer: string, error: unknown): Promise<never> {
  if (!isApiError(error) || error.problem.status !== 404) throw error;
  const query = { search: customer, limit: 3 };
  const { items } = await client.ask("listCustomers", { query });
  const near = items.map(({ id, name }) => `${id} (${name})`);
  const hint =
    near.length > 0
      ? `Did you mean ${near.join(" or ")}?`
      : "Give the id that it has in the system of record.";
  throw failure(`There is no customer with the id "${customer}". ${hint}`, error);
}
