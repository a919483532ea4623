import type { LocalizedText } from "@perennial/contract";
import type { FlowRules, FlowStatement } from "@perennial/lifecycle";
import { heading, indented, left, right } from "./lines.ts";
import type { Speech } from "./speech.ts";

/** A statement, and the last day of its period. */
export interface DatedStatement {
  readonly until: string;
  readonly statement: FlowStatement;
}

type Line = "start" | "new" | "wonBack" | "lost" | "end" | "reactivated" | "churn" | "duration";

const LABELS: Readonly<Record<Line, LocalizedText>> = {
  start: { sv: "Kunder vid början", en: "Customers at the start" },
  new: { sv: "+ Nya", en: "+ New" },
  wonBack: { sv: "+ Återvunna", en: "+ Won back" },
  lost: { sv: "− Förlorade", en: "− Lost" },
  end: { sv: "= Kunder vid slutet", en: "= Customers at the end" },
  reactivated: { sv: "Återaktiverade", en: "Reactivated" },
  churn: { sv: "Förlorade per år", en: "Churn a year" },
  duration: { sv: "Duration", en: "Duration" },
};

const MEANINGS: Readonly<Record<Line, LocalizedText>> = {
  start: { sv: "har köpt, och är inte förlorade", en: "have bought, and are not lost" },
  new: { sv: "första köpet i perioden", en: "first purchase in the period" },
  wonBack: { sv: "var förlorade, har köpt igen", en: "were lost, have bought again" },
  lost: { sv: "för länge sedan senaste köpet", en: "too long since the last purchase" },
  end: { sv: "början + nya + återvunna − förlorade", en: "start + new + won back − lost" },
  reactivated: {
    sv: "var inaktiva, har köpt igen (ingår ovan)",
    en: "were inactive, have bought again (among the above)",
  },
  churn: { sv: "av kunderna vid början", en: "of the customers at the start" },
  duration: {
    sv: "kunder vid början / förlorade per år",
    en: "customers at the start / lost in a year",
  },
};

const OF_AGREEMENTS: Readonly<Partial<Record<Line, LocalizedText>>> = {
  start: { sv: "har ett avtal som löper", en: "have an agreement that runs" },
  new: { sv: "första avtalet i perioden", en: "first agreement in the period" },
  wonBack: { sv: "hade förlorats, har avtal igen", en: "were lost, have an agreement again" },
  lost: { sv: "sista avtalet har upphört", en: "the last agreement has ended" },
};

/** The lines of a statement by what the flows are counted from; nobody with agreements is inactive. */
function linesOf(basis: FlowRules["basis"]): readonly Line[] {
  const ends = ["churn", "duration"] as const;
  const counts = ["start", "new", "wonBack", "lost", "end"] as const;
  return basis === "agreements" ? [...counts, ...ends] : [...counts, "reactivated", ...ends];
}

/** A statement of a period beside the one before it, each line with what it means (D-05 to D-07). */
export function statementLines(
  [now, before]: readonly [DatedStatement, DatedStatement | undefined],
  basis: FlowRules["basis"],
  speech: Speech,
): readonly string[] {
  const rows = linesOf(basis).map((line) => {
    const meaning = (basis === "agreements" ? OF_AGREEMENTS[line] : undefined) ?? MEANINGS[line];
    return [
      speech.say(LABELS[line]),
      figureOf(now.statement, line, speech),
      ...(before ? [figureOf(before.statement, line, speech)] : []),
      `  ${speech.say(meaning)}`,
    ];
  });
  return [
    ...heading(speech.say({ sv: "Kundflödet", en: "Customer flow" })),
    ...indented(
      [
        left(speech.say({ sv: "perioden som slutar", en: "period that ends" })),
        right(now.until),
        ...(before ? [right(before.until)] : []),
        left(speech.say({ sv: "  betyder", en: "  means" })),
      ],
      rows,
    ),
  ];
}

function figureOf(statement: FlowStatement, line: Line, speech: Speech): string {
  const value = statement[line];
  if (value === undefined) return "–";
  if (line === "churn") return speech.percent(value);
  return line === "duration" ? speech.years(value) : speech.count(value);
}
