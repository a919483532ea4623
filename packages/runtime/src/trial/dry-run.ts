import type { LocalDate, Locale } from "@perennial/contract";
import {
  type AgentCapacity,
  type Assumptions,
  mergeResults,
  type SimulatedEvent,
  type SimulationInput,
  type SimulationResult,
  simulateDays,
} from "@perennial/lifecycle";
import { asTenant, countCustomers, readGlobalHoldout, type Tenant } from "@perennial/store";
import { contactPolicyOf } from "../deliver/contact-policy-of.ts";
import type { LoadedProgram } from "../program/programs.ts";
import type { RuntimeContext } from "../runtime-context.ts";
import { type BasePage, readBasePage } from "./base-page.ts";
import { CallBook, type CallLoad } from "./call-load.ts";

/** What is tried on a whole base, and how. */
export interface DryRunRequest {
  readonly loaded: LoadedProgram;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly seed: string;
  readonly assumptions: Partial<Assumptions>;
  /** How many calls the agents can make; calls are not planned without it. */
  readonly capacity?: AgentCapacity | undefined;
  /** Customers in memory at once. @default 500 */
  readonly page?: number;
}

/** How far a dry run is. */
export interface DryRunProgress {
  readonly done: number;
  readonly total: number;
  readonly phase: "counting" | "playing";
}

/** What a dry run came to, and what is known beside it. */
export interface DryRunOutcome {
  readonly result: SimulationResult;
  /** Who was under way in the program when it began; their runs are not played on. */
  readonly underWay: number;
  /** Its calls against the agents' capacity, where that is set and there are not too many to be planned. */
  readonly callLoad?: CallLoad;
}

const PAGE = 500;
/** How long the process thinks before it looks what else there is to do, in days that are played. */
const BREATH = 7;

/**
 * Tries a program on a tenant's whole base, page by page, so that memory does not grow with it (ux.md, 2.8). Nothing
 * is sent and nothing is kept: a simulation has no way out. It comes up for air often, and ends where its reader does.
 */
export async function* dryRun(
  context: RuntimeContext,
  tenant: Tenant,
  request: DryRunRequest,
): AsyncGenerator<DryRunProgress, DryRunOutcome> {
  yield { done: 0, total: 0, phase: "counting" };
  const inTenant = <T>(work: Parameters<typeof asTenant<T>>[2]) =>
    asTenant(context.db, tenant.id, work);
  const [total, globalHoldout] = await inTenant((tx) =>
    Promise.all([countCustomers(tx), readGlobalHoldout(tx)]),
  );
  const program = request.loaded.compiled.program.id;
  const limit = request.page ?? PAGE;
  const common = inputOf(tenant, request, globalHoldout);
  const { capacity, from, to } = request;
  const book = capacity && new CallBook(request.loaded, tenant.timeZone);
  let result: SimulationResult | undefined;
  let underWay = 0;
  let done = 0;
  let after: string | undefined;
  do {
    const page: BasePage = await inTenant((tx) => readBasePage(tx, { program, after, limit }));
    const played = play(common, page, book?.noting(page));
    for (let next = played.next(); ; next = played.next()) {
      if (next.done) {
        result = result === undefined ? next.value : mergeResults(result, next.value);
        break;
      }
      yield { done, total, phase: "playing" };
      await breathe();
    }
    underWay += page.earlier.filter(({ ended }) => !ended).length;
    done += page.records.customers.length;
    yield { done, total: Math.max(total, done), phase: "playing" };
    after = page.next ?? undefined;
  } while (after !== undefined);
  const callLoad = capacity && book?.load(capacity, { from, to });
  return { result, underWay, ...(callLoad && { callLoad }) };
}

/** Plays the days on a page, a stretch of them at a time. */
function* play(
  common: Omit<SimulationInput, "records">,
  { records, earlier }: BasePage,
  onEvent?: (event: SimulatedEvent) => void,
): Generator<void, SimulationResult> {
  const days = simulateDays({ ...common, records, earlier }, onEvent);
  for (let count = 1; ; count++) {
    const next = days.next();
    if (next.done) return next.value;
    if (count % BREATH === 0) yield;
  }
}

function inputOf(
  tenant: Tenant,
  { loaded, from, to, seed, assumptions }: DryRunRequest,
  globalHoldout: number,
): Omit<SimulationInput, "records"> {
  return {
    ...{ from, to, seed, assumptions, globalHoldout },
    programs: [loaded],
    policy: contactPolicyOf(tenant, loaded.rulePack),
    zone: tenant.timeZone,
    tenantName: tenant.name,
    locale: localeOf(tenant),
  };
}

/** The language of what a tenant's staff read. */
export function localeOf({ locale }: Pick<Tenant, "locale">): Locale {
  return locale.toLowerCase().startsWith("en") ? "en" : "sv";
}

/** Lets the process do what else there is. */
function breathe(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
