import type { Locale } from "@perennial/contract";
import { count } from "../output/numbers.ts";

/** The words of a dry run's report. */
export interface ReportWords {
  readonly nothingSent: string;
  readonly columns: Readonly<Record<ReportColumn, string>>;
  readonly quiet: (number: number, days: boolean) => string;
  readonly total: string;
  readonly month: string;
  readonly heading: (what: {
    readonly programs: string;
    readonly from: string;
    readonly to: string;
    readonly customers: string;
    readonly agreements: string;
    readonly seed: string;
  }) => string;
  readonly rejected: (number: number) => string;
  readonly orphans: (number: number) => string;
  readonly cost: (what: {
    readonly total: string;
    readonly sms: string;
    readonly segments: string;
    readonly email: string;
    readonly calls: string;
  }) => string;
  readonly held: string;
  readonly skipped: string;
  readonly left: string;
  readonly noneOf: string;
  readonly notice: (what: {
    readonly ended: string;
    readonly inTime: string;
    readonly renewed: string;
    readonly unnoticed: string;
    readonly outside: string;
  }) => string;
  readonly unnoticed: string;
  readonly outside: string;
  readonly handedOver: (count: string) => string;
  readonly peakMessages: (count: string, date: string) => string;
  readonly peakCalls: (count: string, date: string) => string;
  readonly atEnd: (waiting: string) => string;
  readonly assumptions: string;
  readonly usual: (value: string) => string;
  readonly units: Readonly<Record<"days" | "minutes" | "calls" | "months", string>>;
  readonly yes: string;
  readonly no: string;
  /** What it means that an assumption sets nothing, by what it counts. */
  readonly nothingSet: Readonly<Record<"calls" | "months", string>>;
}

/** The columns of the table of days, in their order. */
export const REPORT_COLUMNS = [
  ...["date", "entered", "email", "sms", "calls", "tasks", "replies", "orders", "signed"],
  ...["left", "held", "skipped", "alarms", "cost"],
] as const;
export type ReportColumn = (typeof REPORT_COLUMNS)[number];

/** The report in every language we speak. */
export const REPORT_WORDS: Readonly<Record<Locale, ReportWords>> = {
  sv: {
    nothingSent: "Inget har skickats och inget har ändrats.",
    columns: {
      ...{ date: "dag", entered: "in", email: "e-post", sms: "sms", calls: "ringlista" },
      ...{ tasks: "uppgifter", replies: "svar", orders: "order", signed: "signerat" },
      ...{ left: "ut", held: "hållna", skipped: "ej skickat", alarms: "larm", cost: "kostnad" },
    },
    quiet: (number, days) =>
      `Visas inte, eftersom inget hände: ${plural("sv", number, days ? ["dag", "dagar"] : ["månad", "månader"])}.`,
    total: "totalt",
    month: "månad",
    heading: ({ programs, from, to, customers, agreements, seed }) =>
      `Torrkörning av ${programs} från ${from} till ${to} på ${customers} kunder och ${agreements} avtal (slumpfrö ${seed}).`,
    rejected: (number) =>
      `${plural("sv", number, ["post", "poster"])} i filerna kunde inte läsas och är inte med.`,
    orphans: (number) =>
      `${plural("sv", number, ["post", "poster"])} utan kund i filerna är inte med.`,
    cost: ({ total, sms, segments, email, calls }) =>
      `Kostnad ${total}: sms ${sms} (${segments} delar), e-post ${email}, samtal ${calls}.`,
    held: "Hållet för senare, efter skäl",
    skipped: "Inte skickat, efter skäl",
    left: "Lämnade programmet, efter skäl",
    noneOf: "inget",
    notice: ({ ended, inTime, renewed, unnoticed, outside }) =>
      `Av ${ended} avtal som löper ut får ${inTime} besked i tid, ${renewed} är redan förlängda, ${unnoticed} får inget besked och ${outside} får det utanför lagens dagar.`,
    unnoticed: "Utan besked",
    outside: "Besked utanför lagens dagar",
    handedOver: (count) => `${count} lämnade till personalen`,
    peakMessages: (count, date) => `Flest meddelanden på en dag: ${count} (${date}).`,
    peakCalls: (count, date) => `Flest nya på ringlistan på en dag: ${count} (${date}).`,
    atEnd: (waiting) => `På ringlistan när körningen slutar: ${waiting}.`,
    assumptions: "Antaganden (ändra med --assume namn=värde)",
    usual: (value) => `annars ${value}`,
    units: { days: "dagar", minutes: "minuter", calls: "samtal", months: "månader" },
    yes: "ja",
    no: "nej",
    nothingSet: { calls: "så många det finns", months: "som avtalet före" },
  },
  en: {
    nothingSent: "Nothing was sent and nothing was changed.",
    columns: {
      ...{ date: "day", entered: "in", email: "e-mail", sms: "SMS", calls: "call list" },
      ...{ tasks: "tasks", replies: "replies", orders: "orders", signed: "signed" },
      ...{ left: "out", held: "held", skipped: "not sent", alarms: "alarms", cost: "cost" },
    },
    quiet: (number, days) =>
      `Not shown, since nothing happened: ${plural("en", number, days ? ["day", "days"] : ["month", "months"])}.`,
    total: "total",
    month: "month",
    heading: ({ programs, from, to, customers, agreements, seed }) =>
      `Dry run of ${programs} from ${from} to ${to} over ${customers} customers and ${agreements} agreements (seed ${seed}).`,
    rejected: (number) =>
      `Left out, since they could not be read: ${plural("en", number, ["record", "records"])} of the files.`,
    orphans: (number) =>
      `Left out, since the files lack their customer: ${plural("en", number, ["record", "records"])}.`,
    cost: ({ total, sms, segments, email, calls }) =>
      `Cost ${total}: SMS ${sms} (${segments} segments), e-mail ${email}, calls ${calls}.`,
    held: "Held for later, by reason",
    skipped: "Not sent, by reason",
    left: "Left the program, by reason",
    noneOf: "none",
    notice: ({ ended, inTime, renewed, unnoticed, outside }) =>
      `Of ${ended} agreements that end, ${inTime} are noticed in time, ${renewed} are renewed already, ${unnoticed} are left unnoticed and ${outside} are noticed outside the days of the law.`,
    unnoticed: "Left unnoticed",
    outside: "Noticed outside the days of the law",
    handedOver: (count) => `${count} handed to staff`,
    peakMessages: (count, date) => `Most messages on a day: ${count} (${date}).`,
    peakCalls: (count, date) => `Most added to the call list on a day: ${count} (${date}).`,
    atEnd: (waiting) => `On the call list when the run ends: ${waiting}.`,
    assumptions: "Assumptions (change them with --assume name=value)",
    usual: (value) => `usually ${value}`,
    units: { days: "days", minutes: "minutes", calls: "calls", months: "months" },
    yes: "yes",
    no: "no",
    nothingSet: { calls: "as many as there are", months: "as the one before" },
  },
};

function plural(locale: Locale, number: number, [one, many]: readonly [string, string]): string {
  return `${count(number, locale)} ${number === 1 ? one : many}`;
}
