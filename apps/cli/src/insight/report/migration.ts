import { BANDS, type Band, FLOW_STATES, type FlowState } from "@perennial/contract";
import {
  BAND_WORDS,
  FLOW_RANK,
  flowPairs,
  type MigrationCell,
  type MigrationMove,
  markOf,
  migrationMatrix,
  rankBase,
} from "@perennial/lifecycle";
import type { InsightReport, ReportContext } from "../context.ts";
import { heading, indented, left, note, right } from "../output/lines.ts";
import type { Speech } from "../output/speech.ts";
import { checkPeriod, periodPair } from "../period.ts";
import { place } from "./flows.ts";

/** How customers moved between states and between bands in a period (D-14, D-15). */
export function makeMigration(context: ReportContext): InsightReport {
  const { base, asOf, settings, rules, speech } = context;
  checkPeriod(base, asOf, settings.period);
  const { now: period } = periodPair(asOf, settings.period);
  const histories = (function* () {
    for (const { history } of base.histories()) yield history;
  })();
  const states = migrationMatrix(flowPairs(histories, rules.flows, period), rules.flows.programs);
  const bands = migrationMatrix(bandMoves(context));
  const shown = [...FLOW_STATES].sort((a, b) => FLOW_RANK[b] - FLOW_RANK[a]);
  const [top, middle, bottom] = rules.flows.bands.map((band) => speech.percent(band / 100, 0));
  return {
    data: { period, states, bands },
    lines: [
      ...heading(
        speech.say({
          sv: `Mellan tillstånd, ${period.after} till ${period.until}`,
          en: `Between states, ${period.after} to ${period.until}`,
        }),
      ),
      ...legend(speech),
      ...matrixLines(states, { places: shown, name: (state) => place(state, speech) }, speech),
      ...heading(
        speech.say({
          sv: `Mellan värdeband, ${period.after} till ${period.until}`,
          en: `Between bands by value, ${period.after} to ${period.until}`,
        }),
      ),
      ...note(
        speech.say({
          sv: `Toppen är de ${top} av kundbasen som är värda mest, mitten nästa ${middle}, botten de sista ${bottom}, vid varje tidpunkt för sig. Förlorade kunder är i inget band.`,
          en: `The top is the ${top} of the base that is worth most, the middle the next ${middle}, the bottom the last ${bottom}, each day by itself. Lost customers are in no band.`,
        }),
      ),
      ...matrixLines(
        bands,
        { places: [...BANDS], name: (band) => speech.say(BAND_WORDS[band]) },
        speech,
      ),
    ],
  };
}

/** Who was in which band on both days; nobody is in one before the first purchase and after being lost. */
export function bandMoves({ base, asOf, settings, rules, progress }: ReportContext) {
  const { now } = periodPair(asOf, settings.period);
  const plan = { flows: rules.flows, valueClasses: rules.classes };
  progress.tell(() => `${now.after}: ranking the base`);
  const before = rankBase(base.histories(), plan, now.after);
  progress.tell(() => `${now.until}: ranking the base`);
  const after = new Map(rankBase(base.histories(), plan, now.until).map((each) => [each.id, each]));
  const moves: MigrationMove<Band>[] = [];
  const move = (from: Band | undefined, to: Band | undefined) => {
    if (from === undefined && to === undefined) return;
    moves.push({ ...(from && { from }), ...(to && { to }), customers: 1 });
  };
  const seen = new Set<string>();
  for (const { id, band } of before) {
    seen.add(id);
    move(band, after.get(id)?.band);
  }
  for (const { id, band } of after.values()) if (!seen.has(id)) move(undefined, band);
  return moves;
}

function legend(speech: Speech): readonly string[] {
  return note(
    speech.say({
      sv: "Rader: var kunderna var vid början. Kolumner: var de är vid slutet. ▲ är ett önskat flöde och ▼ ett oönskat. Strecket visar varje rads kunder: + önskat, · kvar, − oönskat.",
      en: "Rows: where customers were at the start. Columns: where they are at the end. ▲ is a wanted flow and ▼ an unwanted one. The bar shows each row's customers: + wanted, · unchanged, − unwanted.",
    }),
  );
}

interface Places<Place> {
  readonly places: readonly Place[];
  readonly name: (place: Place) => string;
}

const BAR = 20;

function matrixLines<Place extends FlowState | Band>(
  cells: readonly MigrationCell<Place>[],
  { places, name }: Places<Place>,
  speech: Speech,
): readonly string[] {
  const gone = cells.some(({ from, to }) => from !== undefined && to === undefined);
  const columns: readonly (Place | undefined)[] = gone ? [...places, undefined] : places;
  const froms: readonly (Place | undefined)[] = [...places, undefined];
  const out = speech.say({ sv: "ute", en: "out" });
  const fresh = speech.say({ sv: "ute vid början", en: "out at the start" });
  const rows = froms.flatMap((from) => {
    const own = cells.filter((cell) => cell.from === from);
    const total = own.reduce((sum, { customers }) => sum + customers, 0);
    if (total === 0) return [];
    const values = columns.map((to) => {
      const cell = own.find((each) => each.to === to);
      return cell === undefined ? "" : `${speech.count(cell.customers)} ${signOf(from, to)}`;
    });
    const title = from === undefined ? fresh : name(from);
    return [[title, ...values, speech.count(total), from === undefined ? "" : moveBar(own, total)]];
  });
  return indented(
    [
      left(speech.say({ sv: "från \\ till", en: "from \\ to" })),
      ...columns.map((to) => right(`${to === undefined ? out : name(to)}  `)),
      right(speech.say({ sv: "summa", en: "total" })),
      left(""),
    ],
    rows,
  );
}

function signOf(from: FlowState | Band | undefined, to: FlowState | Band | undefined): string {
  if (from === undefined) return " ";
  if (to === undefined) return "▼";
  const mark = markOf(from, to);
  if (mark === "unchanged") return " ";
  return mark === "wanted" ? "▲" : "▼";
}

function moveBar<Place extends FlowState | Band>(
  cells: readonly MigrationCell<Place>[],
  total: number,
): string {
  const share = (fits: (cell: MigrationCell<Place>) => boolean) =>
    cells.filter(fits).reduce((sum, { customers }) => sum + customers, 0) / total;
  const up = Math.round(BAR * share(({ mark }) => mark === "wanted"));
  const down = Math.round(BAR * share(({ mark, to }) => mark === "unwanted" || to === undefined));
  const stays = Math.max(0, BAR - up - down);
  return "+".repeat(up) + "·".repeat(stays) + "−".repeat(Math.min(down, BAR - up));
}
