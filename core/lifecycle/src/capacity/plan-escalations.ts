import type { LocalDate, LocalizedText } from "@perennial/contract";
import { datePhrase } from "../policy/phrases.ts";
import { addBusinessDays } from "../schedule/business-day.ts";
import { addDays, daysBetween } from "../schedule/date.ts";
import { type AgentCapacity, callsOn } from "./agent-capacity.ts";
import { dayLists } from "./day-lists.ts";
import { byWorth, type Escalation, worthOf } from "./escalation.ts";
import { fitIntoDays, type Slotted } from "./fit-into-days.ts";

/** What escalations are planned with. */
export interface EscalationQuestion {
  readonly escalations: readonly Escalation[];
  readonly capacity: AgentCapacity;
  /** The first day that can be planned, in the tenant's zone. */
  readonly today: LocalDate;
  /** How many of today's calls are given out already. @default 0 */
  readonly usedToday?: number;
  /** How many business days another branch, such as a letter, takes to be of use. @default 5 */
  readonly branchDays?: number;
}

/** One day of the plan: the load against the capacity. */
export interface EscalationDay {
  readonly date: LocalDate;
  /** How many calls it has room for, those of today that are given out already not counted. */
  readonly capacity: number;
  /** Whom to call, in this order: the one worth most first. */
  readonly calls: readonly Escalation[];
  /** How many can be called from this day on that could not before: the load there would be without a plan. */
  readonly ready: number;
}

/** One for whom there is no call, in time for something else to be done. */
export interface LeftOut {
  readonly escalation: Escalation;
  readonly why: "no-room" | "deadline-passed";
  /** The last day on which another branch still helps; today where it is late already. */
  readonly takeBranchBy: LocalDate;
  readonly sentence: LocalizedText;
}

/** Who is called on which day, and who is not; everybody is in one of the two. */
export interface EscalationPlan {
  /** From today to the last day with a call, days without any included. */
  readonly days: readonly EscalationDay[];
  /** The one worth most first. */
  readonly leftOut: readonly LeftOut[];
  /** The sum of value at risk times chance, of what is called and of what is not, in minor units. */
  readonly worth: { readonly planned: number; readonly leftOut: number };
}

/** No plan looks further ahead. */
const LONGEST_DAYS = 366;
const BRANCH_DAYS = 5;

/**
 * Paces escalations to the agents' capacity (product.md 2, item 7): no day gets more than it has room for, the calls made
 * are together worth the most that can be had, and each day the ones worth most go first, save where another would else
 * never be called. Who cannot be called in time is named at once with the day by which another branch must be taken.
 * Plan again every day with those who have not been called.
 */
export function planEscalations(question: EscalationQuestion): EscalationPlan {
  const { escalations, capacity, today, usedToday = 0, branchDays = BRANCH_DAYS } = question;
  const late = escalations.filter(({ deadline }) => deadline < today);
  const open = escalations.filter(({ deadline }) => deadline >= today);
  const lastDay = lastDayOf(open, today);
  const dates = Array.from({ length: lastDay + 1 }, (_, day) => addDays(today, day));
  const places = dates.map((date, day) =>
    Math.max(0, callsOn(date, capacity) - (day === 0 ? usedToday : 0)),
  );
  const slotted = open.toSorted(byWorth).map((escalation) => slot(escalation, { today, lastDay }));
  const { taken, left } = fitIntoDays(slotted, places);
  const calls = dayLists(taken, places).map((list) => list.map(({ escalation }) => escalation));
  const until = calls.findLastIndex((list) => list.length > 0);
  const branch = { today, branchDays, holidays: capacity.holidays };
  return {
    days: dates.slice(0, until + 1).map((date, day) => ({
      date,
      capacity: places[day] ?? 0,
      calls: calls[day] ?? [],
      ready: slotted.filter(({ first }) => first === day).length,
    })),
    leftOut: [
      ...left.map(({ escalation }) => leftOut(escalation, "no-room", branch)),
      ...late.map((escalation) => leftOut(escalation, "deadline-passed", branch)),
    ].sort((a, b) => byWorth(a.escalation, b.escalation)),
    worth: {
      planned: sumOfWorth(taken.map(({ escalation }) => escalation)),
      leftOut: sumOfWorth([...left.map(({ escalation }) => escalation), ...late]),
    },
  };
}

interface SlottedEscalation extends Slotted {
  readonly escalation: Escalation;
}

function lastDayOf(open: readonly Escalation[], today: LocalDate): number {
  const furthest = open.reduce((last, { deadline }) => (deadline > last ? deadline : last), today);
  return Math.min(daysBetween(today, furthest), LONGEST_DAYS);
}

function slot(
  escalation: Escalation,
  { today, lastDay }: { readonly today: LocalDate; readonly lastDay: number },
): SlottedEscalation {
  const { earliest = today, deadline } = escalation;
  return {
    escalation,
    first: Math.max(0, daysBetween(today, earliest)),
    last: Math.min(lastDay, daysBetween(today, deadline)),
  };
}

function sumOfWorth(escalations: readonly Escalation[]): number {
  return Math.round(escalations.reduce((sum, each) => sum + worthOf(each), 0));
}

interface Branching {
  readonly today: LocalDate;
  readonly branchDays: number;
  readonly holidays: AgentCapacity["holidays"];
}

function leftOut(
  escalation: Escalation,
  why: LeftOut["why"],
  { today, branchDays, holidays }: Branching,
): LeftOut {
  const wanted = addBusinessDays(escalation.deadline, -branchDays, holidays);
  const takeBranchBy = wanted < today ? today : wanted;
  return { escalation, why, takeBranchBy, sentence: sentenceOf(escalation, why, takeBranchBy) };
}

function sentenceOf(
  { deadline }: Escalation,
  why: LeftOut["why"],
  takeBranchBy: LocalDate,
): LocalizedText {
  const date = { sv: datePhrase(deadline, "sv"), en: datePhrase(deadline, "en") };
  if (why === "deadline-passed") {
    return {
      sv: `Sista dagen för ett samtal var den ${date.sv}. Gör något annat i dag.`,
      en: `The last day for a call was ${date.en}. Do something else today.`,
    };
  }
  const by = { sv: datePhrase(takeBranchBy, "sv"), en: datePhrase(takeBranchBy, "en") };
  return {
    sv: `Det finns inget ledigt samtal fram till den ${date.sv}. Ta en annan väg senast den ${by.sv}.`,
    en: `There is no free call until ${date.en}. Take another branch by ${by.en}.`,
  };
}
