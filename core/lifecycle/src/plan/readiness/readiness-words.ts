import type { Locale } from "@perennial/contract";
import { counted } from "../../policy/phrases.ts";
import type { FieldReadiness, IdleCriterion, NeededField } from "./field-readiness.ts";

/**
 * The report in sentences, the most important first: how many fields are needed and missing, which criteria cannot fire,
 * and what is stored without use.
 */
export function readinessSentences(report: FieldReadiness, locale: Locale): readonly string[] {
  return locale === "sv" ? swedish(report) : english(report);
}

const percent = ({ filled = 0 }: NeededField) => {
  const share = Math.round(filled * 100);
  return filled > 0 && share === 0 ? "<1" : String(share);
};
const ofStatus = (report: FieldReadiness, status: NeededField["status"]) =>
  report.needed.filter((field) => field.status === status);
const idle = (report: FieldReadiness, prospect: IdleCriterion["prospect"]) =>
  report.idle.filter((criterion) => criterion.prospect === prospect);
const place = ({ owner, place: at }: IdleCriterion) => `${owner}: ${at}`;
const listed = (items: readonly string[]) => items.join(", ");

function swedish(report: FieldReadiness): readonly string[] {
  const [missing, partly] = [ofStatus(report, "missing"), ofStatus(report, "partly")];
  return [
    `Planen och programmen behöver ${counted(report.needed.length, "uppgift", "uppgifter")}.`,
    ...(missing.length > 0
      ? [
          `${counted(missing.length, "saknas", "saknas")}: ${listed(missing.map(({ field }) => field))}.`,
        ]
      : []),
    ...partly.map((field) => `${field.field} är ifylld till ${percent(field)} %.`),
    ...idle(report, "never").map(
      (each) =>
        `Villkoret i ${place(each)} kan aldrig uppfyllas, eftersom inget är ifyllt i ${listed(each.fields)}.`,
    ),
    ...idle(report, "always").map(
      (each) =>
        `Villkoret i ${place(each)} gäller alla, eftersom inget är ifyllt i ${listed(each.fields)}.`,
    ),
    ...(report.unused.length > 0
      ? [
          `${counted(report.unused.length, "sparad uppgift", "sparade uppgifter")} används inte av något: ${listed(report.unused)}.`,
        ]
      : []),
  ];
}

function english(report: FieldReadiness): readonly string[] {
  const [missing, partly] = [ofStatus(report, "missing"), ofStatus(report, "partly")];
  return [
    `The plan and the programs need ${counted(report.needed.length, "field", "fields")}.`,
    ...(missing.length > 0
      ? [
          `${counted(missing.length, "is", "are")} missing: ${listed(missing.map(({ field }) => field))}.`,
        ]
      : []),
    ...partly.map((field) => `${field.field} is ${percent(field)} % filled.`),
    ...idle(report, "never").map(
      (each) =>
        `The condition in ${place(each)} can never hold, because nothing is in ${listed(each.fields)}.`,
    ),
    ...idle(report, "always").map(
      (each) =>
        `The condition in ${place(each)} holds for everybody, because nothing is in ${listed(each.fields)}.`,
    ),
    ...(report.unused.length > 0
      ? [
          `${counted(report.unused.length, "stored field is", "stored fields are")} used by nothing: ${listed(report.unused)}.`,
        ]
      : []),
  ];
}
