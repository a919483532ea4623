import { type TableColumn, table } from "../../output/table.ts";
import { wrap } from "../../output/wrap.ts";

/** As wide as a terminal that somebody made a little wider. */
export const WIDTH = 100;

/** A figure with what it means and how it is computed. */
export interface Figure {
  readonly label: string;
  readonly value: string;
  readonly means: string;
}

/** Figures one below the other, their values in a column, each with what it means on the line after. */
export function figureLines(figures: readonly Figure[]): readonly string[] {
  const labels = Math.max(...figures.map(({ label }) => label.length));
  const values = Math.max(...figures.map(({ value }) => value.length));
  return figures.flatMap(({ label, value, means }) => [
    `${label.padEnd(labels)}  ${value.padStart(values)}`,
    ...wrap(means, WIDTH, "    "),
  ]);
}

/** A heading over a part of a report. */
export function heading(text: string): readonly string[] {
  return ["", text, "─".repeat(Math.min(text.length, WIDTH))];
}

/** A text that explains what stands above or below it. */
export function note(text: string): readonly string[] {
  return wrap(text, WIDTH);
}

/** A column of text. */
export const left = (title: string): TableColumn => ({ title });
/** A column of numbers. */
export const right = (title: string): TableColumn => ({ title, align: "right" });

/** A table with blanks before it, so that it stands out from what explains it. */
export function indented(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  return table(columns, rows).map((line) => `  ${line}`.trimEnd());
}

const EIGHTHS = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"] as const;

/** A share of 0 to 1 as a bar; what is more than nothing shows. */
export function bar(share: number, width = 20): string {
  if (!(share > 0)) return "";
  const eighths = Math.max(1, Math.round(Math.min(share, 1) * width * 8));
  return "█".repeat(Math.floor(eighths / 8)) + (EIGHTHS[eighths % 8] ?? "");
}
