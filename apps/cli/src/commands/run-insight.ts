import { Currency } from "@perennial/contract";
import { FILE_KINDS, minorDigits } from "@perennial/import";
import type { LifecyclePlan, ProgramFiles } from "@perennial/lifecycle";
import type { InsightBase } from "../insight/base/insight-base.ts";
import { readFiles } from "../insight/base/read-files.ts";
import { type InsightReport, type ReportContext, reportRules } from "../insight/context.ts";
import { loadPlan } from "../insight/load-plan.ts";
import { loadPrograms } from "../insight/load-programs.ts";
import { headLines } from "../insight/output/head-lines.ts";
import { plainBlanks, Speech } from "../insight/output/speech.ts";
import { writeRows } from "../insight/output/write-rows.ts";
import { checkDay } from "../insight/period.ts";
import { MAKERS } from "../insight/reports.ts";
import { EXIT, usageError } from "../output/cli-error.ts";
import { count } from "../output/numbers.ts";
import { Progress } from "../output/progress.ts";
import { DEFAULT_TENANT } from "./import.ts";
import type { InsightCommandOptions, ReportName } from "./insight.ts";
import type { Shell } from "./shell.ts";

/** A base, and what it came with. */
interface Known {
  readonly base: InsightBase;
  readonly plan: LifecyclePlan | undefined;
  readonly asOf: string;
  /** The files of the programs that are looked at. */
  readonly programs: ReadonlyMap<string, ProgramFiles>;
  readonly answers: ReportContext["settings"]["answers"];
}

/** Makes a report and tells it. */
export async function runInsight(
  name: ReportName,
  options: InsightCommandOptions,
  shell: Shell,
): Promise<void> {
  checkOptions(options);
  const progress = new Progress(shell.terminal);
  const isFiles = FILE_KINDS.some((kind) => options[kind] !== undefined);
  const known = isFiles
    ? await knownOfFiles(name, options, shell, progress)
    : await knownOfStore(name, options, shell, progress);
  const { base, plan, asOf } = known;
  if (name !== "readiness") checkDay(base, asOf);
  checkNeeds(name, base);
  const context = contextOf(known, options, progress);
  const report = MAKERS[name](context);
  progress.clear();
  if (base.parts.rejected > 0) shell.exitWith(EXIT.failed);
  if (options.out !== undefined && report.rows) {
    const written = writeRows(options.out, report.rows);
    shell.terminal.note(`${count(written)} rows are in ${options.out}.`);
  }
  if (options.json) return shell.terminal.json(jsonOf(name, report, context));
  const head = headLines(name, { base, asOf, plan, speech: context.speech });
  for (const line of [...head, ...report.lines]) shell.terminal.say(plainBlanks(line));
}

function checkOptions({ currency, tenant, ...files }: InsightCommandOptions): void {
  if (currency !== undefined && !Currency.safeParse(currency).success) {
    throw usageError(`"${currency}" is no currency. Write one such as SEK with --currency.`);
  }
  const given = FILE_KINDS.find((kind) => files[kind] !== undefined);
  if (tenant !== undefined && given !== undefined) {
    throw usageError(
      `Both --tenant and --${given} are given. Report on a tenant's database or on files, not both.`,
    );
  }
}

/** Segments that ask about purchases, and cross-selling, need them as they were. */
function keepsRecords(name: ReportName, plan: LifecyclePlan | undefined): boolean {
  return (
    name === "assessment" || (name === "matrix" && plan !== undefined && plan.segments.length > 0)
  );
}

async function knownOfFiles(
  name: ReportName,
  options: InsightCommandOptions,
  shell: Shell,
  progress: Progress,
): Promise<Known> {
  const { asOf, today, timeZone, currency } = options;
  const plan = options.plan === undefined ? undefined : await loadPlan(options.plan);
  const programs =
    name === "readiness" ? await loadPrograms(options.program) : new Map<string, ProgramFiles>();
  const asked = {
    ...{ files: options, timeZone, currency, today: today ?? asOf },
    keepsRecords: keepsRecords(name, plan),
  };
  const base = await readFiles(asked, shell, progress);
  const day = asOf ?? base.reach?.last ?? today ?? shell.clock.now().slice(0, 10);
  return {
    base,
    plan,
    asOf: base.hasPurchases ? day : (asOf ?? today ?? day),
    programs,
    answers: [],
  };
}

async function knownOfStore(
  name: ReportName,
  options: InsightCommandOptions,
  shell: Shell,
  progress: Progress,
): Promise<Known> {
  const given = options.plan === undefined ? undefined : await loadPlan(options.plan);
  const { readStore } = await import("../insight/base/read-store.ts");
  const { tenant = DEFAULT_TENANT, dataDir, currency, timeZone } = options;
  const stored = await readStore(
    {
      ...{ tenant, dataDir, currency, timeZone, allContacts: WITH_CONTACTS.includes(name) },
      keepsRecords: (own) => keepsRecords(name, given ?? own),
    },
    shell,
    progress,
  );
  const programs = options.program ? await loadPrograms(options.program) : stored.programs;
  const { base, plan, today, answers } = stored;
  return { answers, base, plan: given ?? plan, asOf: options.asOf ?? today, programs };
}

/** Reports that look at every contact, and not at signs of leaving alone. */
const WITH_CONTACTS: readonly ReportName[] = ["readiness", "assessment"];

const BY_PURCHASES: readonly ReportName[] = ["rfm", "forecast", "cohorts"];

function checkNeeds(name: ReportName, base: InsightBase): void {
  if (!BY_PURCHASES.includes(name) || base.hasPurchases) return;
  throw usageError(
    `This report is made of purchases, and there are none in ${base.parts.sources.join(", ")}. Give a file of them with --purchases.`,
  );
}

const DEFAULT_PERIOD = "P1Y";

function contextOf(
  { base, plan, asOf, programs, answers }: Known,
  options: InsightCommandOptions,
  progress: Progress,
): ReportContext {
  const { currency } = base.parts;
  const { acquisitionCost } = options;
  return {
    ...{ base, plan, asOf, progress, rules: reportRules(plan, base) },
    speech: new Speech(options.locale, currency),
    settings: {
      period: options.period ?? DEFAULT_PERIOD,
      isPeriodGiven: options.period !== undefined,
      horizon: options.horizon,
      top: options.top ?? 10,
      cohorts: options.by ?? "quarter",
      tenure: options.tenure ?? "year",
      recordsFrom: options.recordsFrom,
      margin: options.margin ?? 1,
      yearlyDiscount: options.discount ?? 0.1,
      acquisitionCost:
        acquisitionCost === undefined
          ? undefined
          : Math.round(acquisitionCost * 10 ** minorDigits(currency)),
      checkWeeks: options.checkWeeks ?? 26,
      ...{ programs, answers },
    },
  };
}

/** Amounts are in minor units, as everywhere in Perennial's data. */
function jsonOf(name: ReportName, { data }: InsightReport, { base, asOf }: ReportContext) {
  const { currency, zone, rejected, sources, ids, purchases, agreements } = base.parts;
  return {
    report: name,
    asOf,
    ...{ currency, zone, rejected, sources },
    base: {
      customers: ids.length,
      purchases: purchases.count,
      agreements: agreements.length,
      otherCurrencies: base.foreign,
      ...base.reach,
    },
    ...data,
  };
}
