import { VALUE_CLASSES } from "@perennial/contract";
import {
  cellOf,
  type MatrixCell,
  type RankedCustomer,
  rankBase,
  type ValueClass,
} from "@perennial/lifecycle";
import type { InsightReport, ReportContext } from "../context.ts";
import { bar, heading, indented, left, note, right } from "../output/lines.ts";
import { CLASS_WORDS, classNote, STRATEGY_WORDS, valueNote } from "../output/rule-words.ts";
import type { Speech } from "../output/speech.ts";
import { segmentsOf } from "../segments.ts";

interface Cell {
  readonly valueClass: ValueClass;
  /** Missing for customers without one. */
  readonly segment?: string;
  readonly customers: number;
  /** In minor units. */
  readonly value: number;
  readonly plan?: MatrixCell;
}

/** The customer matrix of value class and segment, with what the plan means for each cell (M-07, M-08). */
export function makeMatrix(context: ReportContext): InsightReport {
  const { base, plan, asOf, rules, speech, progress } = context;
  progress.tell(() => `${asOf}: ranking the base`);
  const ranked = rankBase(
    base.histories(),
    { flows: rules.flows, valueClasses: rules.classes },
    asOf,
  );
  const segments = segmentsOf(context, ranked);
  const cells = countCells(ranked, segments, context);
  const inBase = ranked.filter(({ valueClass }) => valueClass !== undefined);
  const names = [...new Set(cells.map(({ segment }) => segment))].sort();
  const nameOf = (id: string | undefined) => segmentName(id, context);
  return {
    data: { customers: inBase.length, lost: ranked.length - inBase.length, cells },
    lines: [
      ...classLines(cells, context, inBase.length),
      ...(names.length > 1 || names[0] !== undefined
        ? crossLines(cells, { names, nameOf }, speech)
        : noSegmentNote(speech)),
      ...(plan?.matrix ? planLines(cells, nameOf, speech) : []),
    ],
    rows: {
      columns: ["customer", "flow", "band", "value_class", "segment", "value"],
      rows: ranked.map((each) => [
        ...[each.id, each.flow, each.band ?? "", each.valueClass ?? ""],
        ...[segments.get(each.id) ?? "", speech.major(each.value)],
      ]),
    },
  };
}

function countCells(
  ranked: readonly RankedCustomer[],
  segments: ReadonlyMap<string, string>,
  { plan }: ReportContext,
): readonly Cell[] {
  const cells = new Map<string, Cell>();
  for (const { id, valueClass, value } of ranked) {
    if (valueClass === undefined) continue;
    const segment = segments.get(id);
    const key = `${valueClass} ${segment ?? ""}`;
    const known = cells.get(key);
    const meant = plan?.matrix && cellOf(plan.matrix, valueClass, segment);
    cells.set(key, {
      valueClass,
      ...(segment !== undefined && { segment }),
      customers: (known?.customers ?? 0) + 1,
      value: (known?.value ?? 0) + value,
      ...(meant && { plan: meant }),
    });
  }
  const rank = ({ valueClass }: Cell) => VALUE_CLASSES.indexOf(valueClass);
  return [...cells.values()].sort(
    (a, b) => rank(a) - rank(b) || (a.segment ?? "").localeCompare(b.segment ?? "", "en"),
  );
}

function segmentName(id: string | undefined, { plan, speech }: ReportContext): string {
  if (id === undefined) return speech.say({ sv: "(inget)", en: "(none)" });
  const rule = plan?.segments.find((segment) => segment.id === id);
  return rule === undefined ? id : speech.say(rule.name);
}

function classLines(
  cells: readonly Cell[],
  { rules, speech }: ReportContext,
  customers: number,
): readonly string[] {
  const total = cells.reduce((sum, { value }) => sum + value, 0);
  const rows = VALUE_CLASSES.map((valueClass) => {
    const own = cells.filter((cell) => cell.valueClass === valueClass);
    const number = own.reduce((sum, cell) => sum + cell.customers, 0);
    const value = own.reduce((sum, cell) => sum + cell.value, 0);
    const share = total > 0 ? value / total : 0;
    return [
      speech.say(CLASS_WORDS[valueClass]),
      ...[speech.count(number), customers > 0 ? speech.percent(number / customers) : ""],
      ...[speech.amount(value), number > 0 ? speech.amount(value / number) : "–"],
      ...[speech.percent(share), bar(share)],
    ];
  });
  return [
    ...heading(speech.say({ sv: "Värdeklasser", en: "Value classes" })),
    ...note(`${valueNote(rules, speech)} ${classNote(rules, speech)}`),
    ...indented(
      [
        left(speech.say({ sv: "klass", en: "class" })),
        right(speech.say({ sv: "kunder", en: "customers" })),
        right(speech.say({ sv: "andel", en: "share" })),
        right(speech.say({ sv: `värde (${speech.currency})`, en: `value (${speech.currency})` })),
        right(speech.say({ sv: "per kund", en: "per customer" })),
        right(speech.say({ sv: "av värdet", en: "of the value" })),
        left(""),
      ],
      rows,
    ),
  ];
}

