import type { StandingSignal } from "@perennial/contract";
import {
  cellOf,
  type LifecyclePlan,
  type MatrixCell,
  type MatrixRules,
} from "@perennial/lifecycle";
import {
  CUSTOMERS,
  readRecords,
  recordSignals,
  type Tenant,
  type TenantTransaction,
} from "@perennial/store";
import { enterProgram } from "../enter/enter-program.ts";
import { loadFacts } from "../facts/load-facts.ts";
import { faultWords, isLastingFault } from "../failure/lasting-fault.ts";
import type { LoadedProgram } from "../program/programs.ts";
import type { RuntimeContext } from "../runtime-context.ts";

/** Whose changes, and by which plan. */
export interface CellChanges {
  readonly tenant: Tenant;
  readonly plan: LifecyclePlan;
  readonly changes: readonly StandingSignal[];
}

/** Who is to be let into a program, and since which day. */
interface Request {
  readonly customerId: string;
  readonly program: string;
  readonly day: string;
}

/**
 * Lets customers that came into another cell of the matrix into its program (M-08), as far as it is active and its entry
 * condition lets them in. Each request is kept as a signal and acts once. Gives how many came in.
 */
export async function enterCells(
  context: RuntimeContext,
  tx: TenantTransaction,
  { tenant, plan, changes }: CellChanges,
): Promise<number> {
  if (!plan.matrix) return 0;
  const requests = await requestsOf(tx, plan.matrix, changes);
  let entered = 0;
  for (const [program, of] of Map.groupBy(requests, (each) => each.program)) {
    const loaded = await loadActive(context, tx, program);
    if (loaded) entered += await enter(context, tx, { tenant, loaded, requests: of });
  }
  return entered;
}

async function requestsOf(
  tx: TenantTransaction,
  matrix: MatrixRules,
  changes: readonly StandingSignal[],
): Promise<readonly Request[]> {
  const moved = Map.groupBy(changes.filter(isOfCell), (each) => each.customerId);
  const customers = await readRecords(tx, CUSTOMERS, [...moved.keys()]);
  return customers.flatMap(({ id, valueClass, segment }): Request[] => {
    const told = moved.get(id) ?? [];
    const before = { valueClass, segment };
    for (const change of told) {
      if (change.type === "customer.class-changed") before.valueClass = change.from;
      else before.segment = change.from;
    }
    const cell = cellOf(matrix, valueClass, segment);
    const [first] = told;
    if (!first || !hasProgram(cell) || cell === cellOf(matrix, before.valueClass, before.segment))
      return [];
    return [{ customerId: id, program: cell.program, day: first.at.slice(0, 10) }];
  });
}

type CellChange = Extract<
  StandingSignal,
  { type: "customer.class-changed" | "customer.segment-changed" }
>;

function isOfCell(signal: StandingSignal): signal is CellChange {
  return signal.type === "customer.class-changed" || signal.type === "customer.segment-changed";
}

function hasProgram(cell: MatrixCell | undefined): cell is MatrixCell & { program: string } {
  return cell?.program !== undefined;
}

/** The program of a cell if it can take customers in now; nothing is broken by one that cannot. */
async function loadActive(
  { programs, log }: RuntimeContext,
  tx: TenantTransaction,
  program: string,
): Promise<LoadedProgram | undefined> {
  const stored = (await programs.list(tx)).find((each) => each.id === program);
  if (stored?.state !== "active") return undefined;
  try {
    const loaded = await programs.load(tx, program, stored.version);
    if (loaded.compiled.program.subject === "customer") return loaded;
    log.warn("A program of the customer matrix is about agreements; nobody is let in by it.", {
      program,
    });
  } catch (error) {
    if (!isLastingFault(error)) throw error;
    log.error("A program of the customer matrix cannot be read.", {
      program,
      reason: faultWords(error),
    });
  }
  return undefined;
}

async function enter(
  { clock }: RuntimeContext,
  tx: TenantTransaction,
  {
    tenant,
    loaded,
    requests,
  }: {
    readonly tenant: Tenant;
    readonly loaded: LoadedProgram;
    readonly requests: readonly Request[];
  },
): Promise<number> {
  const now = clock.now();
  const { compiled } = loaded;
  const signals = requests.map(({ customerId, program, day }) => ({
    customerId,
    signal: {
      ...{
        id: `matrix:${day}:${program}:${customerId}`,
        at: now,
        by: "matrix",
        program,
        customerId,
      },
      type: "program.requested" as const,
    },
  }));
  const fresh = await recordSignals(tx, signals, now);
  const subjects = signals.flatMap(({ signal, customerId }) =>
    fresh.has(signal.id) ? [{ customerId }] : [],
  );
  const factsOf = await loadFacts(tx, subjects, { tenant, now, programs: [compiled] });
  const entries = subjects.flatMap((subject) => {
    const facts = factsOf(subject);
    if (!facts || !compiled.holds(compiled.program.entry, facts)) return [];
    return [{ subject, entry: { kind: "entry" as const, cause: "program.requested" } }];
  });
  const entered = await enterProgram(tx, loaded, entries, { now, zone: tenant.timeZone });
  return entered.length;
}
