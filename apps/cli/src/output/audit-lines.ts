import type { PlanAuditView } from "@perennial/api";
import type { Locale } from "@perennial/contract";
import { table } from "./table.ts";
import { points } from "./worklist-lines.ts";

const WORDS = {
  sv: {
    ...{ missed: "Missas", score: "Poäng", instead: "i stället för", wasted: "Bortkastade besök" },
    ...{ date: "Dag", good: "Bättre val", rate: "Andel felval" },
  },
  en: {
    ...{ missed: "Missed", score: "Score", instead: "instead of", wasted: "Wasted visits" },
    ...{ date: "Day", good: "Better choices", rate: "Wrong choice rate" },
  },
} as const;

/** A plan of visits against the worklist as lines of text, both ways (B-04). */
export function auditLines(audit: PlanAuditView, locale: Locale): readonly string[] {
  const words = WORDS[locale];
  const { missed, wasted, good, wrongChoiceRate: rate, sentence } = audit;
  const score = { title: words.score, align: "right" } as const;
  const visits = (title: string, of: PlanAuditView["good"]) =>
    table(
      [score, { title: words.date }, { title }],
      of.map((each) => [points(each.score, locale), each.date, each.name]),
    );
  return [
    sentence[locale],
    `${words.rate}: ${rate === null ? "–" : percent(rate, locale)}`,
    "",
    ...table(
      [score, { title: words.missed }, { title: words.instead }],
      missed.map(({ line, insteadOf }) => [
        ...[points(line.score, locale), line.name, insteadOf?.name ?? "–"],
      ]),
    ),
    "",
    ...visits(words.wasted, wasted),
    "",
    ...visits(words.good, good),
  ];
}

function percent(share: number, locale: Locale): string {
  const format = { style: "percent", maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(locale, format).format(share);
}
