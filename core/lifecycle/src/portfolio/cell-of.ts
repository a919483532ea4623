import type { MatrixCell, MatrixRules } from "./matrix-rules.ts";

/**
 * The cell of the matrix that a customer is in (M-07): the one of its value class and segment, else the one of the class
 * without a segment. Nothing for a customer without a class, or where the plan leaves the cell empty.
 */
export function cellOf(
  { cells }: MatrixRules,
  valueClass: MatrixCell["valueClass"] | undefined,
  segment: string | undefined,
): MatrixCell | undefined {
  if (valueClass === undefined) return undefined;
  const ofClass = cells.filter((cell) => cell.valueClass === valueClass);
  const own = segment === undefined ? undefined : ofClass.find((cell) => cell.segment === segment);
  return own ?? ofClass.find((cell) => cell.segment === undefined);
}