interface Segments {
  readonly names: readonly (string | undefined)[];
  readonly nameOf: (id: string | undefined) => string;
}

function crossLines(
  cells: readonly Cell[],
  { names, nameOf }: Segments,
  speech: Speech,
): readonly string[] {
  const rows = names.map((segment) => {
    const own = cells.filter((cell) => cell.segment === segment);
    const customers = own.reduce((sum, cell) => sum + cell.customers, 0);
    const value = own.reduce((sum, cell) => sum + cell.value, 0);
    const counts = VALUE_CLASSES.map((valueClass) => {
      const cell = own.find((each) => each.valueClass === valueClass);
      return speech.count(cell?.customers ?? 0);
    });
    const gold = own.find(({ valueClass }) => valueClass === "gold")?.customers ?? 0;
    const share = customers === 0 ? 0 : gold / customers;
    return [
      ...[nameOf(segment), ...counts, speech.count(customers), speech.amount(value)],
      ...[speech.percent(share), bar(share, 12)],
    ];
  });
  return [
    ...heading(
      speech.say({ sv: "Kundmatris: segment och klass", en: "Customer matrix: segment and class" }),
    ),
    ...note(
      speech.say({
        sv: "Antal kunder i varje ruta, segmentets värde, och hur stor del av segmentet som är guld.",
        en: "Customers in each cell, what the segment is worth, and what share of the segment is gold.",
      }),
    ),
    ...indented(
      [
        left(speech.say({ sv: "segment", en: "segment" })),
        ...VALUE_CLASSES.map((valueClass) =>
          right(speech.say(CLASS_WORDS[valueClass]).toLowerCase()),
        ),
        right(speech.say({ sv: "kunder", en: "customers" })),
        right(speech.say({ sv: `värde (${speech.currency})`, en: `value (${speech.currency})` })),
        right(speech.say({ sv: "guld", en: "gold" })),
        left(""),
      ],
      rows,
    ),
  ];
}

function noSegmentNote(speech: Speech): readonly string[] {
  return [
    "",
    ...note(
      speech.say({
        sv: "Kunderna har inga segment. Skriv dem i en plan och ge den med --plan, eller läs in fältet segment med kunderna.",
        en: "The customers have no segments. Write some in a plan and give it with --plan, or read the field segment with the customers.",
      }),
    ),
  ];
}

function planLines(
  cells: readonly Cell[],
  nameOf: Segments["nameOf"],
  speech: Speech,
): readonly string[] {
  const rows = cells.map(({ valueClass, segment, customers, value, plan }) => [
    `${speech.say(CLASS_WORDS[valueClass])} / ${nameOf(segment)}`,
    ...[speech.count(customers), speech.amount(value / customers)],
    plan
      ? speech.say(STRATEGY_WORDS[plan.strategy])
      : speech.say({ sv: "(tom ruta)", en: "(empty cell)" }),
    ...[plan?.program ?? "–", plan?.serviceLevel ?? "–"],
  ]);
  return [
    ...heading(
      speech.say({ sv: "Vad planen säger om varje ruta", en: "What the plan means for each cell" }),
    ),
    ...indented(
      [
        left(speech.say({ sv: "ruta", en: "cell" })),
        right(speech.say({ sv: "kunder", en: "customers" })),
        right(speech.say({ sv: "värde per kund", en: "value per customer" })),
        left(speech.say({ sv: "strategi", en: "strategy" })),
        left(speech.say({ sv: "program", en: "program" })),
        left(speech.say({ sv: "servicenivå", en: "service level" })),
      ],
      rows,
    ),
  ];
}
