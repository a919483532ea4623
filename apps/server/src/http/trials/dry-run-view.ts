import type { DryRunView } from "@perennial/api";
import type { LocalDate, Locale } from "@perennial/contract";
import {
  causeWords,
  type DayResult,
  diagramGraph,
  type PeriodCounts,
  Reason,
  reasonSentence,
  type SimulationResult,
  stateAssumptions,
  type Tally,
} from "@perennial/lifecycle";
import type { DryRunOutcome, LoadedProgram } from "@perennial/runtime";
import { TRIAL_WORDS } from "./trial-words.ts";

/** How a dry run is told. */
export interface DryRunTelling {
  readonly loaded: LoadedProgram;
  readonly source: DryRunView["source"];
  readonly locale: Locale;
  readonly currency: string;
}

/** What a dry run came to, as clients see it. */
export function dryRunView(outcome: DryRunOutcome, telling: DryRunTelling): DryRunView {
  const { result } = outcome;
  const { from, to, zone, seed, customers, agreements, days, totals, costs, programs } = result;
  const { loaded, source, locale, currency } = telling;
  const program = programs[0];
  return {
    ...{ program: loaded.compiled.program.id, source, from, to, zone, currency, seed },
    ...{ customers, agreements, costs: { ...costs } },
    totals: countsView(totals),
    days: days.map((day) => ({ date: day.date, ...countsView(day) })),
    steps: stepsView(result, telling),
    turnedAway: totals.turnedAway,
    goals: totals.goals,
    running: program?.running ?? 0,
    skips: tallyView(totals.skipped, (reason) => policyWords(reason, locale)),
    holds: tallyView(totals.held, (reason) => policyWords(reason, locale)),
    leaves: tallyView(totals.leftBy, (reason) => causeWords(reason)[locale]),
    notice: noticeView(result, telling),
    agents: { ...agentsView(result), plan: planView(outcome) },
    assumptions: stateAssumptions(result.assumptions).map(
      ({ name, label, unit, value, usual }) => ({
        ...{ name, words: label[locale], unit, value, usual },
      }),
    ),
    notes: notesOn(outcome, telling),
  };
}

function countsView(counts: PeriodCounts): DryRunView["totals"] {
  const { entered, byChannel, smsSegments, calls, replies, orders, left, cost } = counts;
  const { email, sms, tasks } = byChannel;
  return {
    ...{ entered, email, sms, smsSegments, tasks, replies, orders, left, cost },
    ...{ calls: byChannel.calls, callsMade: calls.made, callsWaiting: calls.waiting },
    held: sum(counts.held),
    skipped: sum(counts.skipped),
  };
}

function sum(tally: Tally): number {
  return Object.values(tally).reduce((total, each) => total + each, 0);
}

/** Every step in its order, those that did nothing too. */
function stepsView(
  { programs }: SimulationResult,
  { loaded, locale }: DryRunTelling,
): DryRunView["steps"] {
  const { program, settings } = loaded.compiled;
  const counted = programs[0]?.steps ?? {};
  const { nodes } = diagramGraph(program, locale, settings);
  return nodes.flatMap(({ step, number, title }): DryRunView["steps"] => {
    if (step === undefined || number === undefined) return [];
    const { done, held, skipped, withdrawn } = counted[step] ?? NOTHING;
    return [{ step, number, title, done, held, skipped, withdrawn }];
  });
}

const NOTHING = { done: 0, held: 0, skipped: 0, withdrawn: 0 };

function tallyView(tally: Tally, wordsOf: (reason: string) => string) {
  return Object.entries(tally).map(([reason, count]) => ({
    reason,
    words: wordsOf(reason),
    count,
  }));
}

/** A reason of the contact policy in a sentence; a code of another kind is shown as it is. */
function policyWords(reason: string, locale: Locale): string {
  const known = Reason.safeParse(reason);
  return known.success ? reasonSentence(known.data, {})[locale] : reason;
}

function noticeView({ notice }: SimulationResult, { loaded }: DryRunTelling): DryRunView["notice"] {
  if (loaded.compiled.program.subject !== "agreement") return null;
  const { ended, inTime, renewed, unnoticed, outsideWindow } = notice;
  const examples = unnoticed.groups.flatMap(({ agreementIds }) => agreementIds);
  return {
    ...{ ended, inTime, renewed, unnoticed: unnoticed.count, outsideWindow: outsideWindow.count },
    unnoticedExamples: examples.slice(0, 20),
  };
}

function planView({ callLoad }: DryRunOutcome): DryRunView["agents"]["plan"] {
  if (!callLoad) return null;
  const { days, planned, leftOut, leftOutWorth } = callLoad;
  return { days: days.map((day) => ({ ...day })), planned, leftOut, leftOutWorth };
}

function agentsView({
  days,
  totals,
  assumptions,
}: SimulationResult): Omit<DryRunView["agents"], "plan"> {
  const { minutesPerCall } = assumptions;
  const minutes = (calls: number) => Math.round(calls * minutesPerCall);
  const most = busiest(days);
  return {
    calls: totals.calls.made,
    minutes: minutes(totals.calls.made),
    busiest: most && { ...most, minutes: minutes(most.calls) },
  };
}

function busiest(
  days: readonly DayResult[],
): { readonly date: LocalDate; readonly calls: number } | null {
  const most = Math.max(0, ...days.map(({ calls }) => calls.made));
  const day = days.find(({ calls }) => calls.made === most);
  return day && most > 0 ? { date: day.date, calls: most } : null;
}

function notesOn({ underWay }: DryRunOutcome, { loaded, locale }: DryRunTelling): string[] {
  const { subject, triggers } = loaded.compiled.program;
  const onlyEvents = triggers.every((trigger) => "signal" in trigger);
  const notes = [
    TRIAL_WORDS.nothingSent,
    ...(subject === "invitation" ? [TRIAL_WORDS.invitations] : []),
    ...(onlyEvents && subject !== "invitation" ? [TRIAL_WORDS.events] : []),
    ...(underWay > 0 ? [TRIAL_WORDS.earlier] : []),
    TRIAL_WORDS.standing,
    TRIAL_WORDS.others,
  ];
  return notes.map((words) => words[locale]);
}
