import { readFile } from "node:fs/promises";
import type { MappingTrial, RuleTrial } from "@perennial/connector-webhook";
import { type Command, InvalidArgumentError } from "commander";
import { EXIT, failure } from "../output/cli-error.ts";
import { counted } from "../output/numbers.ts";
import { jsonOption, withExamples } from "./options.ts";
import type { Shell } from "./shell.ts";

interface TryOptions {
  readonly sample: string;
  readonly header?: Readonly<Record<string, string>>;
  readonly json?: boolean;
}

/** `mapping try`: what a webhook connection's mapping makes of a delivery. */
export function tryCommand(mapping: Command, shell: Shell): void {
  const command = mapping
    .command("try")
    .description("show what a mapping of the webhook connector makes of a delivery")
    .argument("<file>", "the mapping, in YAML or JSON")
    .requiredOption("--sample <file>", "the body of a delivery, as it was sent")
    .option("--header <name:value>", "a header of the delivery; may be given again", withHeader)
    .addOption(jsonOption())
    .action((file: string, options: TryOptions) => tryOut(file, options, shell));
  withExamples(
    command,
    "mapping try crm.yaml --sample delivery.json",
    'mapping try shopify.yaml --sample order.json --header "X-Shopify-Topic: orders/paid"',
  );
}

function withHeader(
  text: string,
  before: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const [, name, value] = /^([^:\s]+):\s*(.*)$/.exec(text) ?? [];
  if (name === undefined || value === undefined) {
    throw new InvalidArgumentError('Write a header such as "X-Shopify-Topic: orders/paid".');
  }
  return { ...before, [name]: value };
}

async function tryOut(file: string, options: TryOptions, shell: Shell): Promise<void> {
  const { terminal, exitWith } = shell;
  const mapping = await readTrialMapping(file);
  const body = await read(options.sample, "sample");
  const { tryMapping } = await import("@perennial/connector-webhook");
  const { header: headers = {} } = options;
  const trial = tryMapping(mapping, { body, headers });
  const problems = [trial, ...trial.rules].flatMap((each) => each.problems);
  if (problems.length > 0) exitWith(EXIT.failed);
  if (options.json) return terminal.json({ mapping, ...trial });
  for (const line of trialLines(trial, options.sample)) terminal.say(line);
}

/** The mapping of a file; its faults are told with line and column, as those of any file. */
async function readTrialMapping(file: string): Promise<unknown> {
  const text = await read(file, "mapping");
  const [{ readYaml }, { schemaFaults }, { WebhookMapping }] = await Promise.all([
    import("@perennial/import"),
    import("@perennial/import"),
    import("@perennial/connector-webhook"),
  ]);
  const yaml = readYaml(text);
  const faults = yaml.faults.length > 0 ? yaml.faults : schemaFaults(WebhookMapping, yaml);
  if (faults.length === 0) return yaml.value;
  const lines = faults.map(
    ({ line, column, message, remedy }) => `${file}:${line}:${column} ${message} ${remedy}`,
  );
  throw failure(lines.join("\n"));
}

async function read(file: string, what: string): Promise<string> {
  return readFile(file, "utf8").catch((error: unknown) => {
    throw failure(`There is no ${what} "${file}" that may be read. Check the path.`, error);
  });
}

function trialLines({ problems, rules }: MappingTrial, sample: string): readonly string[] {
  if (problems.length > 0) {
    return problems.map(({ place, message }) => `${sample}: ${place}: ${message}`);
  }
  const lines = rules.flatMap(ruleLines);
  if (rules.some(({ matched }) => matched)) return lines;
  return [...lines, "", "No rule is about this delivery, so it would mean nothing."];
}

function ruleLines({ rule, matched, unmet, items, signals, problems }: RuleTrial): string[] {
  if (!matched) return [`${rule}: does not match; ${unmet}`];
  return [
    `${rule}: matches, ${counted(items, "item")}`,
    ...signals.flatMap((signal) => [`  ${signal.type} ${signal.id}`, ...indented(signal)]),
    ...problems.map(({ place, message }) => `  problem at ${place}: ${message}`),
  ];
}

function indented(signal: object): readonly string[] {
  return JSON.stringify(signal, undefined, 2)
    .split("\n")
    .map((line) => `    ${line}`);
}
