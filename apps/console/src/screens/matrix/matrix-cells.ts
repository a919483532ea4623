import type { MatrixCellView } from "@perennial/api";
import type { CellDoc, MatrixDoc } from "../plan/plan-doc.ts";

/** The value classes as columns, the best first. */
export const CLASSES = ["gold", "silver", "bronze"] as const;
export type ValueClass = (typeof CLASSES)[number];

/** What the plan says of one place of the matrix. */
export interface PlacedCell {
  /** The place in the plan's list of cells; missing where the cell of all segments holds, or none. */
  readonly at: number | undefined;
  /** What holds there. */
  readonly cell: CellDoc | undefined;
}

/** The cell that stands for a class and a segment, or else the class's for all segments. */
export function placedCell(
  { cells }: MatrixDoc,
  valueClass: ValueClass,
  segment: string | undefined,
): PlacedCell {
  const own = cells.findIndex((cell) => cell.valueClass === valueClass && cell.segment === segment);
  if (own >= 0) return { at: own, cell: cells[own] };
  const shared = cells.find((cell) => cell.valueClass === valueClass && cell.segment === undefined);
  return { at: undefined, cell: shared };
}

/** Cells with one of them changed, or added where there was none. */
export function withCell(
  cells: readonly CellDoc[],
  at: number | undefined,
  cell: CellDoc,
): CellDoc[] {
  return at === undefined
    ? [...cells, cell]
    : cells.map((each, index) => (index === at ? cell : each));
}

/** Who is in a row's cell today: without a segment of its own, everybody whom no named row has. */
export function countsOf(
  counted: readonly MatrixCellView[],
  valueClass: ValueClass,
  row: { readonly segment: string | undefined; readonly named: readonly string[] },
) {
  const own = counted.filter(
    (each) =>
      each.valueClass === valueClass &&
      (row.segment === undefined
        ? !row.named.includes(each.segment ?? "")
        : each.segment === row.segment),
  );
  const sum = (of: (each: MatrixCellView) => number) =>
    own.reduce((total, each) => total + of(each), 0);
  return {
    customers: sum(({ customers }) => customers),
    valuePercent: sum(({ valuePercent }) => valuePercent),
    highRisk: sum(({ highRisk }) => highRisk),
    segments: own.flatMap(({ segment }) => segment ?? []),
  };
}
