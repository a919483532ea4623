/** A small square matrix, row by row. */
export type Matrix = readonly (readonly number[])[];

/** The scalar product of two vectors of one length. */
export function dot(left: readonly number[], right: readonly number[]): number {
  return left.reduce((sum, each, at) => sum + each * (right[at] ?? 0), 0);
}

/** A matrix applied to a vector. */
export function apply(matrix: Matrix, vector: readonly number[]): number[] {
  return matrix.map((row) => dot(row, vector));
}

/** The matrix with ones on its diagonal. */
export function identity(size: number): number[][] {
  return Array.from({ length: size }, (_, row) =>
    Array.from({ length: size }, (__, column) => (row === column ? 1 : 0)),
  );
}

/** The lower triangle whose product with itself turned is the matrix; none where it is not positive definite. */
function cholesky(matrix: Matrix): number[][] | undefined {
  const lower: number[][] = [];
  for (const [row, values] of matrix.entries()) {
    const current: number[] = [];
    for (let column = 0; column <= row; column++) {
      const other = column === row ? current : (lower[column] ?? []);
      const rest = (values[column] ?? 0) - dot(current.slice(0, column), other.slice(0, column));
      if (column < row) current.push(rest / (other[column] ?? 1));
      else if (rest > 0 && Number.isFinite(rest)) current.push(Math.sqrt(rest));
      else return undefined;
    }
    lower.push(current);
  }
  return lower;
}

/** The inverse of a symmetric positive definite matrix; none where it is not, such as where parameters cannot be told apart. */
export function invertDefinite(matrix: Matrix): number[][] | undefined {
  const lower = cholesky(matrix);
  if (lower === undefined) return undefined;
  const columns = identity(matrix.length).map((unit) => solve(lower, unit));
  return columns.map((_, row) => columns.map((column) => column[row] ?? 0));
}

function solve(lower: Matrix, right: readonly number[]): number[] {
  const forward: number[] = [];
  for (const [row, values] of lower.entries()) {
    const known = dot(values.slice(0, row), forward);
    forward.push(((right[row] ?? 0) - known) / (values[row] ?? 1));
  }
  const solution = forward.slice();
  for (let row = lower.length - 1; row >= 0; row--) {
    let rest = forward[row] ?? 0;
    for (let below = row + 1; below < lower.length; below++) {
      rest -= (lower[below]?.[row] ?? 0) * (solution[below] ?? 0);
    }
    solution[row] = rest / (lower[row]?.[row] ?? 1);
  }
  return solution;
}
