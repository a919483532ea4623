import type { Locale } from "@perennial/contract";
import {
  type AgreementGroup,
  ASSUMPTION_WORDS,
  type AssumptionName,
  type PeriodCounts,
  type SimulationResult,
  type Tally,
} from "@perennial/lifecycle";
import { count } from "./numbers.ts";
import { table } from "./table.ts";

/** What is told of a dry run, and how. */
export interface SimulationTelling {
  readonly result: SimulationResult;
  /** Whether each day is told, not each month. */
  readonly days: boolean;
  readonly locale: Locale;
  readonly currency: string;
}

/** A dry run as lines to read: what would be done when, what not and why, whom nobody told, and what was assumed. */
export function simulationLines(telling: SimulationTelling): readonly string[] {
  const { result } = telling;
  const { from, to, customers, agreements, effects } = result;
  return [
    `Dry run from ${from} to ${to}: ${count(customers)} customers, ${count(agreements)} agreements. Nothing was sent.`,
    "",
    ...periodTable(telling),
    "",
    ...tally("Held back", result.totals.held, "times"),
    ...tally("Not sent", result.totals.skipped, ""),
    ...tally("Left the program", result.totals.leftBy, ""),
    `Asked for ${count(effects.asked)}: ${count(effects.done)} done, ${count(effects.skipped)} not sent, ${count(effects.withdrawn)} taken back, ${count(effects.waiting)} waiting at the end.`,
    ...peakLines(result),
    "",
    ...noticeLines(result),
    "",
    ...costLines(telling),
    "",
    ...assumptionLines(telling),
  ];
}

function periodTable({ result, days, currency }: SimulationTelling): readonly string[] {
  const right = (title: string) => ({ title, align: "right" }) as const;
  const columns = [
    { title: days ? "day" : "month" },
    ...["entered", "e-mail", "SMS", "calls", "tasks", "replies", "orders", "signed", "left"].map(
      right,
    ),
    right(currency),
  ];
  const periods = days
    ? result.days.map((each) => [each.date, each] as const)
    : result.months.map((each) => [each.month, each] as const);
  const rows = [...periods, ["in all", result.totals] as const].map(([name, counts]) =>
    row(name, counts),
  );
  return table(columns, rows);
}

function row(name: string, counts: PeriodCounts): readonly string[] {
  const { entered, byChannel, replies, orders, signed, left, cost } = counts;
  const { email, sms, calls, tasks } = byChannel;
  const numbers = [entered, email, sms, calls, tasks, replies, orders, signed, left];
  return [name, ...numbers.map(count), count(cost / 100)];
}

function tally(title: string, numbers: Tally, unit: string): readonly string[] {
  const entries = Object.entries(numbers).sort(([, a], [, b]) => b - a);
  if (entries.length === 0) return [];
  const parts = entries.map(([reason, number]) => `${reason} ${count(number)}`);
  return [`${title}${unit === "" ? "" : ` (${unit})`}: ${parts.join(", ")}.`];
}

function peakLines({ peak }: SimulationResult): readonly string[] {
  const { messages, calls } = peak;
  return [
    ...(messages
      ? [`Most messages on one day: ${count(messages.count)} on ${messages.date}.`]
      : []),
    ...(calls ? [`Most calls asked for on one day: ${count(calls.count)} on ${calls.date}.`] : []),
  ];
}

function noticeLines({ notice }: SimulationResult): readonly string[] {
  const { ended, inTime, renewed, unnoticed, outsideWindow } = notice;
  return [
    `Agreements that end in this time: ${count(ended)}. Told in time: ${count(inTime)}. Renewed before they had to be told: ${count(renewed)}.`,
    `Would end unnoticed: ${count(unnoticed.count)}.`,
    ...groups(unnoticed.groups),
    `Told, but outside the days that the law sets: ${count(outsideWindow.count)}.`,
    ...groups(outsideWindow.groups),
  ];
}

function groups(of: readonly AgreementGroup[]): readonly string[] {
  return of.map(({ reason, count: number, handedOver, agreementIds }) => {
    const staff = handedOver > 0 ? `, of them ${count(handedOver)} handed to staff` : "";
    return `  ${count(number)} ${reason}${staff}: ${agreementIds.slice(0, 5).join(", ")}${number > 5 ? " …" : ""}`;
  });
}

function costLines({ result, currency }: SimulationTelling): readonly string[] {
  const { sms, email, calls } = result.costs;
  const money = (minor: number) => `${count(minor / 100)} ${currency}`;
  return [
    `Cost: ${money(result.totals.cost)} (SMS ${money(sms)}, e-mail ${money(email)}, calls ${money(calls)}).`,
  ];
}

function assumptionLines({ result, locale }: SimulationTelling): readonly string[] {
  const names = Object.keys(ASSUMPTION_WORDS) as AssumptionName[];
  return [
    `Assumed (seed ${result.seed}; change with --assume NAME=VALUE):`,
    ...names.map((name) => {
      const { label } = ASSUMPTION_WORDS[name];
      return `  ${name}=${String(result.assumptions[name])}  ${label[locale]}`;
    }),
  ];
}
