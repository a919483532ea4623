import type { AcquisitionTest, ValueReport } from "@perennial/lifecycle";
import type { ReportContext } from "../context.ts";
import { type Figure, figureLines, heading, note } from "./lines.ts";
import type { Speech } from "./speech.ts";

/** How frequency, average purchase and duration make the value of a customer and of the base (D-01 to D-03). */
export function lifetimeLines(report: ValueReport, { speech }: ReportContext): readonly string[] {
  const { factors, value, statement } = report;
  const pace = paceFigures(report, speech);
  if (pace.length === 0) return [];
  const title = heading(speech.say({ sv: "Livstidsvärde", en: "Lifetime value" }));
  if (factors && value) {
    return [...title, ...figureLines([...pace, ...lifetimeFigures(factors, value, speech)])];
  }
  const nobodyLost = report.historyReaches && statement.lost === 0;
  const reason = speech.say({
    sv: "Ingen gick förlorad i perioden, så durationen och livstidsvärdet går inte att räkna fram.",
    en: "Nobody was lost in the period, so duration and lifetime value cannot be reckoned.",
  });
  return [...title, ...figureLines(pace), ...(nobodyLost ? note(reason) : [])];
}

function paceFigures(
  { purchasesPerYear, averagePurchase }: ValueReport,
  speech: Speech,
): readonly Figure[] {
  if (purchasesPerYear === undefined || averagePurchase === undefined) return [];
  return [
    {
      label: speech.say({ sv: "Köpfrekvens", en: "Purchases per year" }),
      value: speech.decimal(purchasesPerYear),
      means: speech.say({
        sv: "Köp per kund och år: köp i perioden delat med dem som köpte, omräknat till ett år. Köp samma dag är ett köp.",
        en: "Per customer: purchases in the period divided by those who bought, scaled to a year. Those of one day are one.",
      }),
    },
    {
      label: speech.say({ sv: "× Genomsnittligt köp", en: "× Average purchase" }),
      value: speech.exactMoney(averagePurchase),
      means: speech.say({
        sv: "Det som köptes för i perioden, minus returer, delat med antalet köp.",
        en: "What was bought for in the period, less returns, divided by the purchases.",
      }),
    },
    {
      label: speech.say({ sv: "= Årsintäkt per kund", en: "= Yearly revenue per customer" }),
      value: speech.exactMoney(purchasesPerYear * averagePurchase),
      means: speech.say({
        sv: "Köpfrekvens × genomsnittligt köp.",
        en: "Purchases per year × average purchase.",
      }),
    },
  ];
}

function lifetimeFigures(
  factors: NonNullable<ValueReport["factors"]>,
  value: NonNullable<ValueReport["value"]>,
  speech: Speech,
): readonly Figure[] {
  return [
    {
      label: speech.say({ sv: "× Duration", en: "× Duration" }),
      value: speech.years(factors.durationYears),
      means: speech.say({ sv: "Se ovan.", en: "See above." }),
    },
    {
      label: speech.say({ sv: "= Livstidsintäkt per kund", en: "= Lifetime value per customer" }),
      value: speech.money(value.lifetimeValue),
      means: speech.say({
        sv: "Vad en kund köper för så länge den stannar, inte diskonterat och utan avdrag för kostnader.",
        en: "What a customer buys for as long as it stays, not discounted and before costs.",
      }),
    },
    {
      label: speech.say({ sv: "× Kunder", en: "× Customers" }),
      value: speech.count(factors.customers),
      means: speech.say({
        sv: "Kunder vid periodens slut.",
        en: "Customers at the end of the period.",
      }),
    },
    {
      label: speech.say({ sv: "= Kundbasens värde", en: "= Value of the customer base" }),
      value: speech.money(value.portfolioValue),
      means: speech.say({
        sv: "Livstidsintäkt per kund × antalet kunder.",
        en: "Lifetime value per customer × customers.",
      }),
    },
  ];
}

/** Whether a customer is worth what it costs to acquire (D-08). */
export function acquisitionLines(
  { discountedValue, netPresentValue, worthwhile }: AcquisitionTest,
  { speech, settings }: ReportContext,
): readonly string[] {
  const { yearlyDiscount, margin, acquisitionCost = 0 } = settings;
  const rate = speech.percent(yearlyDiscount);
  const share = speech.percent(margin, 0);
  const figures: Figure[] = [
    {
      label: speech.say({ sv: "Diskonterad livstidsintäkt", en: "Discounted lifetime value" }),
      value: speech.money(discountedValue),
      means: speech.say({
        sv: `${margin === 1 ? "Årsintäkten" : `${share} av årsintäkten`} under durationen, till dagens värde med ${rate} ränta per år.`,
        en: `${margin === 1 ? "The yearly revenue" : `${share} of the yearly revenue`} through the duration, at what it is worth today with ${rate} a year.`,
      }),
    },
    {
      label: speech.say({
        sv: "− Kostnad att skaffa en kund",
        en: "− Cost of acquiring a customer",
      }),
      value: speech.money(acquisitionCost),
      means: speech.say({ sv: "Angiven.", en: "As given." }),
    },
    {
      label: speech.say({ sv: "= Nuvärde (NPV)", en: "= Net present value" }),
      value: speech.money(netPresentValue),
      means: worthwhile
        ? speech.say({ sv: "Minst noll: det lönar sig.", en: "At least zero: it pays." })
        : speech.say({ sv: "Under noll: det lönar sig inte.", en: "Below zero: it does not pay." }),
    },
  ];
  return [
    ...heading(
      speech.say({
        sv: "Lönar det sig att skaffa en kund?",
        en: "Does it pay to acquire a customer?",
      }),
    ),
    ...figureLines(figures),
  ];
}
