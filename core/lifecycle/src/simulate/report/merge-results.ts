import type {
  AgreementGroup,
  NoticeResult,
  ProgramResult,
  SimulationResult,
} from "../simulation-result.ts";
import { mergeDays, peaksOf, sumByMonth, sumOf, sumTallies } from "./summary.ts";

/** How many ids a group of agreements lists. */
const EXAMPLES = 20;

/**
 * Puts dry runs of the same programs and days on parts of a base together, as if the base had been gone through at
 * once: customers do not know of each other, so long as nothing is short that they share, such as callers. The base
 * need then never be in memory as a whole.
 */
export function mergeResults(first: SimulationResult, second: SimulationResult): SimulationResult {
  const days = first.days.map((day, index) => mergeDays(day, second.days[index] ?? day));
  return {
    ...first,
    days,
    customers: first.customers + second.customers,
    agreements: first.agreements + second.agreements,
    months: sumByMonth(days),
    totals: sumOf(days),
    costs: {
      sms: first.costs.sms + second.costs.sms,
      email: first.costs.email + second.costs.email,
      calls: first.costs.calls + second.costs.calls,
    },
    effects: addCounts(first.effects, second.effects),
    programs: first.programs.map((each, index) => mergeProgram(each, second.programs[index])),
    notice: mergeNotice(first.notice, second.notice),
    peak: peaksOf(days),
    atEnd: {
      held: sumTallies([first.atEnd.held, second.atEnd.held]),
      callsWaiting: first.atEnd.callsWaiting + second.atEnd.callsWaiting,
    },
    ignored: addCounts(first.ignored, second.ignored),
  };
}

/** Adds up objects of the same counts. */
function addCounts<Counts extends { readonly [Name in keyof Counts]: number }>(
  first: Counts,
  second: Counts,
): Counts {
  const sums = Object.entries<number>(first).map(([name, count]) => [
    name,
    count + Number(Reflect.get(second, name)),
  ]);
  return Object.fromEntries(sums) as Counts;
}

function mergeProgram(first: ProgramResult, second: ProgramResult | undefined): ProgramResult {
  if (second === undefined) return first;
  const none = { done: 0, held: 0, skipped: 0, withdrawn: 0 };
  const names = new Set([...Object.keys(first.steps), ...Object.keys(second.steps)]);
  const steps = [...names].map((id) => [
    id,
    addCounts(first.steps[id] ?? none, second.steps[id] ?? none),
  ]);
  return {
    ...first,
    entered: first.entered + second.entered,
    goals: first.goals + second.goals,
    left: first.left + second.left,
    leftBy: sumTallies([first.leftBy, second.leftBy]),
    running: first.running + second.running,
    steps: Object.fromEntries(steps),
  };
}

function mergeNotice(first: NoticeResult, second: NoticeResult): NoticeResult {
  return {
    counts: first.counts,
    ended: first.ended + second.ended,
    inTime: first.inTime + second.inTime,
    renewed: first.renewed + second.renewed,
    unnoticed: mergeGroups(first.unnoticed, second.unnoticed),
    outsideWindow: mergeGroups(first.outsideWindow, second.outsideWindow),
  };
}

type Groups = NoticeResult["unnoticed"];

function mergeGroups(first: Groups, second: Groups): Groups {
  const byReason = Map.groupBy([...first.groups, ...second.groups], ({ reason }) => reason);
  const groups = [...byReason.values()].map((same) => same.reduce(mergeGroup));
  return {
    count: first.count + second.count,
    groups: groups.sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1)),
  };
}

function mergeGroup(first: AgreementGroup, second: AgreementGroup): AgreementGroup {
  return {
    reason: first.reason,
    count: first.count + second.count,
    handedOver: first.handedOver + second.handedOver,
    agreementIds: [...first.agreementIds, ...second.agreementIds].sort().slice(0, EXAMPLES),
  };
}
