import type { LocalDate, LocalizedText } from "@perennial/contract";
import { counted } from "../policy/phrases.ts";
import type { WorklistLine } from "./worklist.ts";

/** A visit that a rep has planned: a task of the CRM or a row of a file (B-03). */
export interface PlannedVisit {
  readonly customerId: string;
  readonly name: string;
  readonly date: LocalDate;
}

/** What a plan is compared with and when. */
export interface AuditQuestion {
  /** The worklist of the rep's district or of the rep. */
  readonly list: readonly WorklistLine[];
  readonly visits: readonly PlannedVisit[];
  /** The lines of companies that are planned but lie outside of the list, such as in another district. @default none */
  readonly outside?: readonly WorklistLine[];
  /** The first and the last day whose visits count; both belong to it. */
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/** A company that was not planned though it is more worth a visit than one that was (B-04). */
export interface MissedCompany {
  readonly line: WorklistLine;
  /** Whom to visit less to have time for it; missing where all such visits have been given away. */
  readonly insteadOf?: JudgedVisit;
}

/** A planned visit with what the list says of the company. */
export interface JudgedVisit {
  readonly visit: PlannedVisit;
  /** 0 for one that meets no criterion. */
  readonly score: number;
  readonly line?: WorklistLine;
}

/** A plan against the list, both ways (B-04). The counts are those of the question; shares are left to the reader. */
export interface PlanAudit {
  /** Companies on the list. */
  readonly found: number;
  /** Companies planned in the time; one visited twice is one. */
  readonly planned: number;
  /** Those on the list that were left out and would be more worth a visit than one planned, the best first. */
  readonly missed: readonly MissedCompany[];
  /** Planned visits whose time a company that was left out would be more worth, the least worth first. */
  readonly wasted: readonly JudgedVisit[];
  /** Planned visits that none left out is better than, once each of those has taken one place. */
  readonly good: readonly JudgedVisit[];
  /** Planned companies that meet no criterion at all, whatever else there is to do. */
  readonly withoutReason: number;
  /** Our own measure: wasted visits of those planned, 0 to 1; nothing where none was planned. */
  readonly wrongChoiceRate?: number;
  readonly sentence: LocalizedText;
}

/**
 * Compares a rep's planned visits with the worklist. As many visits as there are can be exchanged, one for one, for a
 * company with a higher score; so many are wasted, the ones with the lowest scores, and the other ones are good. The
 * document's headline of 66 % follows from none of its counts and is never computed (requirements.md 1.7).
 */
export function auditPlan({ list, visits, outside = [], from, to }: AuditQuestion): PlanAudit {
  const lines = new Map([...outside, ...list].map((line) => [line.customerId, line]));
  const planned = judged(
    visits.filter(({ date }) => from <= date && date <= to),
    lines,
  );
  const isPlanned = new Set(planned.map(({ visit }) => visit.customerId));
  const lowest = planned[0];
  const better = list
    .filter(({ customerId }) => !isPlanned.has(customerId))
    .filter(({ score }) => lowest !== undefined && score > lowest.score)
    .toSorted((a, b) => b.score - a.score);
  const exchanges = countExchanges(better, planned);
  const wasted = planned.slice(0, exchanges);
  return {
    found: list.length,
    planned: planned.length,
    missed: better.map((line, index) => missedCompany(line, wasted[exchanges - 1 - index])),
    wasted,
    good: planned.slice(exchanges),
    withoutReason: planned.filter(({ line }) => line === undefined).length,
    ...(planned.length > 0 && { wrongChoiceRate: exchanges / planned.length }),
    sentence: sentenceOf(list.length, better.length, { planned: planned.length, exchanges }),
  };
}

/** The companies planned, each once with its first visit, the least worth first. */
function judged(
  visits: readonly PlannedVisit[],
  lines: ReadonlyMap<string, WorklistLine>,
): readonly JudgedVisit[] {
  const first = new Map<string, PlannedVisit>();
  for (const visit of visits) {
    const known = first.get(visit.customerId);
    if (known === undefined || visit.date < known.date) first.set(visit.customerId, visit);
  }
  return [...first.values()]
    .map((visit) => {
      const line = lines.get(visit.customerId);
      return { visit, score: line?.score ?? 0, ...(line && { line }) };
    })
    .sort((a, b) => a.score - b.score);
}

/** How many of the lowest visits can each have a company of its own with a higher score, the best companies taken. */
function countExchanges(better: readonly WorklistLine[], planned: readonly JudgedVisit[]): number {
  let count = Math.min(better.length, planned.length);
  while (count > 0 && !allBetter(better, planned, count)) count--;
  return count;
}

function allBetter(
  better: readonly WorklistLine[],
  planned: readonly JudgedVisit[],
  count: number,
): boolean {
  return planned
    .slice(0, count)
    .every(({ score }, index) => (better[count - 1 - index]?.score ?? 0) > score);
}

function missedCompany(line: WorklistLine, insteadOf: JudgedVisit | undefined): MissedCompany {
  return { line, ...(insteadOf && { insteadOf }) };
}

function sentenceOf(
  found: number,
  missed: number,
  { planned, exchanges }: { readonly planned: number; readonly exchanges: number },
): LocalizedText {
  const good = planned - exchanges;
  return {
    sv: `Av ${counted(found, "besöksvärt företag", "besöksvärda företag")} saknas ${missed} i planen, fast minst ett planerat besök är mindre värt. Av ${counted(planned, "planerat besök", "planerade besök")} är ${good} ett bättre val.`,
    en: `Of ${counted(found, "company", "companies")} worth a visit, ${missed} ${missed === 1 ? "is" : "are"} not in the plan though at least one planned visit is worth less. Of ${counted(planned, "planned visit", "planned visits")}, ${good} ${good === 1 ? "is" : "are"} the better choice.`,
  };
}
