import { type Assumptions, type StatedAssumption, stateAssumptions } from "@perennial/lifecycle";
import { table } from "../output/table.ts";
import { moneyIn, type ReportOptions } from "./report-lines.ts";
import { REPORT_WORDS } from "./words.ts";

/** What a dry run takes for granted, each with the name it is changed by; those that were changed say so. */
export function assumptionLines(
  assumptions: Assumptions | undefined,
  options: Pick<ReportOptions, "locale" | "currency">,
): readonly string[] {
  const words = REPORT_WORDS[options.locale];
  const rows = stateAssumptions(assumptions).map((stated) => {
    const { name, label, value, usual } = stated;
    const shown = valueText(stated, value, options);
    const change = value === usual ? "" : words.usual(valueText(stated, usual, options));
    return [`  ${label[options.locale]}`, shown, name, change];
  });
  const [, ...lines] = table(
    [{ title: "" }, { title: "", align: "right" }, { title: "" }, { title: "" }],
    rows,
  );
  return [words.assumptions, ...lines];
}

function valueText(
  { unit }: StatedAssumption,
  value: StatedAssumption["value"],
  options: Pick<ReportOptions, "locale" | "currency">,
): string {
  const words = REPORT_WORDS[options.locale];
  if (value === null) return unit === "calls" || unit === "months" ? words.nothingSet[unit] : "";
  if (typeof value === "boolean") return value ? words.yes : words.no;
  if (unit === "money") return moneyIn(options)(value);
  if (unit === "share") {
    const percent = new Intl.NumberFormat(options.locale, {
      style: "percent",
      maximumFractionDigits: 2,
    });
    return percent.format(value).replaceAll("\u00a0", " ");
  }
  return unit === "yes-no" ? String(value) : `${value} ${words.units[unit]}`;
}
