import { type Examined, RECORD_KINDS, rejectLines, SINGULAR } from "@perennial/import";
import { count, counted } from "../output/numbers.ts";
import { table } from "../output/table.ts";

/** What a mapping makes of a file, to read. */
export function sampleLines(examined: Examined): readonly string[] {
  const { file, rows, records, rejected, rejects, samples, unusedColumns } = examined;
  const made = RECORD_KINDS.flatMap((kind) => {
    const number = records[kind];
    return number === undefined ? [] : [counted(number, SINGULAR[kind])];
  });
  const more = rejected - rejects.length;
  return [
    ...samples.flatMap((sample) => [
      `${file}:${sample.line} makes this ${SINGULAR[sample.kind]}:`,
      ...table(
        [{ title: "field" }, { title: "becomes" }, { title: "from" }],
        sample.fields.map(({ field, before, after }) => [field, after, before]),
      ).map((line) => `  ${line}`),
      "",
    ]),
    `${file}: ${counted(rows, "row")} would make ${made.join(", ") || "nothing"}; ${count(rejected)} rejected.`,
    ...rejects.flatMap(rejectLines).map((line) => `  ${line}`),
    ...(more > 0 ? [`  … and ${count(more)} more`] : []),
    unusedColumns.length > 0
      ? `Columns that nothing is made of: ${unusedColumns.join(", ")}`
      : "Every column is used.",
    "",
  ];
}
