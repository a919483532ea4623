import type { MatrixCellView } from "@perennial/api";
import type { LocalDate } from "@perennial/contract";
import {
  cellOf,
  isGroupOpen,
  type LifecyclePlan,
  localDateOf,
  PHASE_WORDS,
  PhaseRules,
  phaseReport,
} from "@perennial/lifecycle";
import { planOf } from "@perennial/runtime";
import {
  asTenant,
  type GroupDay,
  type MatrixCount,
  type Move,
  readBaseNow,
  readCounts,
  readGroupDays,
  readGroupsNow,
  readMatrix,
  readMoves,
  type Tenant,
  type TenantTransaction,
} from "@perennial/store";
import type { ServerContext } from "../server-context.ts";
import type { Handlers } from "./bind.ts";
import { flowReport } from "./flow-report.ts";
import { moveView } from "./move-view.ts";
import { HttpProblem } from "./problem.ts";

type InsightOperation =
  | "getBase"
  | "getBaseHistory"
  | "getFlows"
  | "getMoves"
  | "getMatrix"
  | "getPhaseReport"
  | "getGroupReport";

/** Reports on the whole base, counted by the database. */
export function insightHandlers(context: ServerContext): Pick<Handlers, InsightOperation> {
  const { db, clock } = context;
  const withPlan = async <Answer>(
    number: number,
    work: (of: {
      readonly tx: TenantTransaction;
      readonly tenant: Tenant;
      readonly today: LocalDate;
      readonly plan: LifecyclePlan | undefined;
    }) => Promise<Answer>,
  ): Promise<Answer> => {
    const tenant = await context.tenant(number);
    const today = localDateOf(clock.now(), tenant.timeZone);
    return asTenant(db, tenant.id, async (tx) => {
      const plan = (await planOf(context, tx, tenant))?.plan;
      return work({ tx, tenant, today, plan });
    });
  };
  return {
    getBase: ({ caller }) =>
      asTenant(db, caller.tenant, async (tx) => ({ items: (await readBaseNow(tx)).map(placed) })),
    getBaseHistory: ({ query, caller }) =>
      asTenant(db, caller.tenant, async (tx) => {
        demandDays(query);
        return { items: (await readCounts(tx, query)).map(placed) };
      }),
    getFlows: ({ query: { locale, ...days }, caller }) =>
      withPlan(caller.tenant, ({ tx, today, plan }) => {
        demandDays(days, today);
        return flowReport(tx, { days, today, locale, programs: plan?.flows?.programs ?? [] });
      }),
    getMoves: ({ query: { kind, locale, ...days }, caller }) =>
      withPlan(caller.tenant, async ({ tx, plan }) => {
        demandDays(days);
        const moves = (await readMoves(tx, days)).filter((each) => each.kind === kind);
        const programs = plan?.flows?.programs ?? [];
        return { kind, ...days, moves: moves.map((each) => moveView(each, { programs, locale })) };
      }),
    getMatrix: ({ query: { locale }, caller }) =>
      withPlan(caller.tenant, async ({ tx, plan }) => {
        const counts = await readMatrix(tx);
        const sums = {
          customers: sum(counts.map(({ customers }) => customers)),
          value: sum(counts.map(({ value }) => value)),
        };
        const cells = withEmptyCells(counts, plan).map((count): MatrixCellView => {
          const segment = plan?.segments.find(({ id }) => id === count.segment);
          return {
            ...cellView(count, sums, plan),
            segmentName: segment?.name[locale] ?? count.segment,
          };
        });
        return { customers: sums.customers, cells };
      }),
    getPhaseReport: ({ query: { locale }, caller }) =>
      withPlan(caller.tenant, async ({ tx, plan }) => {
        const now = (await readBaseNow(tx)).filter(({ kind }) => kind === "phase");
        const of = (phase: string) => now.find(({ state }) => state === phase)?.customers ?? 0;
        const counts = { welcome: of("welcome"), develop: of("develop"), retain: of("retain") };
        const rules = plan?.phases ?? PhaseRules.parse({});
        const { active, phases, warning } = phaseReport(counts, rules);
        return {
          active,
          phases: phases.map((each) => ({ ...each, name: PHASE_WORDS[each.phase][locale] })),
          expectedDevelop: rules.expectedDevelop,
          warning: warning?.[locale] ?? null,
        };
      }),
    getGroupReport: ({ query: { locale, ...days }, caller }) =>
      withPlan(caller.tenant, async ({ tx, today, plan }) => {
        demandDays(days);
        const now = await readGroupsNow(tx);
        const nights = Map.groupBy(await readGroupDays(tx, days), ({ groupId }) => groupId);
        const moves = (await readMoves(tx, days)).filter(({ kind }) => kind === "group");
        const ids = [...(plan?.groups ?? []).map(({ id }) => id), ...nights.keys()];
        const items = [...new Set([...ids, ...now.map(({ groupId }) => groupId)])].map((id) => {
          const rule = plan?.groups.find((group) => group.id === id);
          const { members = 0, value = 0 } = now.find(({ groupId }) => groupId === id) ?? {};
          return {
            ...{ id, name: rule?.name[locale] ?? id, members, value },
            isOpen: rule !== undefined && isGroupOpen(rule, today),
            joined: movesOf(moves, { to: id }),
            left: movesOf(moves, { from: id }),
            days: (nights.get(id) ?? []).map(groupDay),
          };
        });
        return { items };
      }),
  };
}

