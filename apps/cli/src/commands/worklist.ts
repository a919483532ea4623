import type { Locale } from "@perennial/contract";
import type { Command } from "commander";
import { dateArgument, jsonOption, localeOption, wholeNumber, withExamples } from "./options.ts";
import { addServerOptions, type ServerAddress } from "./server-options.ts";
import type { Shell } from "./shell.ts";

type Asked = ServerAddress & { readonly json?: boolean; readonly locale: Locale };
type WorklistOptions = Asked & {
  readonly district?: string;
  readonly owner?: string;
  readonly limit: number;
};
type EffectOptions = Asked & {
  readonly since: string;
  readonly days: number;
  readonly within: number;
};
type AuditOptions = Omit<WorklistOptions, "limit"> & {
  readonly visits: string;
  readonly from: string;
  readonly to: string;
};

/** `worklist` and what belongs to it: whom to visit and why, what data the criteria lack, what visits lead to (B-01 to B-07). */
export function worklistCommand(program: Command, shell: Shell): void {
  const command = program
    .command("worklist")
    .description("list the companies that are worth a visit: why now, and what to bring");
  addPlaceOptions(command)
    .option("--limit <number>", "how many at most", wholeNumber(1, 500), 50)
    .action((options: WorklistOptions) => tellWorklist(options, shell));
  withExamples(command, 'worklist --district "Skövde" --locale sv', "worklist gaps");
  const gaps = command
    .command("gaps")
    .description("tell which criteria cannot be judged because data are missing");
  addServerOptions(gaps).addOption(localeOption()).addOption(jsonOption());
  // The options of the list come before the word, and are meant for both.
  gaps.action((_: Asked, own: Command) => tellGaps(own.optsWithGlobals<Asked>(), shell));
  const effect = command
    .command("effect")
    .description("tell what visits led to before a day and after it")
    .requiredOption("--since <date>", "the day the worklist came into use", dateArgument)
    .option("--days <number>", "days of visits on either side, at most", wholeNumber(7, 730), 90)
    .option(
      "--within <number>",
      "days after a visit that count as coming of it",
      wholeNumber(1, 365),
      90,
    );
  addServerOptions(effect).addOption(localeOption()).addOption(jsonOption());
  effect.action((_: EffectOptions, own: Command) =>
    tellEffect(own.optsWithGlobals<EffectOptions>(), shell),
  );
  withExamples(effect, "worklist effect --since 2026-03-02 --within 60");
}

/** `plan-audit`: a rep's planned visits against the worklist, both ways (B-03, B-04). */
export function planAuditCommand(program: Command, shell: Shell): void {
  const command = program
    .command("plan-audit")
    .description("compare planned visits with the worklist: what is missed, and what is wasted");
  addPlaceOptions(command)
    .requiredOption("--visits <csv>", "file of planned visits: the columns customerId and date")
    .requiredOption("--from <date>", "the first day that counts", dateArgument)
    .requiredOption("--to <date>", "the last day that counts", dateArgument)
    .action((options: AuditOptions) => tellAudit(options, shell));
  withExamples(
    command,
    'plan-audit --visits visits.csv --district "Skövde" --from 2026-03-02 --to 2026-03-22',
  );
}

function addPlaceOptions(command: Command): Command {
  addServerOptions(command).addOption(localeOption()).addOption(jsonOption());
  return command
    .option("--district <name>", "only companies of this district")
    .option("--owner <name>", "only companies that this person looks after");
}

function placeOf({ district, owner }: Pick<WorklistOptions, "district" | "owner">) {
  return { ...(district !== undefined && { district }), ...(owner !== undefined && { owner }) };
}

async function tellWorklist(options: WorklistOptions, { terminal }: Shell): Promise<void> {
  const { withServer } = await import("./reach-server.ts");
  const { worklistLines } = await import("../output/worklist-lines.ts");
  const { limit, locale } = options;
  const query = { ...placeOf(options), limit };
  const page = await withServer(options, (client) => client.ask("getWorklist", { query }));
  if (options.json) return terminal.json(page);
  for (const line of worklistLines(page, locale)) terminal.say(line);
}

async function tellGaps(options: Asked, { terminal }: Shell): Promise<void> {
  const { withServer } = await import("./reach-server.ts");
  const { gapLines } = await import("../output/worklist-lines.ts");
  const gaps = await withServer(options, (client) => client.ask("getWorklistGaps"));
  if (options.json) return terminal.json(gaps);
  for (const line of gapLines(gaps, options.locale)) terminal.say(line);
}

async function tellEffect(options: EffectOptions, { terminal }: Shell): Promise<void> {
  const { withServer } = await import("./reach-server.ts");
  const { effectLines } = await import("../output/worklist-lines.ts");
  const { since, days, within, locale } = options;
  const query = { since, days, within };
  const effect = await withServer(options, (client) => client.ask("getVisitEffect", { query }));
  if (options.json) return terminal.json(effect);
  for (const line of effectLines(effect, locale)) terminal.say(line);
}

async function tellAudit(options: AuditOptions, { terminal }: Shell): Promise<void> {
  const { withServer } = await import("./reach-server.ts");
  const { atItsRow, readVisits } = await import("../worklist/read-visits.ts");
  const { auditLines } = await import("../output/audit-lines.ts");
  const { from, to, locale } = options;
  const planned = await readVisits(options.visits);
  const visits = planned.map(({ customerId, date }) => ({ customerId, date }));
  const body = { ...placeOf(options), from, to, visits };
  const audit = await withServer(options, (client) =>
    client.ask("auditVisitPlan", { body }).catch((error: unknown) => {
      throw atItsRow(error, planned, options.visits);
    }),
  );
  if (options.json) return terminal.json(audit);
  for (const line of auditLines(audit, locale)) terminal.say(line);
}
