import type { ServiceReportView } from "@perennial/api";
import type { Locale } from "@perennial/contract";
import { count } from "./numbers.ts";
import { table } from "./table.ts";

const WORDS = {
  sv: {
    ...{ days: "Kundservice", before: "jämfört med", figure: "", now: "perioden", past: "före" },
    ...{ calls: "Samtal", unregistered: "Inte antecknade", transfers: "Kopplingar per samtal" },
    ...{ withoutNote: "Kopplade utan anteckning", waited: "Väntan", talked: "Samtalstid" },
    ...{ share: "Vår andel av initiativen", team: "Lag", noTeam: "(inget lag)" },
    ...{ survey: "Enkät", up: "säkert upp", down: "säkert ner" },
    ...{ unclear: "kan vara slump", "too-few": "för få svar" },
  },
  en: {
    ...{
      days: "Customer service",
      before: "compared with",
      figure: "",
      now: "now",
      past: "before",
    },
    ...{ calls: "Calls", unregistered: "Not written down", transfers: "Transfers per call" },
    ...{ withoutNote: "Transferred without a note", waited: "Waiting", talked: "Call length" },
    ...{ share: "Our share of the initiative", team: "Team", noTeam: "(no team)" },
    ...{ survey: "Survey", up: "certainly up", down: "certainly down" },
    ...{ unclear: "may be chance", "too-few": "too few answers" },
  },
} as const;

/** The report on customer service as lines of text (L-21 to L-24, D-38). */
export function serviceLines(report: ServiceReportView, locale: Locale): readonly string[] {
  const words = WORDS[locale];
  const { days, before } = report;
  return [
    `${words.days} ${days.from} – ${days.to}, ${words.before} ${before.from} – ${before.to}`,
    "",
    ...figureLines(report, locale),
    ...teamLines(report, locale),
    ...surveyLines(report, locale),
  ];
}

function figureLines(report: ServiceReportView, locale: Locale): readonly string[] {
  const words = WORDS[locale];
  const { calls, callsBefore, initiative, initiativeBefore } = report;
  const row = (name: string, of: (side: ServiceReportView["calls"]) => string) => [
    ...[name, of(calls), of(callsBefore)],
  ];
  return table(
    [
      { title: words.figure },
      { title: words.now, align: "right" },
      { title: words.past, align: "right" },
    ],
    [
      row(words.calls, (side) => count(side.calls, locale)),
      row(words.unregistered, (side) => percent(side.unregisteredShare)),
      row(words.transfers, (side) => side.transfersPerCall?.toFixed(2) ?? "–"),
      row(words.withoutNote, (side) => count(side.withoutNote, locale)),
      row(words.waited, (side) => length(side.waited)),
      row(words.talked, (side) => length(side.talked)),
      [words.share, percent(initiative.share), percent(initiativeBefore.share)],
    ],
  );
}

function teamLines({ teams }: ServiceReportView, locale: Locale): readonly string[] {
  if (teams.length === 0) return [];
  const words = WORDS[locale];
  const titles = [words.team, words.calls, words.unregistered, words.waited, words.talked];
  const rows = teams.map((each) => [
    each.team || words.noTeam,
    count(each.calls, locale),
    percent(each.unregisteredShare),
    length(each.waited),
    length(each.talked),
  ]);
  const columns = titles.map((title, index) => ({
    title,
    align: index === 0 ? ("left" as const) : ("right" as const),
  }));
  const conflicts = teams.flatMap(({ team, conflict }) =>
    conflict ? [`${team || words.noTeam}: ${conflict.sentence[locale]}`] : [],
  );
  return ["", ...table(columns, rows), ...conflicts];
}

function surveyLines({ satisfaction }: ServiceReportView, locale: Locale): readonly string[] {
  if (satisfaction.length === 0) return [];
  const words = WORDS[locale];
  const mean = (side: ServiceReportView["satisfaction"][number]["after"]) =>
    side.mean === null ? "–" : `${side.mean.toFixed(1)} (${count(side.count, locale)})`;
  return [
    "",
    ...table(
      [
        { title: words.survey },
        { title: words.now, align: "right" },
        { title: words.past, align: "right" },
        { title: "" },
      ],
      satisfaction.map((each) => [
        ...[each.survey, mean(each.after), mean(each.before), words[each.finding]],
      ]),
    ),
  ];
}

function percent(share: number | null): string {
  return share === null ? "–" : `${Math.round(share * 100)} %`;
}

/** Seconds as minutes and seconds: `3:05`. */
function length(seconds: number | null): string {
  if (seconds === null) return "–";
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
