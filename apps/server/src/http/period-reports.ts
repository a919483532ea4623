import type { FlowPeriodView, MigrationView } from "@perennial/api";
import {
  BANDS,
  FLOW_STATES,
  type LocalDate,
  type Locale,
  PHASES,
  RISK_LEVELS,
  VALUE_CLASSES,
} from "@perennial/contract";
import {
  addDays,
  BAND_WORDS,
  FLOW_NAMES,
  FLOW_RANK,
  flowStatement,
  type LifecyclePlan,
  markOf,
  PHASE_WORDS,
} from "@perennial/lifecycle";
import {
  listNights,
  type Move,
  type MovePeriod,
  type PeriodMove,
  readFlowNow,
  readPeriodMoves,
  type TenantTransaction,
} from "@perennial/store";
import { netInto, pairsOf } from "./flow-report.ts";
import { flowState, moveView } from "./move-view.ts";

/** Which months or quarters are asked about. */
export interface PeriodsAsked {
  readonly by: MovePeriod;
  readonly periods: number;
  readonly today: LocalDate;
  readonly locale: Locale;
}

/** Further back than anybody has used the product. */
const MOST_NIGHTS = 10_000;

/** One month or quarter; the last of them ends today. */
interface Stretch {
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly complete: boolean;
}

function stretchesOf({ by, periods, today }: PeriodsAsked): readonly Stretch[] {
  const months = by === "month" ? 1 : 3;
  const month = Number(today.slice(5, 7));
  const first = month - ((month - 1) % months);
  const start = `${today.slice(0, 5)}${String(first).padStart(2, "0")}-01`;
  return Array.from({ length: periods }, (_, index) => {
    const back = periods - 1 - index;
    const from = shift(start, -back * months);
    const over = addDays(shift(start, (1 - back) * months), -1);
    return { from, to: over < today ? over : today, complete: over < today };
  });
}

function shift(date: LocalDate, months: number): LocalDate {
  const number = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + months;
  const year = String(Math.floor(number / 12)).padStart(4, "0");
  return `${year}-${String((number % 12) + 1).padStart(2, "0")}-01`;
}

/** The statement of each period, reckoned backwards from where customers are now by every counted move (D-06). */
export async function flowPeriods(
  tx: TenantTransaction,
  asked: PeriodsAsked,
): Promise<{ readonly firstNight: LocalDate | null; readonly items: FlowPeriodView[] }> {
  const stretches = stretchesOf(asked);
  const days = { from: stretches[0]?.from ?? asked.today, to: asked.today };
  const query = { ...days, by: asked.by } as const;
  const [now, moves, nights] = await Promise.all([
    readFlowNow(tx),
    readPeriodMoves(tx, { ...query, kind: "flow" }),
    listNights(tx, MOST_NIGHTS),
  ]);
  const firstNight = nights.at(-1)?.night ?? null;
  const counts = new Map(
    FLOW_STATES.map((state) => [
      state,
      now.find((each) => each.kind === "flow" && each.state === state)?.customers ?? 0,
    ]),
  );
  const items: FlowPeriodView[] = [];
  for (const stretch of stretches.toReversed()) {
    const own = moves.filter(({ period }) => period === stretch.from);
    const states = FLOW_STATES.map((state) => {
      const start = (counts.get(state) ?? 0) - netInto(own, "flow", state);
      counts.set(state, start);
      return { state, start };
    });
    const { from, to, complete } = stretch;
    const period = { after: addDays(from, -1), until: to };
    const { churn = null, duration = null, ...sums } = flowStatement(pairsOf(states, own), period);
    items.unshift({
      ...{ from, to, complete, counted: firstNight !== null && firstNight <= from },
      statement: { ...sums, churn, duration },
      ...marksOf(own),
    });
  }
  return { firstNight, items };
}

function marksOf(moves: readonly Move[]): { readonly wanted: number; readonly unwanted: number } {
  const sum = (mark: string) =>
    moves.reduce((total, { from, to, customers }) => {
      const [before, after] = [flowState(from), flowState(to)];
      return before && after && markOf(before, after) === mark ? total + customers : total;
    }, 0);
  return { wanted: sum("wanted"), unwanted: sum("unwanted") };
}

/** Who moved from where to where in each period (D-15). */
export async function migrationReport(
  tx: TenantTransaction,
  asked: PeriodsAsked & { readonly kind: Move["kind"]; readonly plan: LifecyclePlan | undefined },
): Promise<MigrationView> {
  const { by, kind, plan, locale, today } = asked;
  const stretches = stretchesOf(asked);
  const from = stretches[0]?.from ?? today;
  const moves = await readPeriodMoves(tx, { from, to: today, by, kind });
  const programs = plan?.flows?.programs ?? [];
  const known = knownPlaces(kind, plan, locale);
  const met = [...new Set(moves.flatMap((move) => [move.from, move.to]))];
  const others = met.filter((id) => id !== "" && !known.some((place) => place.id === id));
  const own = (stretch: Stretch): readonly PeriodMove[] =>
    moves.filter(({ period }) => period === stretch.from);
  return {
    kind,
    places: [...known, ...others.toSorted().map((id) => ({ id, name: id }))],
    periods: stretches.map((stretch) => ({
      ...{ from: stretch.from, to: stretch.to },
      moves: own(stretch).map((move) => moveView(move, { programs, locale })),
    })),
  };
}

const RISKS = {
  low: { sv: "Låg risk", en: "Low risk" },
  medium: { sv: "Medelhög risk", en: "Medium risk" },
  high: { sv: "Hög risk", en: "High risk" },
} as const;
const CLASSES = {
  gold: { sv: "Guldkunder", en: "Gold customers" },
  silver: { sv: "Silverkunder", en: "Silver customers" },
  bronze: { sv: "Bronskunder", en: "Bronze customers" },
} as const;

/** The places of a kind, from the best. */
function knownPlaces(kind: Move["kind"], plan: LifecyclePlan | undefined, locale: Locale) {
  switch (kind) {
    case "flow":
      return FLOW_STATES.toSorted((a, b) => FLOW_RANK[b] - FLOW_RANK[a]).map((id) => ({
        ...{ id, name: FLOW_NAMES[id][locale] },
      }));
    case "band":
      return BANDS.map((id) => ({ id, name: BAND_WORDS[id][locale] }));
    case "phase":
      return PHASES.map((id) => ({ id, name: PHASE_WORDS[id][locale] }));
    case "class":
      return VALUE_CLASSES.map((id) => ({ id, name: CLASSES[id][locale] }));
    case "risk":
      return RISK_LEVELS.map((id) => ({ id, name: RISKS[id][locale] }));
    case "tier":
      return (plan?.tiers?.tiers ?? [])
        .map(({ id, name }) => ({ id, name: name[locale] }))
        .reverse();
    case "segment":
      return (plan?.segments ?? []).map(({ id, name }) => ({ id, name: name[locale] }));
    case "group":
      return (plan?.groups ?? []).map(({ id, name }) => ({ id, name: name[locale] }));
  }
}
