import {
  isInBase,
  type ParetoReport,
  paretoReport,
  rankBase,
  type ValuedCustomer,
} from "@perennial/lifecycle";
import type { InsightReport, ReportContext } from "../context.ts";
import {
  bar,
  type Figure,
  figureLines,
  heading,
  indented,
  left,
  note,
  right,
} from "../output/lines.ts";
import { valueNote } from "../output/rule-words.ts";
import type { Speech } from "../output/speech.ts";

/** A tenth of the customers, from those worth most. */
interface Tenth {
  readonly tenth: number;
  readonly customers: number;
  readonly value: number;
  /** Of the whole value; none where that is not above 0. */
  readonly share: number | undefined;
}

/** How much of the value the best customers stand for, and who they are (M-14). */
export function makePareto(context: ReportContext): InsightReport {
  const { base, asOf, rules, settings, speech, progress } = context;
  progress.tell(() => `${asOf}: ranking the base`);
  const plan = { flows: rules.flows, valueClasses: rules.classes };
  const values = rankBase(base.histories(), plan, asOf)
    .filter(({ flow }) => isInBase(flow))
    .map(({ id, value }): ValuedCustomer => ({ id, value }));
  const report = paretoReport(values);
  const tenths = tenthsOf(values, report.totalValue);
  return {
    data: { ...report, tenths },
    lines: [
      "",
      ...note(valueNote(rules, speech)),
      ...heading(speech.say({ sv: "80/20", en: "80/20" })),
      ...(report.totalValue > 0 ? figureLines(figuresOf(report, speech)) : nothing(speech)),
      ...tenthLines(tenths, speech),
      ...topLines(report, settings.top, speech),
    ],
    rows: {
      columns: ["rank", "customer", "value", "cumulative_share"],
      rows: report.topCustomers.map(({ rank, id, value, cumulativeShare }) => [
        ...[String(rank), id, speech.major(value), cumulativeShare?.toFixed(6) ?? ""],
      ]),
    },
  };
}

function nothing(speech: Speech): readonly string[] {
  return note(
    speech.say({
      sv: "Kundbasen är sammanlagt inte värd något med den här värdegrunden, så inga andelar kan räknas.",
      en: "By this measure the base is worth nothing in all, so no shares can be reckoned.",
    }),
  );
}

function tenthsOf(values: readonly ValuedCustomer[], total: number): readonly Tenth[] {
  const sorted = values.map(({ value }) => value).sort((a, b) => b - a);
  return Array.from({ length: 10 }, (_, index) => {
    const part = sorted.slice(
      Math.floor((index * sorted.length) / 10),
      Math.floor(((index + 1) * sorted.length) / 10),
    );
    const value = part.reduce((sum, each) => sum + each, 0);
    const share = total > 0 ? value / total : undefined;
    return { tenth: index + 1, customers: part.length, value, share };
  }).filter(({ customers }) => customers > 0);
}

function figuresOf(report: ParetoReport, speech: Speech): readonly Figure[] {
  const { topShare, valueShare = 0, topCustomers, customersForFourFifths = 0, tiedBelow } = report;
  const percent = speech.percent(topShare, 0);
  const tied =
    tiedBelow === 0
      ? { sv: "", en: "" }
      : {
          sv: ` ${speech.count(tiedBelow)} till är värda lika mycket som den sista; bland dem avgör kundnumret.`,
          en: ` ${speech.count(tiedBelow)} more are worth as much as the last; among them the id decides.`,
        };
  return [
    {
      label: speech.say({
        sv: `De bästa ${percent} står för`,
        en: `The best ${percent} stand for`,
      }),
      value: speech.percent(valueShare),
      means: speech.say({
        sv: `${speech.count(topCustomers.length)} av ${speech.count(report.customers)} kunder är värda ${speech.money(report.topValue)} av ${speech.money(report.totalValue)}.${tied.sv}`,
        en: `${speech.count(topCustomers.length)} of ${speech.count(report.customers)} customers are worth ${speech.money(report.topValue)} of ${speech.money(report.totalValue)}.${tied.en}`,
      }),
    },
    {
      label: speech.say({ sv: "80 % av värdet kommer från", en: "80% of the value comes from" }),
      value: speech.percent(customersForFourFifths),
      means: speech.say({
        sv: "Den minsta andel kunder som tillsammans når fyra femtedelar av värdet.",
        en: "The smallest share of customers that together reach four fifths of the value.",
      }),
    },
  ];
}

function tenthLines(tenths: readonly Tenth[], speech: Speech): readonly string[] {
  let sum = 0;
  const rows = tenths.map(({ tenth, customers, value, share }) => {
    sum += share ?? 0;
    return [
      speech.count(tenth),
      speech.count(customers),
      speech.amount(value),
      speech.amount(value / customers),
      share === undefined ? "–" : speech.percent(share),
      share === undefined ? "–" : speech.percent(sum),
      bar(share ?? 0),
    ];
  });
  return [
    ...heading(
      speech.say({ sv: "Värdet per tiondel kunder", en: "Value by tenth of the customers" }),
    ),
    ...indented(
      [
        right(speech.say({ sv: "tiondel", en: "tenth" })),
        right(speech.say({ sv: "kunder", en: "customers" })),
        right(speech.say({ sv: `värde (${speech.currency})`, en: `value (${speech.currency})` })),
        right(speech.say({ sv: "per kund", en: "per customer" })),
        right(speech.say({ sv: "andel", en: "share" })),
        right(speech.say({ sv: "hittills", en: "so far" })),
        left(""),
      ],
      rows,
    ),
  ];
}

function topLines(report: ParetoReport, top: number, speech: Speech): readonly string[] {
  const shown = report.topCustomers.slice(0, top);
  if (shown.length === 0) return [];
  const rows = shown.map(({ rank, id, value, cumulativeShare }) => [
    ...[speech.count(rank), id, speech.amount(value)],
    cumulativeShare === undefined ? "–" : speech.percent(cumulativeShare, 2),
  ]);
  return [
    ...heading(speech.say({ sv: "De bästa kunderna", en: "The best customers" })),
    ...indented(
      [
        right(speech.say({ sv: "plats", en: "place" })),
        left(speech.say({ sv: "kund", en: "customer" })),
        right(speech.say({ sv: `värde (${speech.currency})`, en: `value (${speech.currency})` })),
        right(speech.say({ sv: "av värdet, hittills", en: "of the value, so far" })),
      ],
      rows,
    ),
  ];
}
