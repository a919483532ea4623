import { cpus, totalmem } from "node:os";
import { sql } from "kysely";
import type { BenchDatabase } from "./bench-database.ts";

/** The middle one of some figures; 0 where there are none. */
export function median(figures: readonly number[]): number {
  return percentile(figures, 0.5);
}

/** The figure that a share of all figures, from 0 to 1, lies below; 0 where there are none. */
export function percentile(figures: readonly number[], share: number): number {
  const sorted = figures.toSorted((one, two) => one - two);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** How many seconds a piece of work takes. */
export async function clocked(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1_000;
}

/** Says on standard output what is measured and on what. */
export async function printHeader(what: string, { db }: BenchDatabase): Promise<void> {
  const { rows } = await db.executeQuery<{ version: string }>(
    sql`select current_setting('server_version') as version`.compile(db),
  );
  const processors = cpus();
  const machine = `${processors.length} x ${processors[0]?.model ?? "unknown"}`;
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`;
  process.stdout.write(
    `${what}\n  ${machine}, ${memory}, Node ${process.versions.node}, PostgreSQL ${rows[0]?.version}\n`,
  );
}

/** Says on standard error how far a benchmark has come. */
export function note(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Ways of doing the work of a benchmark by name, each from the same beginning every time, and the figures they give. */
export type Ways<Way extends string, Figure> = Readonly<Record<Way, () => Promise<Figure>>>;

/**
 * Measures ways in turn, so that a slow moment of the machine hits all of them, after a round to warm up that
 * does not count.
 */
export async function takeTurns<Way extends string, Figure>(
  ways: Ways<Way, Figure>,
  rounds: number,
): Promise<Readonly<Record<Way, readonly Figure[]>>> {
  const names = Object.keys(ways) as Way[];
  const figures = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<
    Way,
    Figure[]
  >;
  for (let round = 0; round <= rounds; round++) {
    const measured: Partial<Record<Way, Figure>> = {};
    for (const name of names) {
      const figure = await ways[name]();
      measured[name] = figure;
      if (round > 0) figures[name].push(figure);
    }
    note(`${round === 0 ? "warm-up" : `round ${round}`}: ${JSON.stringify(measured)}`);
  }
  return figures;
}

/** A table in columns as wide as they need be: the first to the left, all others to the right. */
export function tableLines(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows.map(
    (row) => `  ${row.map((cell, column) => padded(cell, column, widths[column])).join("   ")}`,
  );
}

function padded(cell: string, column: number, width = 0): string {
  return column === 0 ? cell.padEnd(width) : cell.padStart(width);
}

/** Says the lines of a result on standard output. */
export function print(lines: readonly string[]): void {
  process.stdout.write(`${lines.join("\n")}\n`);
}
