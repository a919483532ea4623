import type { CriterionGapView, WorklistLineView } from "@perennial/api";
import type { Locale } from "@perennial/contract";
import { count } from "./numbers.ts";
import { table } from "./table.ts";

const WORDS = {
  sv: {
    ...{ score: "Poäng", name: "Företag", district: "Distrikt", owner: "Ansvarig" },
    nobody: "Inget företag uppfyller något kriterium här.",
    more: "Det finns fler. Visa dem med --limit.",
    looked: (customers: string) => `Så mycket är ifyllt, av ${customers} kunder som har setts på:`,
  },
  en: {
    ...{ score: "Score", name: "Company", district: "District", owner: "Owner" },
    nobody: "No company meets a criterion here.",
    more: "There are more. Show them with --limit.",
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