/** A kind of the database as one of the schema's: there are no others. */
function placed<Place extends { readonly kind: string }>(place: Place) {
  return { ...place, kind: place.kind as "all" };
}

function demandDays(
  { from, to }: { readonly from: LocalDate; readonly to: LocalDate },
  today: LocalDate = to,
): void {
  if (from <= to && to <= today) return;
  const message =
    from > to
      ? {
          sv: "Ange en dag som inte är före den första.",
          en: "Give a day that is not before the first.",
        }
      : { sv: "Ange senast dagens datum.", en: "Give today at the latest." };
  const detail = {
    sv: "Frågan stämmer inte. Varje fel står i listan.",
    en: 'The query of the request is not right; see "problems" for each thing.',
  };
  throw new HttpProblem(400, "Invalid request", detail, [{ place: "query.to", message }]);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

/** Cells that the plan has and nobody is in are told as well. */
function withEmptyCells(
  counts: readonly MatrixCount[],
  plan: LifecyclePlan | undefined,
): readonly MatrixCount[] {
  const empty = (plan?.matrix?.cells ?? []).flatMap(({ valueClass, segment = null }) => {
    const isMet = counts.some(
      (each) => each.valueClass === valueClass && (segment === null || each.segment === segment),
    );
    return isMet ? [] : [{ valueClass, segment, customers: 0, value: 0, highRisk: 0 }];
  });
  return [...counts, ...empty];
}

function cellView(
  count: MatrixCount,
  all: { readonly customers: number; readonly value: number },
  plan: LifecyclePlan | undefined,
): Omit<MatrixCellView, "segmentName"> {
  const { valueClass, segment, customers, value } = count;
  const cell = plan?.matrix && cellOf(plan.matrix, valueClass, segment ?? undefined);
  return {
    ...count,
    percent: all.customers === 0 ? 0 : (100 * customers) / all.customers,
    valuePercent: all.value === 0 ? 0 : (100 * value) / all.value,
    averageValue: customers === 0 ? null : Math.round(value / customers),
    strategy: cell?.strategy ?? null,
    program: cell?.program ?? null,
    serviceLevel: cell?.serviceLevel ?? null,
    churnGoal: cell?.churnGoal ?? null,
    contactsPerYear: cell?.contactsPerYear ?? null,
  };
}

function movesOf(moves: readonly Move[], of: { readonly from?: string; readonly to?: string }) {
  const fitting = moves.filter(
    ({ from, to }) => (of.from === undefined || from === of.from) && (of.to ?? to) === to,
  );
  return sum(fitting.map(({ customers }) => customers));
}

function groupDay({ on, members, value }: GroupDay) {
  return { on, members, value, averageValue: members === 0 ? null : Math.round(value / members) };
}
