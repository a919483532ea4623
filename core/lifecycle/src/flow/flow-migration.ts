import type { Band, FlowState } from "@perennial/contract";
import type { FlowRules } from "./flow-rules.ts";

/** How good it is for the company that a customer is in a state; up is wanted (D-15). */
export const FLOW_RANK: Readonly<Record<FlowState, number>> = {
  lost: 0,
  inactive: 1,
  decreasing: 2,
  starter: 3,
  active: 4,
  growing: 5,
};

/** How good it is for the company that a customer is in a band (D-14). */
export const BAND_RANK: Readonly<Record<Band, number>> = { bottom: 0, middle: 1, top: 2 };

const RANK: Readonly<Record<FlowState | Band, number>> = { ...FLOW_RANK, ...BAND_RANK };

/** Whether a move between two states, or between two bands, is one the company wants: upwards (D-15). */
export function isWanted(from: FlowState, to: FlowState): boolean;
export function isWanted(from: Band, to: Band): boolean;
export function isWanted(from: FlowState | Band, to: FlowState | Band): boolean {
  return RANK[to] > RANK[from];
}

/** What a move is to the company. */
export type FlowMark = "wanted" | "unwanted" | "unchanged";

/** How many moved from one place to another between two dates; no `from` for those who came, no `to` for those who went. */
export interface MigrationMove<Place extends FlowState | Band> {
  readonly from?: Place;
  readonly to?: Place;
  readonly customers: number;
}

/** One line of a migration matrix. */
export interface MigrationCell<Place extends FlowState | Band> extends MigrationMove<Place> {
  /** Nothing for those who came or went, which the statement tells of. */
  readonly mark?: FlowMark;
  /** Of those that were at `from`, 0 to 1. */
  readonly share: number;
  /** The program meant to reduce an unwanted flow or strengthen a wanted one (D-17). */
  readonly program?: string;
}

/**
 * The migration matrix between two dates (D-15): each move once, wanted or not, with the program meant for it. Moves
 * that come in several parts are added up; the order is from the best place to none, by `from` and then by `to`.
 */
export function migrationMatrix<Place extends FlowState | Band>(
  moves: readonly MigrationMove<Place>[],
  programs: FlowRules["programs"] = [],
): readonly MigrationCell<Place>[] {
  const sums = new Map<string, MigrationMove<Place>>();
  const froms = new Map<Place | undefined, number>();
  for (const move of moves) {
    const key = `${move.from}>${move.to}`;
    const known = sums.get(key)?.customers ?? 0;
    sums.set(key, { ...move, customers: known + move.customers });
    froms.set(move.from, (froms.get(move.from) ?? 0) + move.customers);
  }
  return [...sums.values()]
    .filter(({ customers }) => customers > 0)
    .sort((a, b) => order(b.from) - order(a.from) || order(b.to) - order(a.to))
    .map((move) => ({
      ...move,
      ...about(move, programs),
      share: move.customers / (froms.get(move.from) ?? 1),
    }));
}

function order(place: FlowState | Band | undefined): number {
  return place === undefined ? -1 : RANK[place];
}

function about<Place extends FlowState | Band>(
  { from, to }: MigrationMove<Place>,
  programs: FlowRules["programs"],
): Pick<MigrationCell<Place>, "mark" | "program"> {
  if (from === undefined || to === undefined) return {};
  const program = programFor(programs, from, to);
  return { mark: markOf(from, to), ...(program !== undefined && { program }) };
}

/** What a move is to the company; `unchanged` for one that stayed. */
export function markOf(from: FlowState | Band, to: FlowState | Band): FlowMark {
  if (from === to) return "unchanged";
  return RANK[to] > RANK[from] ? "wanted" : "unwanted";
}

/** The program meant for a flow: the first that the plan names for it (D-17). */
export function programFor(
  programs: FlowRules["programs"],
  from: FlowState | Band,
  to: FlowState | Band,
): string | undefined {
  return programs.find((each) => each.from === from && each.to === to)?.program;
}
