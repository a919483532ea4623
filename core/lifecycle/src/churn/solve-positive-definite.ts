/**
 * Solves `matrix · x = right` by Cholesky's factors, where the matrix is symmetric (its lower half is read) and
 * positive definite. Nothing where it is not, as far as numbers can tell.
 */
export function solvePositiveDefinite(
  matrix: readonly (readonly number[])[],
  right: readonly number[],
): readonly number[] | undefined {
  const size = right.length;
  const lower: number[][] = [];
  const at = (row: number, column: number) => lower[row]?.[column] ?? 0;
  for (let row = 0; row < size; row++) {
    lower.push([]);
    for (let column = 0; column <= row; column++) {
      let rest = matrix[row]?.[column] ?? 0;
      for (let k = 0; k < column; k++) rest -= at(row, k) * at(column, k);
      if (row === column && !(rest > 0 && Number.isFinite(rest))) return undefined;
      lower[row]?.push(row === column ? Math.sqrt(rest) : rest / at(column, column));
    }
  }
  const forward: number[] = [];
  for (let row = 0; row < size; row++) {
    let rest = right[row] ?? 0;
    for (let k = 0; k < row; k++) rest -= at(row, k) * (forward[k] ?? 0);
    forward.push(rest / at(row, row));
  }
  const solution = [...forward];
  for (let row = size - 1; row >= 0; row--) {
    let rest = forward[row] ?? 0;
    for (let k = row + 1; k < size; k++) rest -= at(k, row) * (solution[k] ?? 0);
    solution[row] = rest / at(row, row);
  }
  return solution;
}
