import type { Currency, Locale } from "@perennial/contract";
import { minorDigits } from "@perennial/import";
import type { AgreementGroup, PeriodCounts, SimulationResult, Tally } from "@perennial/lifecycle";
import { count } from "../output/numbers.ts";
import { table } from "../output/table.ts";
import { wrap } from "../output/wrap.ts";
import { assumptionLines } from "./assumption-lines.ts";
import { REPORT_COLUMNS, REPORT_WORDS, type ReportColumn, type ReportWords } from "./words.ts";

/** How a dry run is told. */
export interface ReportOptions {
  readonly locale: Locale;
  /** Of the costs. */
  readonly currency: Currency;
  /** Whether each day is told, not each month. */
  readonly days: boolean;
  /** Records of the files that could not be read. */
  readonly rejected: number;
}

const WIDTH = 110;
/** Agreements named in each group of them. */
const EXAMPLES = 5;

/** The words, counts and amounts of a language. */
interface Speech {
  readonly words: ReportWords;
  readonly number: (count: number) => string;
  readonly money: (minor: number) => string;
}

/** What a dry run came to, to read: by month or day, by reason, who is left unnoticed, and what it assumes. */
export function reportLines(result: SimulationResult, options: ReportOptions): readonly string[] {
  const { locale } = options;
  const speech: Speech = {
    words: REPORT_WORDS[locale],
    number: (each) => count(each, locale),
    money: moneyIn(options),
  };
  return [
    ...headLines(result, options, speech),
    "",
    ...periodTable(result, options, speech),
    "",
    ...reasonLines(result, speech),
    "",
    ...noticeLines(result, speech),
    "",
    ...peakLines(result, speech),
    "",
    ...assumptionLines(result.assumptions, options),
  ];
}

/** Amounts of minor units as they are written in the language. */
export function moneyIn({ locale, currency }: Pick<ReportOptions, "locale" | "currency">) {
  const format = new Intl.NumberFormat(locale, { style: "currency", currency });
  const unit = 10 ** minorDigits(currency);
  return (amount: number) => format.format(amount / unit).replaceAll("\u00a0", " ");
}

function headLines(
  { from, to, seed, programs, customers, agreements, ignored }: SimulationResult,
  { rejected }: ReportOptions,
  { words, number }: Speech,
): readonly string[] {
  const heading = words.heading({
    ...{ from, to, seed, programs: programs.map(({ id }) => id).join(", ") },
    ...{ customers: number(customers), agreements: number(agreements) },
  });
  return [
    ...wrap(heading, WIDTH),
    words.nothingSent,
    ...(rejected > 0 ? [words.rejected(rejected)] : []),
    ...(ignored.withoutCustomer > 0 ? [words.orphans(ignored.withoutCustomer)] : []),
  ];
}

function periodTable(
  result: SimulationResult,
  { days }: ReportOptions,
  speech: Speech,
): readonly string[] {
  const { words } = speech;
  const named = days
    ? result.days.map((day) => ({ name: day.date, counts: day }))
    : result.months.map((month) => ({ name: month.month, counts: month }));
  const rows = named.map(({ name, counts }) => periodRow(name, counts, speech));
  const busy = rows.filter((row) => row.slice(1, -1).some((cell) => cell !== "0"));
  const columns = REPORT_COLUMNS.map((column) => ({
    title: column === "date" && !days ? words.month : words.columns[column],
    align: column === "date" ? ("left" as const) : ("right" as const),
  }));
  const quiet = rows.length - busy.length;
  return [
    ...table(columns, [...busy, periodRow(words.total, result.totals, speech)]),
    ...(quiet > 0 ? [words.quiet(quiet, days)] : []),
  ];
}

function periodRow(name: string, counts: PeriodCounts, speech: Speech): readonly string[] {
  const { entered, byChannel, replies, orders, signed, left, held, skipped, alarms } = counts;
  const { email, sms, calls, tasks } = byChannel;
  const numbers: Readonly<Record<Exclude<ReportColumn, "date" | "cost">, number>> = {
    ...{ entered, email, sms, calls, tasks, replies, orders, signed, left, alarms },
    ...{ held: sum(held), skipped: sum(skipped) },
  };
  return REPORT_COLUMNS.map((column) => {
    if (column === "date") return name;
    return column === "cost" ? speech.money(counts.cost) : speech.number(numbers[column]);
  });
}

function sum(tally: Tally): number {
  return Object.values(tally).reduce((total, each) => total + each, 0);
}

function reasonLines(
  { totals, costs }: SimulationResult,
  { words, number, money }: Speech,
): readonly string[] {
  const tally = (title: string, of: Tally) => {
    const parts = Object.entries(of)
      .toSorted(([, a], [, b]) => b - a)
      .map(([reason, times]) => `${reason} ${number(times)}`);
    return wrap(`${title}: ${parts.join(", ") || words.noneOf}.`, WIDTH);
  };
  return [
    words.cost({
      ...{ total: money(totals.cost), sms: money(costs.sms), email: money(costs.email) },
      ...{ calls: money(costs.calls), segments: number(totals.smsSegments) },
    }),
    ...tally(words.skipped, totals.skipped),
    ...tally(words.held, totals.held),
    ...tally(words.left, totals.leftBy),
  ];
}

function noticeLines({ notice }: SimulationResult, speech: Speech): readonly string[] {
  const { words, number } = speech;
  const { ended, inTime, renewed, unnoticed, outsideWindow } = notice;
  const sentence = words.notice({
    ...{ ended: number(ended), inTime: number(inTime), renewed: number(renewed) },
    ...{ unnoticed: number(unnoticed.count), outside: number(outsideWindow.count) },
  });
  return [
    ...wrap(sentence, WIDTH),
    ...groupLines(words.unnoticed, unnoticed.groups, speech),
    ...groupLines(words.outside, outsideWindow.groups, speech),
  ];
}

function groupLines(
  title: string,
  groups: readonly AgreementGroup[],
  { words, number }: Speech,
): readonly string[] {
  if (groups.length === 0) return [];
  const lines = groups.flatMap(({ reason, count: times, handedOver, agreementIds }) => {
    const handed = handedOver > 0 ? ` (${words.handedOver(number(handedOver))})` : "";
    const ids = agreementIds.slice(0, EXAMPLES).join(", ");
    const more = times > EXAMPLES ? " …" : "";
    return wrap(`${number(times)} ${reason}${handed}: ${ids}${more}`, WIDTH, "  ");
  });
  return [`${title}:`, ...lines];
}

function peakLines(
  { peak, atEnd }: SimulationResult,
  { words, number }: Speech,
): readonly string[] {
  const { messages, calls } = peak;
  return [
    ...(messages ? [words.peakMessages(number(messages.count), messages.date)] : []),
    ...(calls ? [words.peakCalls(number(calls.count), calls.date)] : []),
    words.atEnd(number(atEnd.callsWaiting)),
  ];
}
