import { FLOW_STATES, type FlowState } from "@perennial/contract";
import {
  type AssessmentFigures,
  FLOW_WORDS,
  type FlowPair,
  type FlowStatement,
  flowPairSentence,
  flowPairs,
  flowStatement,
  type MigrationCell,
  markOf,
  migrationMatrix,
  subtractFromDate,
} from "@perennial/lifecycle";
import type { InsightReport, ReportContext } from "../context.ts";
import { type DatedStatement, statementLines } from "../output/flow-statement.ts";
import { bar, heading, indented, left, note, right } from "../output/lines.ts";
import type { Speech } from "../output/speech.ts";
import { checkPeriod, type PeriodPair, periodPair } from "../period.ts";

interface Flows {
  readonly period: PeriodPair["now"];
  readonly pairs: readonly FlowPair[];
  readonly statement: FlowStatement;
  readonly moves: readonly MigrationCell<FlowState>[];
}

/** How customers flow between states in a period and the one before it (D-05 to D-07, D-13 to D-17). */
export function makeFlows(context: ReportContext): InsightReport {
  const { base, asOf, settings, rules, speech } = context;
  checkPeriod(base, asOf, settings.period);
  const periods = periodPair(asOf, settings.period);
  const now = flowsOf(periods.now, context);
  const before = flowsOf(periods.before, context);
  const hasBefore = before.statement.end > 0;
  const sees = seesLost(now.period, context);
  const dated = [datedOf(now), hasBefore ? datedOf(before) : undefined] as const;
  return {
    data: { rules: rules.flows, seesLost: sees, now, ...(hasBefore && { before }) },
    lines: [
      ...(sees ? [] : blindNote(context)),
      ...statementLines(dated, rules.flows.basis, speech),
      ...stateLines(now, hasBefore ? before : undefined, context),
      ...moveLines(now, "unwanted", speech),
      ...moveLines(now, "wanted", speech),
    ],
  };
}

/** Whether the records begin early enough for somebody to have been lost at the start of a period. */
function seesLost({ after }: PeriodPair["now"], { base, asOf, rules }: ReportContext): boolean {
  const limit = subtractFromDate(after, rules.flows.lostAfter);
  return rules.flows.basis === "agreements" || (base.reach?.first ?? asOf) <= limit;
}

/** The same flows as figures, for the self-assessment. */
export function flowFigures(context: ReportContext): NonNullable<AssessmentFigures["flow"]> {
  checkPeriod(context.base, context.asOf, context.settings.period);
  const { period, pairs, statement } = flowsOf(
    periodPair(context.asOf, context.settings.period).now,
    context,
  );
  const at = (state: FlowState) => countAt(pairs, state, "to");
  return {
    ...{ statement, seesLost: seesLost(period, context) },
    ...{ growing: at("growing"), decreasing: at("decreasing"), inactive: at("inactive") },
  };
}

function flowsOf(period: PeriodPair["now"], { base, rules, progress }: ReportContext): Flows {
  progress.tell(() => `${period.until}: counting flows`);
  const histories = (function* () {
    for (const { history } of base.histories()) yield history;
  })();
  const pairs = flowPairs(histories, rules.flows, period);
  const statement = flowStatement(pairs, period);
  return { period, pairs, statement, moves: migrationMatrix(pairs, rules.flows.programs) };
}

function datedOf({ period, statement }: Flows): DatedStatement {
  return { until: period.until, statement };
}

/** Said where the records begin too late for anybody to have been lost at the start of the period. */
function blindNote({ base, asOf, settings, rules, speech }: ReportContext): readonly string[] {
  const { after } = periodPair(asOf, settings.period).now;
  const wait = speech.duration(rules.flows.lostAfter);
  const first = base.reach?.first;
  return [
    "",
    ...note(
      speech.say({
        sv: `Obs! Köpen börjar ${first}. En kund räknas som förlorad efter ${wait} utan köp, så vid periodens början ${after} kunde ingen ha hunnit bli det. Återvunna och durationen säger därför för lite.`,
        en: `Note: the purchases begin on ${first}. A customer counts as lost after ${wait} without one, so at the start of the period, ${after}, nobody could be lost yet. Won back and duration therefore say too little.`,
      }),
    ),
  ];
}

