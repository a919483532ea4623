import type { LocalDate, LocalizedText } from "@perennial/contract";

/** The survey whose answers say why customers leave (M-19). */
export const EXIT_SURVEY = "exit";

/** Reasons that the exit interview of the program library gives to choose from; a tenant may have others. */
export const EXIT_REASON_WORDS: Readonly<Record<string, LocalizedText>> = {
  price: { sv: "Priset", en: "The price" },
  competitor: {
    sv: "Ett bättre erbjudande från en annan leverantör",
    en: "A better offer from another supplier",
  },
  service: { sv: "Bemötandet eller servicen", en: "How we treated the customer" },
  product: {
    sv: "Produkten motsvarade inte förväntningarna",
    en: "The product did not meet expectations",
  },
  moved: { sv: "Har flyttat", en: "Has moved" },
  "no-need": { sv: "Behöver det inte längre", en: "Does not need it any more" },
  other: { sv: "Annat", en: "Something else" },
};

/** One answer to a survey, by the day it was given in the tenant's zone. */
export interface SurveyAnswer {
  readonly customerId: string;
  readonly survey: string;
  readonly on: LocalDate;
  /** The answer chosen, such as a reason's code. */
  readonly answer?: string;
  readonly text?: string;
}

/** By what stretch of time reasons are counted. */
export type ExitPeriod = "month" | "quarter" | "year";

/** How many gave one reason. */
export interface ExitReason {
  /** Nothing for those that answered without choosing one. */
  readonly reason?: string;
  readonly customers: number;
  /** Of those that answered in the period, in per cent. */
  readonly percent: number;
  /** What they wrote of it, in the order of the days. */
  readonly texts: readonly string[];
}

/** Why customers left in a period; the most frequent reason first. */
export interface ExitReasons {
  /** `2026-03`, `2026-Q1` or `2026`. */
  readonly period: string;
  readonly answers: number;
  readonly reasons: readonly ExitReason[];
}

/**
 * Why customers leave, by period (M-20), the oldest first. A customer counts once in a period, with its last answer there.
 */
export function exitReasons(
  answers: readonly SurveyAnswer[],
  period: ExitPeriod = "quarter",
): readonly ExitReasons[] {
  const periods = new Map<string, Map<string, SurveyAnswer>>();
  const ofExit = answers.filter(({ survey }) => survey === EXIT_SURVEY);
  for (const answer of [...ofExit].sort((a, b) => (a.on < b.on ? -1 : Number(a.on > b.on)))) {
    const name = periodOf(answer.on, period);
    const known = periods.get(name) ?? new Map<string, SurveyAnswer>();
    periods.set(name, known.set(answer.customerId, answer));
  }
  return [...periods].map(([name, last]) => ({
    period: name,
    answers: last.size,
    reasons: reasonsOf([...last.values()]),
  }));
}

function reasonsOf(answers: readonly SurveyAnswer[]): readonly ExitReason[] {
  const groups = Map.groupBy(answers, ({ answer }) => answer);
  return [...groups]
    .map(([reason, given]) => ({
      ...(reason !== undefined && { reason }),
      customers: given.length,
      percent: (100 * given.length) / answers.length,
      texts: given
        .toSorted((a, b) => (a.on < b.on ? -1 : Number(a.on > b.on)))
        .flatMap(({ text }) => (text === undefined || text === "" ? [] : [text])),
    }))
    .sort((a, b) => b.customers - a.customers || compare(a.reason, b.reason));
}

/** Those without a reason come last of equals. */
function compare(a: string | undefined, b: string | undefined): number {
  if (a === b) return 0;
  if (a === undefined || b === undefined) return a === undefined ? 1 : -1;
  return a < b ? -1 : 1;
}

function periodOf(on: LocalDate, period: ExitPeriod): string {
  if (period === "year") return on.slice(0, 4);
  if (period === "month") return on.slice(0, 7);
  return `${on.slice(0, 4)}-Q${Math.ceil(Number(on.slice(5, 7)) / 3)}`;
}
