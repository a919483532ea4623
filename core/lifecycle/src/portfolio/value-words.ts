import type { Currency, LocalDate, Locale } from "@perennial/contract";
import { moneyWriter } from "../condition/language.ts";
import { counted, datePhrase } from "../policy/phrases.ts";
import { addDays } from "../schedule/date.ts";
import type { CustomerHistory } from "./customer-history.ts";
import { customerValue, windowAfter } from "./customer-value.ts";
import { runsOn } from "./dated-agreement.ts";
import type { ValueClassRules } from "./value-class-rules.ts";

/** How a customer's value came about (M-07). */
export interface ValueExplanation {
  /** What was counted, over which days, and what it came to. */
  readonly sentence: string;
  /** The largest parts of it, and how many more there were. */
  readonly lines: readonly string[];
}

/** In which language and currency a value is told. */
export interface ValueSpeech {
  readonly locale: Locale;
  readonly currency: Currency;
}

interface Part {
  readonly on: LocalDate;
  readonly amount: number;
  readonly words: string;
}

/** More parts than anybody adds up by hand. */
const MOST_LINES = 12;

const MONEY = { sv: moneyWriter("sv-SE"), en: moneyWriter("en-GB") };

/** Tells how what a customer is worth on a day was reckoned: the same sum as `customerValue`, part by part. */
export function explainValue(
  history: Pick<CustomerHistory, "purchases" | "agreements">,
  { rules, day }: { readonly rules: ValueClassRules; readonly day: LocalDate },
  speech: ValueSpeech,
): ValueExplanation {
  const parts =
    rules.by === "agreements"
      ? running(history, day, speech)
      : bought(history, { rules, day }, speech);
  const sum = moneyPhrase(customerValue(history, rules, day), speech);
  const largest = [...parts]
    .sort((a, b) => Math.abs(b.amount) - Math.abs(a.amount))
    .slice(0, MOST_LINES)
    .sort((a, b) => (a.on < b.on ? 1 : -1));
  const lines = largest.map(({ words, amount }) => `${words}: ${moneyPhrase(amount, speech)}`);
  const rest = parts.length - lines.length;
  return {
    sentence: sentenceOf(rules, { day, sum, count: parts.length }, speech.locale),
    lines: rest > 0 ? [...lines, more(rest, speech.locale)] : lines,
  };
}

function running(
  { agreements }: Pick<CustomerHistory, "agreements">,
  day: LocalDate,
  { locale }: ValueSpeech,
): readonly Part[] {
  return agreements
    .filter((agreement) => runsOn(agreement, day))
    .map(({ from, yearlyValue }) => ({
      ...{ on: from, amount: yearlyValue },
      words:
        locale === "sv"
          ? `Avtal sedan ${datePhrase(from, locale)}, om året`
          : `Agreement since ${datePhrase(from, locale)}, a year`,
    }));
}

function bought(
  { purchases }: Pick<CustomerHistory, "purchases">,
  { rules, day }: { readonly rules: ValueClassRules; readonly day: LocalDate },
  { locale }: ValueSpeech,
): readonly Part[] {
  const after = windowAfter(rules.within, day);
  return purchases
    .filter(({ on }) => on > after && on <= day)
    .map(({ on, amount, margin, isReturn }) => {
      const [sv, en] = isReturn ? ["Retur", "Return"] : ["Köp", "Purchase"];
      return {
        ...{ on, amount: rules.by === "spend" ? amount : margin },
        words: `${locale === "sv" ? sv : en} ${datePhrase(on, locale)}`,
      };
    });
}

function sentenceOf(
  { by, within }: ValueClassRules,
  { day, sum, count }: { readonly day: LocalDate; readonly sum: string; readonly count: number },
  locale: Locale,
): string {
  if (by === "agreements") {
    return locale === "sv"
      ? `Det löpande årsvärdet av ${counted(count, "avtal", "avtal")}: ${sum}.`
      : `The yearly value of ${counted(count, "running agreement", "running agreements")}: ${sum}.`;
  }
  const from = datePhrase(addDays(windowAfter(within, day), 1), locale);
  if (locale === "sv") {
    const what = by === "spend" ? "Köp minus returer" : "Täckningsbidraget av köp minus returer";
    return `${what} från och med den ${from}: ${sum}.`;
  }
  const what = by === "spend" ? "Purchases less returns" : "The margin of purchases less returns";
  return `${what} from ${from} on: ${sum}.`;
}

function more(rest: number, locale: Locale): string {
  return locale === "sv"
    ? `Och ${counted(rest, "mindre post", "mindre poster")} till.`
    : `And ${counted(rest, "smaller one", "smaller ones")}.`;
}

function moneyPhrase(minor: number, { locale, currency }: ValueSpeech): string {
  return MONEY[locale](minor, currency);
}
