/** A column of a table. */
export interface TableColumn {
  readonly title: string;
  /** Numbers stand at the right. @default left */
  readonly align?: "left" | "right";
}

/** Lines of a table in plain text; columns are as wide as what stands in them. */
export function table(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  const titles = columns.map(({ title }) => title);
  const widths = columns.map((_, index) =>
    Math.max(...[titles, ...rows].map((row) => width(row[index] ?? ""))),
  );
  const line = (row: readonly string[]) =>
    columns
      .map(({ align }, index) => fill(row[index] ?? "", widths[index] ?? 0, align))
      .join("  ")
      .trimEnd();
  return [line(titles), ...rows.map(line)];
}

/** Signs, not code units, so that an accent written apart takes no place. */
function width(text: string): number {
  return [...new Intl.Segmenter("en").segment(text)].length;
}

function fill(text: string, to: number, align: TableColumn["align"]): string {
  const blanks = " ".repeat(Math.max(0, to - width(text)));
  return align === "right" ? `${blanks}${text}` : `${text}${blanks}`;
}
