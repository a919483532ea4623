import { access } from "node:fs/promises";
import { resolve } from "node:path";
import type { Currency, LocalDate } from "@perennial/contract";
import { LifecyclePlan, localDateOf, type ProgramFiles } from "@perennial/lifecycle";
import {
  type AssessmentAnswer,
  asTenant,
  type Database,
  type HistoryPage,
  listPrograms,
  listTenants,
  readAssessmentAnswers,
  readHistoryPage,
  readPlan,
  readVersion,
  type Tenant,
  type TenantTransaction,
} from "@perennial/store";
import type { Shell } from "../../commands/shell.ts";
import { readConfig } from "../../config.ts";
import { openStore } from "../../import/open-store.ts";
import { usageError } from "../../output/cli-error.ts";
import { count } from "../../output/numbers.ts";
import type { Progress } from "../../output/progress.ts";
import { BaseBuilder } from "./base-builder.ts";
import type { InsightBase } from "./insight-base.ts";

/** Whose base is read of the store. */
export interface StoreAsked {
  readonly tenant: string;
  readonly dataDir: string;
  /** @default the tenant's */
  readonly currency?: Currency | undefined;
  /** @default the tenant's */
  readonly timeZone?: string | undefined;
  /** Whether all contacts are read, and not only those that are signs of leaving. */
  readonly allContacts: boolean;
  /** Whether purchases are kept as they are too, by the plan in force. */
  readonly keepsRecords: (plan: LifecyclePlan | undefined) => boolean;
}

/** A tenant's base, and what it is judged by. */
export interface StoredBase {
  readonly base: InsightBase;
  /** Missing where none has been published. */
  readonly plan: LifecyclePlan | undefined;
  readonly today: LocalDate;
  /** The files of the tenant's active programs, by id. */
  readonly programs: ReadonlyMap<string, ProgramFiles>;
  /** What the company itself answers in the self-assessment. */
  readonly answers: readonly AssessmentAnswer[];
}

/** Customers in a page. */
const PAGE = 2_000;

/**
 * Reads a tenant's base of the database that `import` fills.
 * @throws CliError where there is no such database or tenant.
 */
export async function readStore(
  asked: StoreAsked,
  shell: Shell,
  progress: Progress,
): Promise<StoredBase> {
  const { databaseUrl } = readConfig(shell.environment);
  const dataDir = resolve(asked.dataDir);
  if (databaseUrl === undefined) await refuseNothing(dataDir);
  const say = (line: string) => shell.terminal.note(line);
  const store = await openStore({ databaseUrl, dataDir, say });
  try {
    const tenant = await tenantOf(store.db, asked.tenant);
    const inTenant = <T>(work: (tx: TenantTransaction) => Promise<T>) =>
      asTenant(store.db, tenant.id, work);
    const stored = await inTenant(readPlan);
    const plan = stored && LifecyclePlan.parse(stored.plan);
    const base = await readBase(store.db, { asked, tenant, plan, progress });
    return {
      base,
      plan,
      today: localDateOf(tenant.demoNow ?? shell.clock.now(), base.parts.zone),
      programs: await inTenant(activePrograms),
      answers: await inTenant(readAssessmentAnswers),
    };
  } finally {
    progress.clear();
    await store.close();
  }
}

/** A report is no reason to make a database. */
async function refuseNothing(dataDir: string): Promise<void> {
  await access(dataDir).catch((error: unknown) => {
    throw usageError(
      `No file is given, and there is no database in ${dataDir}. Give files with --purchases, --agreements or --customers, or say where the database is with --data-dir or DATABASE_URL.`,
      error,
    );
  });
}

async function tenantOf(db: Database, slug: string): Promise<Tenant> {
  const tenants = await listTenants(db);
  const found = tenants.find((each) => each.slug === slug);
  if (found) return found;
  const others = tenants.map((each) => each.slug).join(", ");
  throw usageError(
    `There is no tenant "${slug}". ${others === "" ? "There is none yet: import files first" : `There are: ${others}`}.`,
  );
}

interface ReadingBase {
  readonly asked: StoreAsked;
  readonly tenant: Tenant;
  readonly plan: LifecyclePlan | undefined;
  readonly progress: Progress;
}

async function readBase(
  db: Database,
  { asked, tenant, plan, progress }: ReadingBase,
): Promise<InsightBase> {
  const zone = asked.timeZone ?? tenant.timeZone;
  const builder = new BaseBuilder(zone, asked.keepsRecords(plan));
  const contacts = asked.allContacts ? "all" : "signs";
  let after: string | undefined;
  let customers = 0;
  for (;;) {
    const request = { after, limit: PAGE, contacts } as const;
    const page = await asTenant(db, tenant.id, (tx) => readHistoryPage(tx, request));
    addPage(builder, page);
    customers += page.customers.length;
    progress.tell(() => `${count(customers)} customers read`);
    if (page.next === null) break;
    after = page.next;
  }
  const currency = asked.currency ?? tenant.currency;
  return builder.build({ currency, rejected: 0, sources: [`tenant ${tenant.slug}`] });
}

function addPage(builder: BaseBuilder, page: HistoryPage): void {
  for (const customer of page.customers) builder.addCustomer(customer);
  for (const agreement of page.agreements) builder.addAgreement(agreement);
  for (const purchase of page.purchases) builder.addPurchase(purchase);
  for (const interaction of page.interactions) builder.addInteraction(interaction);
}

async function activePrograms(tx: TenantTransaction): Promise<ReadonlyMap<string, ProgramFiles>> {
  const programs = (await listPrograms(tx)).filter(({ state }) => state === "active");
  const files = new Map<string, ProgramFiles>();
  for (const { id, version } of programs) {
    const found = await readVersion(tx, id, version);
    if (found) files.set(id, found);
  }
  return files;
}