function countAt(pairs: readonly FlowPair[], state: FlowState, end: "from" | "to"): number {
  return pairs
    .filter((pair) => pair[end] === state)
    .reduce((sum, { customers }) => sum + customers, 0);
}

function stateLines(
  now: Flows,
  before: Flows | undefined,
  { speech, rules }: ReportContext,
): readonly string[] {
  const states = FLOW_STATES.filter(
    (state) => rules.flows.basis === "purchases" || state === "active" || state === "lost",
  );
  const earlier = before !== undefined && before.statement.start > 0 ? before : undefined;
  const all = states.reduce((sum, state) => sum + countAt(now.pairs, state, "to"), 0);
  const rows = states.map((state) => {
    const [start, end] = [countAt(now.pairs, state, "from"), countAt(now.pairs, state, "to")];
    const change = end - start;
    return [
      stateName(state, rules.flows.basis, speech),
      ...(earlier ? [speech.count(countAt(earlier.pairs, state, "from"))] : []),
      speech.count(start),
      speech.count(end),
      `${change > 0 ? "+" : ""}${speech.count(change)}`,
      all === 0 ? "" : speech.percent(end / all),
      bar(all === 0 ? 0 : end / all),
    ];
  });
  return [
    ...heading(speech.say({ sv: "Var kunderna är", en: "Where customers are" })),
    ...indented(
      [
        left(speech.say({ sv: "tillstånd", en: "state" })),
        ...(earlier ? [right(earlier.period.after)] : []),
        right(now.period.after),
        right(now.period.until),
        right(speech.say({ sv: "ändring", en: "change" })),
        right(speech.say({ sv: "andel", en: "share" })),
        left(""),
      ],
      rows,
    ),
  ];
}

function moveLines(
  { moves }: Flows,
  mark: "wanted" | "unwanted",
  speech: Speech,
): readonly string[] {
  const titles = {
    wanted: { sv: "Önskade flöden i perioden", en: "Wanted flows in the period" },
    unwanted: { sv: "Oönskade flöden i perioden", en: "Unwanted flows in the period" },
  } as const;
  const own = moves.filter((move) => move.from && move.to && markOf(move.from, move.to) === mark);
  const title = heading(speech.say(titles[mark]));
  if (own.length === 0) return [...title, speech.say({ sv: "Inga.", en: "None." })];
  const rows = [...own]
    .sort((a, b) => b.customers - a.customers)
    .map((move) => [
      move.from && move.to ? flowPairSentence(move.from, move.to, speech.locale) : "",
      `${place(move.from, speech)} → ${place(move.to, speech)}`,
      speech.count(move.customers),
      speech.percent(move.share),
      bar(move.share, 12),
      move.program ?? "–",
    ]);
  return [
    ...title,
    ...note(
      speech.say({
        sv: "Andel av dem som var i tillståndet vid periodens början. Programmet är det som planen säger ska påverka flödet.",
        en: "The share is of those in the state at the start of the period. The program is the one that the plan means for the flow.",
      }),
    ),
    ...indented(
      [
        left(speech.say({ sv: "vad som hände", en: "what happened" })),
        left(speech.say({ sv: "från → till", en: "from → to" })),
        right(speech.say({ sv: "kunder", en: "customers" })),
        right(speech.say({ sv: "andel", en: "share" })),
        left(""),
        left(speech.say({ sv: "program", en: "program" })),
      ],
      rows,
    ),
  ];
}

function stateName(state: FlowState, basis: "purchases" | "agreements", speech: Speech): string {
  const isOwn = basis === "agreements" && state === "active";
  if (!isOwn) return speech.say(FLOW_WORDS[state]);
  return speech.say({
    sv: "Aktiv: har ett avtal som löper",
    en: "Active: has an agreement that runs",
  });
}

/** The name of a state in a table, without what it means. */
export function place(state: FlowState | undefined, speech: Speech): string {
  if (state === undefined) return "–";
  return (speech.say(FLOW_WORDS[state]).split(":")[0] ?? "").toLowerCase();
}
