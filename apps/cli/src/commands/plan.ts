import type { Client, PlanPreviewView } from "@perennial/api";
import type { Locale } from "@perennial/contract";
import { type Command, Option } from "commander";
import { EXIT, failure } from "../output/cli-error.ts";
import { counted } from "../output/numbers.ts";
import type { Terminal } from "../output/terminal.ts";
import { jsonOption, localeOption, withExamples } from "./options.ts";
import { addServerOptions, type ServerAddress } from "./server-options.ts";
import type { Shell } from "./shell.ts";

type PlanOptions = ServerAddress & { readonly json?: boolean; readonly locale: Locale };

/** `plan`: how a company tells its customers apart; checked here, looked at, tried on the base and published there. */
export function planCommand(program: Command, shell: Shell): void {
  const plan = program
    .command("plan")
    .description("the lifecycle plan: check, show, preview and publish it");
  checkCommand(plan, shell);
  showCommand(plan, shell);
  previewCommand(plan, shell);
  publishCommand(plan, shell);
  const schema = plan
    .command("schema")
    .description("print the JSON Schema of lifecycle plans, for editors")
    .action(async () => {
      const { planJsonSchema } = await import("@perennial/lifecycle");
      shell.terminal.json(planJsonSchema());
    });
  withExamples(schema, "plan schema > plan.schema.json");
  withExamples(plan, "plan check lifecycle.yaml", "plan preview lifecycle.yaml");
}

interface CheckOptions {
  readonly currency: string;
  readonly json?: boolean;
}

function checkCommand(plan: Command, shell: Shell): void {
  const command = plan
    .command("check")
    .description("say what is wrong with a plan, where, and how to mend it; no server is asked")
    .argument("<file>", "the plan")
    .addOption(new Option("--currency <code>", "the currency of amounts").default("SEK"))
    .addOption(jsonOption())
    .action((file: string, options: CheckOptions) => checkFile(file, options, shell));
  withExamples(command, "plan check lifecycle.yaml");
}

async function checkFile(
  file: string,
  { currency, json }: CheckOptions,
  { terminal, exitWith }: Shell,
): Promise<void> {
  const { checkPlanFile } = await import("@perennial/lifecycle");
  const { problemLines, readPlanFile } = await import("../plan/plan-file.ts");
  const text = await readPlanFile(file);
  const { inEnglish } = await import("../check/file-problem.ts");
  const problems = checkPlanFile(text, { currency }).map((each) => ({
    ...inEnglish(each),
    file,
  }));
  const errors = problems.filter(({ severity }) => severity === "error").length;
  if (errors > 0) exitWith(EXIT.failed);
  if (json) return terminal.json({ problems, errors, warnings: problems.length - errors });
  for (const line of problemLines(problems, file)) terminal.say(line);
  terminal.say(
    problems.length === 0
      ? "Nothing is wrong. Whether the programs it names exist, the server knows: plan preview asks it."
      : `${counted(errors, "error")}, ${counted(problems.length - errors, "warning")}.`,
  );
}

function showCommand(plan: Command, shell: Shell): void {
  const command = plan.command("show").description("print the plan in force, as YAML");
  addServerOptions(command).addOption(jsonOption());
  command.action((options: PlanOptions) => showPlan(options, shell));
  withExamples(command, "plan show > lifecycle.yaml");
}

async function showPlan(options: PlanOptions, { terminal }: Shell): Promise<void> {
  const { withServer } = await import("./reach-server.ts");
  const { problemLines } = await import("../plan/plan-file.ts");
  const { inForce, problems } = await withServer(options, (client) => client.ask("getPlan"));
  if (options.json) return terminal.json({ inForce, problems });
  if (!inForce)
    throw failure("No lifecycle plan is in force. Publish one with: perennial plan publish FILE");
  const { stringify } = await import("yaml");
  const { version, publishedAt, publishedBy } = inForce;
  terminal.say(`# Version ${version}, published ${publishedAt.slice(0, 10)} by ${publishedBy}.`);
  terminal.say(stringify(inForce.plan, { lineWidth: 100 }).trimEnd());
  for (const line of problemLines(problems, "plan")) terminal.note(line);
}

function previewCommand(plan: Command, shell: Shell): void {
  const command = plan
    .command("preview")
    .description("show what a plan would do to the customers there are; nothing is kept")
    .argument("<file>", "the plan");
  addServerOptions(command).addOption(localeOption()).addOption(jsonOption());
  command.action((file: string, options: PlanOptions) => preview(file, options, shell));
  withExamples(command, "plan preview lifecycle.yaml --locale sv");
}

async function preview(file: string, options: PlanOptions, { terminal }: Shell): Promise<void> {
  const { withServer } = await import("./reach-server.ts");
  const { readPlanFile } = await import("../plan/plan-file.ts");
  const { previewLines } = await import("../plan/preview-lines.ts");
  const text = await readPlanFile(file);
  const seen = await withServer(options, (client) =>
    askPreview(client, terminal, { text, options }),
  );
  if (options.json) return terminal.json(seen);
  for (const line of previewLines(seen, file)) terminal.say(line);
}

async function askPreview(
  client: Client,
  terminal: Terminal,
  { text: plan, options: { locale } }: { readonly text: string; readonly options: PlanOptions },
): Promise<PlanPreviewView> {
  const { Progress } = await import("../output/progress.ts");
  const { count } = await import("../output/numbers.ts");
  const progress = new Progress(terminal);
  const input = { query: { locale }, body: { plan } };
  for await (const line of client.stream("previewPlan", input)) {
    if ("preview" in line) {
      progress.clear();
      return line.preview;
    }
    const [done, total] = [line.progress.done, line.progress.total].map((n) => count(n, locale));
    progress.tell(() =>
      locale === "sv" ? `${done} av ${total} kunder jämförda` : `${done} of ${total} compared`,
    );
  }
  throw failure("The server broke the preview off. Ask for it again.");
}

function publishCommand(plan: Command, shell: Shell): void {
  const command = plan
    .command("publish")
    .description("put a plan in force, after showing what it does to the customers there are")
    .argument("<file>", "the plan")
    .option("--yes", "publish it; without this it is only shown what would happen");
  addServerOptions(command).addOption(localeOption()).addOption(jsonOption());
  command.action((file: string, options: PlanOptions & { readonly yes?: boolean }) =>
    publish(file, options, shell),
  );
  withExamples(command, "plan publish lifecycle.yaml --yes");
}

async function publish(
  file: string,
  options: PlanOptions & { readonly yes?: boolean },
  shell: Shell,
): Promise<void> {
  if (!options.yes) {
    await preview(file, options, shell);
    shell.terminal.note("Nothing was published. Add --yes to publish it.");
    return;
  }
  const { terminal } = shell;
  const { withServer } = await import("./reach-server.ts");
  const { readPlanFile } = await import("../plan/plan-file.ts");
  const plan = await readPlanFile(file);
  const done = await withServer(options, async (client) => {
    const seen = await askPreview(client, terminal, { text: plan, options });
    const body = { plan, preview: seen.fingerprint };
    return { seen, ...(await client.ask("publishPlan", { body })) };
  });
  if (options.json) return terminal.json(done);
  const { previewLines } = await import("../plan/preview-lines.ts");
  for (const line of previewLines(done.seen, file)) terminal.say(line);
  terminal.say(
    `Version ${done.version} is in force. Everybody is placed by it in the next review.`,
  );
}
