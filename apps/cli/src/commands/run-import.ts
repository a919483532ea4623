import { resolve } from "node:path";
import type { Vault } from "@perennial/contract";
import {
  type FilePlan,
  type ImportOutcome,
  type ImportProgress,
  importFiles,
} from "@perennial/import";
import { type Database, ensureTenant, listTenants, type Tenant } from "@perennial/store";
import { readConfig } from "../config.ts";
import { openStore } from "../import/open-store.ts";
import { outcomeLines } from "../import/outcome-lines.ts";
import { readVault } from "../import/read-vault.ts";
import { RejectFiles } from "../import/reject-files.ts";
import { EXIT, usageError } from "../output/cli-error.ts";
import { count } from "../output/numbers.ts";
import { Progress } from "../output/progress.ts";
import { DEFAULT_TENANT, type ImportCommandOptions } from "./import.ts";
import { openFiles } from "./open-files.ts";
import type { Shell } from "./shell.ts";

/** More bad rows than anyone reads; the file of rejects has them all. */
const MOST_TOLD = 1_000;

/** Imports files into the database and tells what became of them. */
export async function runImport(options: ImportCommandOptions, shell: Shell): Promise<void> {
  const { terminal, clock } = shell;
  const { databaseUrl, vaultKey } = readConfig(shell.environment);
  const plans = await openFiles(options, clock.now());
  const abort = new AbortController();
  const forget = shell.onStop((times) => {
    if (times > 1) shell.quit(EXIT.failed);
    terminal.note("Stopping after the rows under way; Ctrl-C again ends it at once …");
    abort.abort();
  });
  const say = (line: string) => terminal.note(line);
  const store = await openStore({ databaseUrl, dataDir: resolve(options.dataDir), say });
  try {
    const tenant = await findTenant(store.db, options.tenant, clock.now());
    const vault = await readVault({ vaultKey, dataDir: resolve(options.dataDir) });
    await importInto({ options, plans, shell, vault, signal: abort.signal }, store.db, tenant);
  } finally {
    await store.close();
    forget();
  }
}

interface Run {
  readonly options: ImportCommandOptions;
  readonly plans: readonly FilePlan[];
  readonly shell: Shell;
  readonly vault: Vault | undefined;
  readonly signal: AbortSignal;
}

async function importInto(run: Run, db: Database, tenant: Tenant): Promise<void> {
  const { options, plans, shell, vault, signal } = run;
  const { terminal } = shell;
  const progress = new Progress(terminal);
  const rejects = new RejectFiles({
    ...{ plans, path: options.rejects && resolve(options.rejects) },
    // The error that --strict ends with tells the row.
    most: options.strict ? 0 : MOST_TOLD,
    tell: (line) => {
      progress.clear();
      terminal.note(line);
    },
  });
  try {
    const outcome = await importFiles({
      ...{ db, tenant: tenant.id, plans, strict: options.strict, vault, signal },
      clock: shell.clock,
      onReject: (reject) => rejects.add(reject),
      onProgress: (at) => progress.tell((seconds) => progressLine(at, seconds)),
    });
    progress.clear();
    tell(outcome, rejects, { ...run, tenant: tenant.slug, seconds: progress.seconds });
  } finally {
    progress.clear();
    rejects.close();
  }
}

interface Told {
  readonly seconds: number;
  readonly tenant: string;
}

function tell(
  outcome: ImportOutcome,
  rejects: RejectFiles,
  { options, plans, shell, seconds, tenant }: Run & Told,
): void {
  const { terminal, exitWith } = shell;
  if (rejects.count > 0) exitWith(EXIT.failed);
  if (options.json) {
    terminal.json({
      files: plans.map(({ csv, unused }) => {
        return { file: csv.path, rows: outcome.rows[csv.path] ?? 0, unusedColumns: unused };
      }),
      totals: Object.fromEntries(outcome.totals.entries()),
      rejects: rejects.first.map(({ row: _, ...rest }) => rest),
      rejected: rejects.count,
      rejectFiles: rejects.paths,
      tenant,
      seconds: Math.round(seconds * 10) / 10,
    });
    return;
  }
  for (const line of outcomeLines({ outcome, plans, rejects, seconds, tenant })) terminal.say(line);
}

function progressLine({ file, rows, bytes, size }: ImportProgress, seconds: number): string {
  const share = size === 0 ? 100 : Math.floor((bytes / size) * 100);
  return `${file}: ${count(rows)} rows (${share} %), ${count(rows / seconds)} rows a second`;
}

async function findTenant(db: Database, slug: string, now: string): Promise<Tenant> {
  const tenants = await listTenants(db);
  const found = tenants.find((each) => each.slug === slug);
  if (found) return found;
  // The one that a server would make at its first start.
  if (slug === DEFAULT_TENANT) return ensureTenant(db, { slug, name: "Perennial" }, now);
  const others = tenants.map((each) => each.slug).join(", ");
  throw usageError(
    `There is no tenant "${slug}". ${others === "" ? "There is none yet" : `There are: ${others}`}.`,
  );
}
