import {
  type ContractValue,
  contractValue,
  durationParts,
  isRefusal,
  type RetentionPoint,
  refusalSentence,
  retentionCurve,
  type Tenure,
  tenuresOf,
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
import type { Speech } from "../output/speech.ts";

/** What agreements are worth as long as they can be expected to renew (D-02, D-08). */
export function contractReport(context: ReportContext): InsightReport {
  const { asOf, settings, speech } = context;
  const tenures = knownTenures(context);
  const { tenure: period, recordsFrom, yearlyDiscount, margin, horizon } = settings;
  const horizonYears = horizon === undefined ? undefined : yearsOf(horizon);
  const options = {
    ...{ asOf, period, yearlyDiscount, margin },
    ...(recordsFrom !== undefined && { recordsFrom }),
    ...(horizonYears !== undefined && { horizonYears }),
  };
  const title = heading(speech.say({ sv: "Avtalens värde", en: "Value of the agreements" }));
  const counts = countLines(tenures, speech);
  const value = contractValue(tenures, options);
  if (isRefusal(value)) {
    const sentence = refusalSentence(value, speech.locale);
    const points = retentionCurve(tenures, options);
    const curve = points.length > 0 ? curveLines(points, period, speech) : [];
    return {
      data: { ...value, sentence },
      lines: [...title, ...counts, ...curve, "", ...note(sentence)],
    };
  }
  const { customers, ...data } = value;
  return {
    data: { ...data, customers },
    lines: [
      ...title,
      ...counts,
      ...endingsNote(tenures, context),
      "",
      ...figureLines(figuresOf(value, context)),
      ...curveLines(value.curve, period, speech),
    ],
    rows: {
      columns: [
        "customer",
        "since",
        "tenure",
        "renewal_probability",
        "expected_renewals",
        "yearly_value",
        "discounted_value",
      ],
      rows: customers.map((each) => [
        ...[each.customerId, each.start, String(each.tenure), each.renewal.toFixed(4)],
        ...[each.discountedRenewals.toFixed(3), speech.major(each.yearlyValue)],
        speech.major(each.discountedValue),
      ]),
    },
  };
}

/**
 * Tenures of the agreements. A system of record often holds the term that runs now alone: a customer that is known to
 * have come earlier has been one since then.
 */
function knownTenures({ base, asOf }: ReportContext): readonly Tenure[] {
  const { agreements, zone, currency, records } = base.parts;
  const own = agreements.map(({ yearlyValue, ...agreement }) => ({
    ...agreement,
    ...(agreement.currency === currency && yearlyValue !== undefined && { yearlyValue }),
  }));
  let before: string | undefined;
  return tenuresOf(own, { asOf, zone }).map((tenure) => {
    const isFirst = tenure.customerId !== before;
    before = tenure.customerId;
    const since = records.get(tenure.customerId)?.customerSince;
    return isFirst && since !== undefined && since < tenure.start
      ? { ...tenure, start: since }
      : tenure;
  });
}

function yearsOf(horizon: string): number {
  const { months, days } = durationParts(horizon);
  return months / 12 + days / 365.25;
}

function countLines(tenures: readonly Tenure[], speech: Speech): readonly string[] {
  const running = tenures.filter(({ end }) => end === undefined);
  const customers = speech.count(new Set(running.map(({ customerId }) => customerId)).size);
  const ended = speech.count(tenures.length - running.length);
  const yearly = speech.money(running.reduce((sum, each) => sum + each.yearlyValue, 0));
  return note(
    speech.say({
      sv: `${customers} kunder har avtal som löper, värda ${yearly} per år. ${ended} avtalstider har tagit slut. En kund räknas från sitt första avtal, eller från "kund sedan" om det är tidigare.`,
      en: `${customers} customers have agreements that run, worth ${yearly} a year. ${ended} tenures have ended. A customer is counted from its first agreement, or from "customer since" where that is earlier.`,
    }),
  );
}

function figuresOf(
  { fit, customers, totalValue, horizonYears, yearlyDiscount, margin }: ContractValue,
  { speech, settings }: ReportContext,
): readonly Figure[] {
  const { churn, spread, quality } = fit;
  const firstPeriod =
    settings.tenure === "year"
      ? { sv: "Förlorade första året", en: "Lost in the first year" }
      : { sv: "Förlorade första månaden", en: "Lost in the first month" };
  const rate = speech.percent(yearlyDiscount);
  const share = speech.percent(margin, 0);
  const ahead =
    horizonYears === undefined
      ? { sv: "alla kommande förnyelser", en: "all renewals to come" }
      : {
          sv: `förnyelser under ${speech.years(horizonYears)}`,
          en: `renewals within ${speech.years(horizonYears)}`,
        };
  const average = customers.length === 0 ? 0 : totalValue / customers.length;
  return [
    {
      label: speech.say({ sv: "Avtalens livstidsvärde", en: "Lifetime value of the agreements" }),
      value: speech.money(totalValue),
      means: speech.say({
        sv: `${margin === 1 ? "Det" : `${share} av det`} årliga värdet av ${ahead.sv}, gånger sannolikheten för dem, till dagens värde med ${rate} ränta per år.`,
        en: `${margin === 1 ? "The" : `${share} of the`} yearly value of ${ahead.en}, times how likely they are, at what it is worth today with ${rate} a year.`,
      }),
    },
    {
      label: speech.say({ sv: "Per kund", en: "Per customer" }),
      value: speech.money(average),
      means: speech.say({
        sv: `Delat med de ${speech.count(customers.length)} avtalstider som löper.`,
        en: `Divided by the ${speech.count(customers.length)} tenures that run.`,
      }),
    },
    {
      label: speech.say(firstPeriod),
      value: speech.percent(churn.value),
      means: speech.say({
        sv: `Andel som lämnar, enligt modellen; 95 % säkert mellan ${speech.percent(churn.low)} och ${speech.percent(churn.high)}.`,
        en: `The share that leaves, by the model; 95% sure to be between ${speech.percent(churn.low)} and ${speech.percent(churn.high)}.`,
      }),
    },
    {
      label: speech.say({ sv: "Olika kunder", en: "Unlike customers" }),
      value: spread === undefined ? "0" : speech.figures(spread.value, 3),
      means: speech.say({
        sv: `Hur olika benägna kunderna är att lämna; 0 är lika. Ju större, desto mer stiger förnyelsen med tiden som kund. Modell: shifted beta-geometric${greek(fit, speech)}, log-likelihood ${speech.decimal(quality.logLikelihood, 1)}, ${quality.agreeing} av ${quality.starts} starter ense.`,
        en: `How unlike customers are in leaving; 0 is alike. The larger, the more renewal rises with time as a customer. Model: shifted beta-geometric${greek(fit, speech)}, log-likelihood ${speech.decimal(quality.logLikelihood, 1)}, ${quality.agreeing} of ${quality.starts} starts agree.`,
      }),
    },
  ];
}

function greek({ alpha, beta }: ContractValue["fit"], speech: Speech): string {
  if (alpha === undefined || beta === undefined) return "";
  return ` (α ${speech.figures(alpha, 3)}, β ${speech.figures(beta, 3)})`;
}

/** The first year of months one by one, then each year's last. */
function isShown(period: number, last: number): boolean {
  return period <= 12 || period % 12 === 0 || period === last;
}

function curveLines(
  points: readonly (RetentionPoint & { readonly modelRetention?: number })[],
  unit: "month" | "year",
  speech: Speech,
): readonly string[] {
  const last = points.at(-1)?.period ?? 0;
  const shown = points.filter(({ period }) => isShown(period, last));
  const columns = [
    right(speech.say(unit === "year" ? { sv: "år", en: "year" } : { sv: "månad", en: "month" })),
    right(speech.say({ sv: "började", en: "began" })),
    right(speech.say({ sv: "lämnade", en: "left" })),
    right(speech.say({ sv: "stannade", en: "stayed" })),
    right(speech.say({ sv: "modell", en: "model" })),
    right(speech.say({ sv: "kvar av alla", en: "still there" })),
    left(""),
  ];
  const rows = shown.map((point) => [
    ...[speech.count(point.period), speech.count(point.atRisk), speech.count(point.lost)],
    speech.percent(point.retention),
    point.modelRetention === undefined ? "" : speech.percent(point.modelRetention),
    ...[speech.percent(point.survival), bar(point.survival)],
  ]);
  return [
    ...heading(speech.say({ sv: "Hur länge kunder stannar", en: "How long customers stay" })),
    ...note(
      speech.say({
        sv: "Av dem som började en viss period som kund: hur många lämnade i den, hur stor andel stannade, och hur stor andel av alla som är kvar efter den.",
        en: "Of those who began a period as a customer: how many left in it, what share stayed, and what share of all is still there after it.",
      }),
    ),
    ...indented(columns, rows),
  ];
}

/** Ends that all lie close together show that those of before have been taken out of the records. */
function endingsNote(
  tenures: readonly Tenure[],
  { asOf, settings, speech }: ReportContext,
): readonly string[] {
  const ends = tenures.flatMap(({ end }) => end ?? []).sort();
  const [first, last] = [ends[0], ends.at(-1)];
  const start = tenures.reduce((min, each) => (each.start < min ? each.start : min), asOf);
  if (settings.recordsFrom !== undefined || first === undefined || last === undefined) return [];
  if (daysFrom(start, asOf) < 4 * Math.max(daysFrom(first, asOf), 1)) return [];
  const times =
    first === last
      ? { sv: `den ${first}`, en: `on ${first}` }
      : { sv: `mellan ${first} och ${last}`, en: `between ${first} and ${last}` };
  return [
    "",
    ...note(
      speech.say({
        sv: `Obs! Alla avtalstider som har tagit slut gjorde det ${times.sv}, fast kunder finns sedan ${start}. Saknas de som lämnade tidigare i uppgifterna, så ange från vilken dag alla finns med, med --records-from.`,
        en: `Note: all tenures that have ended did so ${times.en}, though there are customers since ${start}. If those who left earlier are not in the records, say from which day everybody is in them with --records-from.`,
      }),
    ),
  ];
}

function daysFrom(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000;
}
