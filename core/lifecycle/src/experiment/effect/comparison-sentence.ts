import type { Locale } from "@perennial/contract";
import { LEAST_CUSTOMERS } from "./compare-groups.ts";
import type { Comparison, Finding, Shortage } from "./comparison.ts";
import {
  type FigurePlace,
  type FigureWriter,
  figureWriter,
  signedPercent,
  whole,
} from "./figure-words.ts";

/** What the two groups of a comparison are called: those who got something, and those it is compared with. */
export interface ArmWords {
  readonly treated: string;
  readonly other: string;
}

/** A comparison in sentences: the figures, the difference with its interval, and what can be said of it. */
export function comparisonSentences(
  comparison: Comparison,
  place: FigurePlace,
  arms: ArmWords,
): readonly string[] {
  const { locale } = place;
  const write = figureWriter(comparison.measure, place);
  const { finding } = comparison;
  if (finding === "nobody-held-out") return [NOBODY[locale]];
  return [
    ...figures(comparison, { write, locale, arms }),
    ...(finding === "too-few" ? [tooFew(locale)] : [VERDICTS[finding][locale]]),
    ...(finding === "not-enough-data" || finding === "too-few"
      ? shortages(comparison, write, locale)
      : []),
  ];
}

const NOBODY = {
  sv: "Ingen står utanför, så effekten går inte att mäta. Sätt en kontrollgrupp (holdout).",
  en: "Nobody is held out, so the effect cannot be measured. Set a control group (holdout).",
} as const;

const VERDICTS: Readonly<
  Record<Exclude<Finding, "too-few" | "nobody-held-out">, Record<Locale, string>>
> = {
  higher: { sv: "Skillnaden är säkerställd: högre.", en: "The difference is established: higher." },
  lower: { sv: "Skillnaden är säkerställd: lägre.", en: "The difference is established: lower." },
  "not-enough-data": {
    sv: "Det finns ännu inte tillräckligt med data för att säga om det är någon skillnad.",
    en: "There is not enough data yet to say whether there is a difference.",
  },
};

function tooFew(locale: Locale): string {
  return locale === "sv"
    ? `Det finns ännu inte tillräckligt med data: det behövs minst ${LEAST_CUSTOMERS} kunder i varje grupp.`
    : `There is not enough data yet: it takes at least ${LEAST_CUSTOMERS} customers in each group.`;
}

function figures(
  { treated, heldOut, difference, relative }: Comparison,
  {
    write,
    locale,
    arms,
  }: { readonly write: FigureWriter; readonly locale: Locale; readonly arms: ArmWords },
): readonly string[] {
  if (treated === undefined || heldOut === undefined) return [];
  const sv = locale === "sv";
  const both = `${write.figure(treated)} ${arms.treated} ${sv ? "mot" : "against"} ${write.figure(heldOut)} ${arms.other}`;
  if (!difference) return [`${both}.`];
  const { value, low, high } = difference;
  const bounds = `${sv ? "intervall" : "interval"} ${write.bound(low)} ${sv ? "till" : "to"} ${write.bound(high)}`;
  const change = relative === undefined ? "" : `, ${signedPercent(relative, locale)}`;
  return [
    `${both}.`,
    `${sv ? "Skillnad" : "Difference"} ${write.difference(value)}${change} (${bounds}).`,
  ];
}

function shortages(
  { forSeen, forWished }: Comparison,
  write: FigureWriter,
  locale: Locale,
): readonly string[] {
  const sv = locale === "sv";
  const seen =
    forSeen && forSeen.more > 0
      ? [
          sv
            ? `Är skillnaden så stor som den ser ut behövs ungefär ${more(forSeen, locale)} för att säkerställa den.`
            : `If the difference is as large as it looks, it takes about ${more(forSeen, locale)} to establish it.`,
        ]
      : [];
  return [...seen, ...wished(forWished, write, locale)];
}

function wished(
  shortage: Shortage | undefined,
  write: FigureWriter,
  locale: Locale,
): readonly string[] {
  if (!shortage) return [];
  const size = write.difference(shortage.difference);
  if (locale === "sv") {
    return shortage.more > 0
      ? [`En skillnad på ${size} kräver ungefär ${more(shortage, locale)}.`]
      : [`En skillnad på ${size} hade synts fyra gånger av fem med så här många kunder.`];
  }
  return shortage.more > 0
    ? [`A difference of ${size} takes about ${more(shortage, locale)}.`]
    : [`A difference of ${size} would have shown four times of five with this many customers.`];
}

/** `3 200 kunder till, ungefär 14 veckor i samma takt` */
function more({ more: customers, weeks }: Shortage, locale: Locale): string {
  const many = whole(customers, locale);
  if (locale === "sv") {
    const pace =
      weeks === undefined
        ? ""
        : ` (${whole(weeks, "sv")} ${weeks === 1 ? "vecka" : "veckor"} i samma takt)`;
    return `${many} ${customers === 1 ? "kund" : "kunder"} till${pace}`;
  }
  const pace =
    weeks === undefined
      ? ""
      : ` (${whole(weeks, "en")} ${weeks === 1 ? "week" : "weeks"} at this pace)`;
  return `${many} more ${customers === 1 ? "customer" : "customers"}${pace}`;
}
