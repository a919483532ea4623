import { daysBetween, purchaseBook, type RfmScore, rfmScores } from "@perennial/lifecycle";
import type { InsightReport, ReportContext } from "../context.ts";
import { bar, heading, indented, left, note, right } from "../output/lines.ts";
import type { Speech } from "../output/speech.ts";
import { checkPeriod, startOfPeriods } from "../period.ts";

const PARTS = ["recency", "frequency", "monetary"] as const;
type Part = (typeof PARTS)[number];

/** One score of one part: whom it is given to. */
interface ScoreGroup {
  readonly part: Part;
  readonly score: number;
  readonly customers: number;
  readonly amount: number;
  readonly least: number;
  readonly most: number;
}

/** Recency, frequency and monetary value of each customer in fifths (product.md, must-have 24). */
export function makeRfm(context: ReportContext): InsightReport {
  const { base, asOf, settings, speech } = context;
  const { period, isPeriodGiven } = settings;
  if (isPeriodGiven) checkPeriod(base, asOf, period);
  const days = isPeriodGiven ? daysBetween(startOfPeriods(asOf, period, 1), asOf) + 1 : undefined;
  const scores = rfmScores(purchaseBook(base.rows(), { asOf }), days === undefined ? {} : { days });
  const groups = PARTS.flatMap((part) => groupsOf(scores, part));
  return {
    data: { customers: scores.length, ...(days !== undefined && { days }), groups, scores },
    lines: [
      "",
      ...note(introduction(days, speech)),
      ...PARTS.flatMap((part) => partLines(groups, part, { speech, of: scores.length })),
      ...gridLines(scores, speech),
      ...topLines(scores, settings.top, speech),
    ],
    rows: {
      columns: ["customer", "recency_days", "purchases", "amount", "r", "f", "m", "cell"],
      rows: scores.map((each) => [
        ...[each.customerId, String(each.recencyDays), String(each.purchases)],
        ...[speech.major(each.amount), String(each.recency), String(each.frequency)],
        ...[String(each.monetary), each.cell],
      ]),
    },
  };
}

function introduction(days: number | undefined, speech: Speech): string {
  const time =
    days === undefined
      ? { sv: "Alla köp räknas.", en: "All purchases count." }
      : {
          sv: `Köpen under ${speech.count(days)} dagar räknas.`,
          en: `The purchases of ${speech.count(days)} days count.`,
        };
  return speech.say({
    sv: `Varje kund får 1 till 5 för hur nyligen, hur ofta och för hur mycket den har köpt: 5 är den bästa femtedelen. Lika kunder får lika betyg, så när många är lika blir femtedelarna olika stora. ${time.sv}`,
    en: `Each customer scores 1 to 5 for how recently, how often and for how much it has bought: 5 is the best fifth. Customers alike score alike, so where many are alike the fifths differ in size. ${time.en}`,
  });
}

const FIGURE: Readonly<Record<Part, (score: RfmScore) => number>> = {
  recency: ({ recencyDays }) => recencyDays,
  frequency: ({ purchases }) => purchases,
  monetary: ({ amount }) => amount,
};

function groupsOf(scores: readonly RfmScore[], part: Part): readonly ScoreGroup[] {
  return [5, 4, 3, 2, 1].flatMap((score) => {
    const own = scores.filter((each) => each[part] === score);
    if (own.length === 0) return [];
    let [least, most, amount] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
    for (const each of own) {
      const figure = FIGURE[part](each);
      least = Math.min(least, figure);
      most = Math.max(most, figure);
      amount += each.amount;
    }
    return [{ part, score, customers: own.length, amount, least, most }];
  });
}

