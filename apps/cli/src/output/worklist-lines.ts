import type { CriterionGapView, VisitEffectView, WorklistLineView } from "@perennial/api";
import type { Locale } from "@perennial/contract";
import { count } from "./numbers.ts";
import { table } from "./table.ts";

const WORDS = {
  sv: {
    ...{ score: "Poäng", name: "Företag", district: "Distrikt", owner: "Ansvarig" },
    nobody: "Inget företag uppfyller något kriterium här.",
    more: "Det finns fler. Visa dem med --limit.",
    ...{ days: "Besök", visits: "Antal", orders: "Order", enquiries: "Förfrågningar" },
    zeroVisits: "Utan resultat",
    looked: (customers: string) => `Så mycket är ifyllt, av ${customers} kunder som har setts på:`,
  },
  en: {
    ...{ score: "Score", name: "Company", district: "District", owner: "Owner" },
    nobody: "No company meets a criterion here.",
    more: "There are more. Show them with --limit.",
    ...{ days: "Visits", visits: "Number", orders: "Orders", enquiries: "Enquiries" },
    zeroVisits: "Led to nothing",
    looked: (customers: string) => `How much is filled in, of ${customers} customers looked at:`,
  },
} as const;

/** The worklist as lines of text: a table, and below it why to visit each now and what to bring. */
export function worklistLines(
  { items, next }: { readonly items: readonly WorklistLineView[]; readonly next: string | null },
  locale: Locale,
): readonly string[] {
  const words = WORDS[locale];
  if (items.length === 0) return [words.nobody];
  const rows = items.map(({ score, name, district, owner }) => [
    ...[points(score, locale), name, district ?? "–", owner ?? "–"],
  ]);
  const { score, name, district, owner } = words;
  const titles = [name, district, owner].map((title) => ({ title }));
  return [
    ...table([{ title: score, align: "right" }, ...titles], rows),
    "",
    ...items.map((line) => `${line.whyNow[locale]} ${line.bring[locale]}`),
    ...(next === null ? [] : ["", words.more]),
  ];
}

/** A score as people read it: criteria may weigh half a point. */
export function points(score: number, locale: Locale): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(score);
}

/** What data the criteria lack, as lines of text. */
export function gapLines(
  { items, looked }: { readonly items: readonly CriterionGapView[]; readonly looked: number },
  locale: Locale,
): readonly string[] {
  const told = items.map(({ sentence }) => sentence[locale]);
  return [WORDS[locale].looked(count(looked, locale)), "", ...told];
}

/** What visits led to before a day and after it, as lines of text. */
export function effectLines(
  { before, after, sentence }: VisitEffectView,
  locale: Locale,
): readonly string[] {
  const { days, visits, orders, enquiries, zeroVisits } = WORDS[locale];
  const rows = [before, after].map((period) => [
    `${period.from} – ${period.to}`,
    ...[period.visits, period.orders, period.enquiries, period.zeroVisits].map((each) =>
      count(each, locale),
    ),
  ]);
  const titles = [visits, orders, enquiries, zeroVisits];
  const columns = titles.map((title) => ({ title, align: "right" as const }));
  return [...table([{ title: days }, ...columns], rows), "", sentence[locale]];
}
