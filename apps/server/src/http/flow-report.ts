import type { FlowsView } from "@perennial/api";
import { BANDS, FLOW_STATES, type LocalDate, type Locale } from "@perennial/contract";
import {
  addDays,
  BAND_WORDS,
  FLOW_NAMES,
  type FlowPair,
  type FlowRules,
  flowStatement,
} from "@perennial/lifecycle";
import {
  type Days,
  listNights,
  type Move,
  readFlowNow,
  readMoves,
  type TenantTransaction,
} from "@perennial/store";
import { flowState, moveView } from "./move-view.ts";

/** Which days are reported, in which language. */
export interface FlowsAsked {
  readonly days: Days;
  readonly today: LocalDate;
  readonly locale: Locale;
  readonly programs: FlowRules["programs"];
}

/** Further back than anybody has used the product. */
const MOST_NIGHTS = 10_000;

/**
 * The customer flow of some days (D-06, D-13 to D-17), from what the database has counted. It is reckoned backwards from
 * where customers are now, by every move of every day, so that start + new + won back - lost = end to the customer.
 */
export async function flowReport(
  tx: TenantTransaction,
  { days, today, locale, programs }: FlowsAsked,
): Promise<FlowsView> {
  const { from, to } = days;
  const now = await readFlowNow(tx);
  const moves = await readMoves(tx, days);
  const since = to < today ? await readMoves(tx, { from: addDays(to, 1), to: today }) : [];
  const nights = await listNights(tx, MOST_NIGHTS);
  const atEnd = (kind: string, state: string) =>
    (now.find((each) => each.kind === kind && each.state === state)?.customers ?? 0) -
    netInto(since, kind, state);
  const counts = (kind: string, state: string) => {
    const end = atEnd(kind, state);
    return { start: end - netInto(moves, kind, state), end };
  };
  const states = FLOW_STATES.map((state) => ({
    ...{ state, name: FLOW_NAMES[state][locale], ...counts("flow", state) },
  }));
  const view = (kind: Move["kind"]) =>
    moves.filter((each) => each.kind === kind).map((each) => moveView(each, { programs, locale }));
  const period = { after: addDays(from, -1), until: to };
  const { churn = null, duration = null, ...sums } = flowStatement(pairsOf(states, moves), period);
  return {
    ...{ from, to, states, statement: { ...sums, churn, duration } },
    bands: BANDS.map((band) => ({
      ...{ band, name: BAND_WORDS[band][locale], ...counts("band", band) },
    })),
    ...{ flows: view("flow"), bandFlows: view("band") },
    planChanges: nights
      .filter(({ isBaseline, night }) => isBaseline && night >= from && night <= to)
      .map(({ night }) => night),
  };
}

/** How many more came into a place than left it. */
export function netInto(moves: readonly Move[], kind: string, state: string): number {
  return moves
    .filter((move) => move.kind === kind)
    .reduce(
      (net, { from, to, customers }) =>
        net + (to === state ? customers : 0) - (from === state ? customers : 0),
      0,
    );
}

/** Every move as a pair, and as many that stayed as make the start complete: fewer than none where some moved twice. */
export function pairsOf(
  states: readonly Pick<FlowsView["states"][number], "state" | "start">[],
  moves: readonly Move[],
): readonly FlowPair[] {
  const moved = moves.filter(({ kind }) => kind === "flow");
  const stayed = states.map(({ state, start }) => {
    const out = moved.filter(({ from }) => from === state);
    const customers = start - out.reduce((total, each) => total + each.customers, 0);
    return { from: state, to: state, customers };
  });
  const went = moved.map(({ from, to, customers }): FlowPair => {
    const [before, after] = [flowState(from), flowState(to)];
    return { ...(before && { from: before }), ...(after && { to: after }), customers };
  });
  return [...stayed, ...went];
}