function partLines(
  groups: readonly ScoreGroup[],
  part: Part,
  { speech, of }: { readonly speech: Speech; readonly of: number },
): readonly string[] {
  const titles = {
    recency: {
      sv: "Hur nyligen (dagar sedan senaste köpet)",
      en: "Recency (days since the last purchase)",
    },
    frequency: { sv: "Hur ofta (antal köp)", en: "Frequency (purchases)" },
    monetary: { sv: `Hur mycket (${speech.currency})`, en: `Monetary value (${speech.currency})` },
  } as const;
  const total = groups
    .filter((group) => group.part === part)
    .reduce((sum, { amount }) => sum + amount, 0);
  const figure = (value: number) =>
    part === "monetary" ? speech.amount(value) : speech.count(value);
  const rows = groups
    .filter((group) => group.part === part)
    .map(({ score, customers, amount, least, most }) => [
      speech.count(score),
      least === most ? figure(least) : `${figure(least)} – ${figure(most)}`,
      ...[speech.count(customers), speech.percent(customers / of), bar(customers / of, 12)],
      ...[
        total > 0 ? speech.percent(amount / total) : "–",
        total > 0 ? bar(amount / total, 12) : "",
      ],
    ]);
  return [
    ...heading(speech.say(titles[part])),
    ...indented(
      [
        right(speech.say({ sv: "betyg", en: "score" })),
        right(speech.say({ sv: "från – till", en: "from – to" })),
        right(speech.say({ sv: "kunder", en: "customers" })),
        right(speech.say({ sv: "andel", en: "share" })),
        left("            "),
        right(speech.say({ sv: "av köpsumman", en: "of the amount" })),
        left(""),
      ],
      rows,
    ),
  ];
}

function gridLines(scores: readonly RfmScore[], speech: Speech): readonly string[] {
  const counts = new Map<string, number>();
  for (const { recency, frequency } of scores) {
    const key = `${recency}${frequency}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const five = [5, 4, 3, 2, 1];
  const used = five.filter((frequency) => scores.some((each) => each.frequency === frequency));
  const rows = five.map((recency) => {
    const own = used.map((frequency) => counts.get(`${recency}${frequency}`) ?? 0);
    const total = own.reduce((sum, each) => sum + each, 0);
    return [`R${recency}`, ...own.map((each) => speech.count(each)), speech.count(total)];
  });
  return [
    ...heading(
      speech.say({ sv: "Nyligen och ofta tillsammans", en: "Recency and frequency together" }),
    ),
    ...note(
      speech.say({
        sv: "Antal kunder. Uppe till vänster är de trogna; nere till vänster de som köpte ofta och har slutat.",
        en: "Customers. At the upper left are the loyal; at the lower left those who bought often and have stopped.",
      }),
    ),
    ...indented(
      [
        left(""),
        ...used.map((frequency) => right(`F${frequency}`)),
        right(speech.say({ sv: "summa", en: "total" })),
      ],
      rows,
    ),
  ];
}

/** Who bought often and for much and has stopped: the ones to call first. */
function topLines(scores: readonly RfmScore[], top: number, speech: Speech): readonly string[] {
  const fading = scores
    .filter(({ recency, frequency, monetary }) => recency <= 2 && frequency >= 4 && monetary >= 4)
    .sort((a, b) => b.amount - a.amount || (a.customerId < b.customerId ? -1 : 1));
  const rows = fading
    .slice(0, top)
    .map((each) => [
      ...[each.customerId, each.cell, speech.count(each.recencyDays)],
      ...[speech.count(each.purchases), speech.amount(each.amount)],
    ]);
  if (rows.length === 0) return [];
  return [
    ...heading(
      speech.say({
        sv: `Bra kunder som tystnat (${speech.count(fading.length)})`,
        en: `Good customers gone quiet (${speech.count(fading.length)})`,
      }),
    ),
    ...note(
      speech.say({
        sv: "Minst 4 för hur ofta och hur mycket, högst 2 för hur nyligen; de som köpt för mest först.",
        en: "At least 4 for frequency and monetary value, at most 2 for recency; those who bought for most first.",
      }),
    ),
    ...indented(
      [
        left(speech.say({ sv: "kund", en: "customer" })),
        left("RFM"),
        right(speech.say({ sv: "dagar sedan", en: "days since" })),
        right(speech.say({ sv: "köp", en: "purchases" })),
        right(speech.say({ sv: `summa (${speech.currency})`, en: `amount (${speech.currency})` })),
      ],
      rows,
    ),
  ];
}
