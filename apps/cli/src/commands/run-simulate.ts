import { existsSync } from "node:fs";
import {
  Assumptions,
  ContactPolicy,
  compileProgram,
  type Problem,
  parseProgram,
  type SimulatedProgram,
  type SimulationInput,
  simulateDays,
} from "@perennial/lifecycle";
import {
  listPrograms,
  readLibraryProgram,
  readProgramFolder,
  readRulePack,
} from "@perennial/programs";
import { recordsOfKind } from "../import/write-batch.ts";
import type { MadeRecord } from "../mapping/compile-record.ts";
import type { FilePlan } from "../mapping/plan-files.ts";
import { EXIT, failure, usageError } from "../output/cli-error.ts";
import { Progress } from "../output/progress.ts";
import { simulationLines } from "../output/simulation-lines.ts";
import { type Reject, RowReader } from "../records/make-rows.ts";
import { openFiles } from "./open-files.ts";
import type { Shell } from "./shell.ts";
import type { SimulateCommandOptions } from "./simulate.ts";

/** The rules that hold where a program names none. */
const DEFAULT_RULE_PACK = "se-electricity";
const ZONE = "Europe/Stockholm";
/** More bad rows than anyone reads here; `import --rejects` writes them all down. */
const MOST_TOLD = 20;

/** Runs the dry run and tells what came of it. */
export async function runSimulate(
  id: string,
  options: SimulateCommandOptions,
  shell: Shell,
): Promise<void> {
  const { terminal, clock } = shell;
  const assumptions = readAssumptions(options.assume);
  const program = await readProgram(id);
  const plans = await openFiles({ today: options.from, ...options }, clock.now());
  const { records, rejects } = await readRecords(plans);
  for (const line of rejects.slice(0, MOST_TOLD).map(rejectLine)) terminal.note(line);
  if (rejects.length > 0) shell.exitWith(EXIT.failed);
  const input: SimulationInput = {
    programs: [program],
    records,
    policy: ContactPolicy.parse({ rulePack: program.rulePack, timeZone: ZONE }),
    zone: ZONE,
    tenantName: "Perennial",
    locale: options.locale,
    from: options.from,
    to: options.to,
    seed: options.seed,
    assumptions,
  };
  const result = playThrough(input, new Progress(terminal));
  if (options.json) return terminal.json({ ...result, rejected: rejects.length });
  const told = { result, days: options.days === true, locale: options.locale, currency: "SEK" };
  for (const line of simulationLines(told)) terminal.say(line);
}

function playThrough(input: SimulationInput, progress: Progress) {
  const days = simulateDays(input);
  let next = days.next();
  while (!next.done) {
    const { date } = next.value;
    progress.tell((seconds) => `${date} is over, after ${seconds.toFixed(0)} s`);
    next = days.next();
  }
  progress.clear();
  return next.value;
}

function readAssumptions(given: readonly string[]): Partial<Assumptions> {
  const values: Record<string, number | boolean | null> = {};
  for (const each of given) {
    const [, name = "", text = ""] = /^([a-zA-Z]+)=(.+)$/.exec(each) ?? [];
    const schema = Object.hasOwn(Assumptions.shape, name)
      ? Assumptions.shape[name as keyof Assumptions]
      : undefined;
    if (!schema) {
      const known = Object.keys(Assumptions.shape).join(", ");
      throw usageError(`"${each}" names no assumption. Write NAME=VALUE with one of: ${known}.`);
    }
    const parsed = schema.safeParse(valueOf(text));
    if (!parsed.success) {
      throw usageError(
        `The assumption ${name} cannot be "${text}": ${parsed.error.issues[0]?.message}.`,
      );
    }
    values[name] = parsed.data;
  }
  return values as Partial<Assumptions>;
}

function valueOf(text: string): number | boolean | null | string {
  if (text === "true" || text === "false") return text === "true";
  if (text === "null") return null;
  const number = Number(text);
  return Number.isNaN(number) ? text : number;
}

async function readProgram(
  id: string,
): Promise<SimulatedProgram & { readonly rulePack: Awaited<ReturnType<typeof readRulePack>> }> {
  const library = await listPrograms();
  if (!library.includes(id) && !existsSync(id)) {
    throw usageError(
      `There is no program "${id}" in the library (${library.join(", ")}), and no folder of that name.`,
    );
  }
  const files = library.includes(id) ? await readLibraryProgram(id) : await readProgramFolder(id);
  const { program, templates, problems } = parseProgram(files);
  const errors = problems.filter((each) => each.severity === "error");
  if (!program || errors.length > 0)
    throw failure(`The program has errors:\n${errors.map(problemLine).join("\n")}`);
  const rulePack = await readRulePack(program.rulePack ?? DEFAULT_RULE_PACK);
  return { compiled: compileProgram({ program, version: 1 }), templates, rulePack };
}

function problemLine({ file, line, column, message, remedy }: Problem): string {
  return `  ${file}:${line}:${column} ${message} ${remedy}`;
}

async function readRecords(plans: readonly FilePlan[]) {
  const reader = new RowReader();
  const made: MadeRecord[] = [];
  const rejects: Reject[] = [];
  for (const plan of plans) {
    for await (const block of reader.read(plan)) {
      for (const item of block.items) made.push(item.made);
      rejects.push(...block.rejects);
    }
  }
  const records = {
    customers: recordsOfKind(made, "customers"),
    agreements: recordsOfKind(made, "agreements"),
    purchases: recordsOfKind(made, "purchases"),
    consents: recordsOfKind(made, "consents"),
  };
  return { records, rejects };
}

function rejectLine({ file, line, kind, faults }: Reject): string {
  const why = faults.map(({ column, reason }) => (column === "" ? reason : `${column}: ${reason}`));
  return `${file}:${line} left out of the ${kind}: ${why.join("; ")}`;
}
