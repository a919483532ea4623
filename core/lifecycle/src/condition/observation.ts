import type { AttributeValue, Instant, LocalDate } from "@perennial/contract";
import type { Facts } from "../facts/facts.ts";
import { localDateOf, localTimeOf } from "../schedule/calendar.ts";
import { compileMeasure } from "./compile-measure.ts";
import { type ConditionDate, resolveDate } from "./condition-date.ts";
import type { ExactSum } from "./exact-sum.ts";
import { type Field, isMissing } from "./field.ts";
import { joinWords, type Side } from "./language.ts";
import {
  copula,
  figureAmount,
  figureName,
  figureRest,
  presenceSentence,
  type Speech,
  valueWords,
} from "./leaf-sentence.ts";
import type { FieldTest, Figure, Leaf } from "./resolved-condition.ts";

/** What a leaf saw in the facts. */
export interface Observation {
  /** The value, as text. */
  readonly saw: string;
  /** The value in a sentence, with what it was held against: "avtalets slutdag är 2027-05-31, senare än 2026-06-20". */
  readonly sentence: string;
}

/** Says what a leaf sees in the facts. */
export function observe(leaf: Leaf, facts: Facts, speech: Speech): Observation {
  if (leaf.op === "figure") return observeFigure(leaf.figure, facts, speech);
  const { field } = leaf.test;
  const value = field.read(facts);
  const { language } = speech;
  const words = field.words[language.locale];
  if (isMissing(value)) {
    return { saw: language.missing, sentence: presenceSentence(words, false, language) };
  }
  const spoken = { ...speech, currency: field.currency?.(facts) ?? speech.currency };
  const saw = seenValue(field, value, { facts, speech: spoken });
  return { saw, sentence: testSentence(leaf.test, value, { facts, speech: spoken, saw }) };
}

interface Seeing {
  readonly facts: Facts;
  readonly speech: Speech;
}

const SHOWN_LETTERS = 80;

function seenValue(field: Field<Facts>, value: AttributeValue, { facts, speech }: Seeing): string {
  if (field.type === "date") return String(value);
  if (field.type === "instant") return localMoment(String(value), facts.zone);
  if (typeof value === "string" && value.length > SHOWN_LETTERS) {
    return speech.language.quote(`${[...value].slice(0, SHOWN_LETTERS).join("")}…`);
  }
  return valueWords(field, value, speech);
}

/** A moment as a clock on the tenant's wall shows it; of one that stands for "for ever", the date alone. */
function localMoment(moment: Instant, zone: string): string {
  if (!hasLocalTime(moment)) return localDay(moment, zone);
  return `${localDateOf(moment, zone)}\u00a0${localTimeOf(moment, zone)}`;
}

function localDay(moment: Instant, zone: string): LocalDate {
  return hasLocalTime(moment) ? localDateOf(moment, zone) : moment.slice(0, 10);
}

/** Whether a moment has a date in every zone; CRMs write 9999-12-31 where nothing ends. */
function hasLocalTime(moment: Instant): boolean {
  return moment > "0001-01-02" && moment < "9999-12-30";
}

function testSentence(
  { field, question }: FieldTest<Facts>,
  value: AttributeValue,
  { facts, speech, saw }: Seeing & { readonly saw: string },
): string {
  const { language } = speech;
  const words = field.words[language.locale];
  const { is } = copula(words, language);
  const plain = `${words.noun} ${language.is} ${saw}`;
  if (typeof value === "boolean") return words.values === undefined ? `${is} ${saw}` : saw;
  switch (question.ask) {
    case "presence":
      return words.values === undefined && field.type !== "set" ? plain : `${is} ${saw}`;
    case "equality": {
      if (question.values.some((known) => known === value)) return `${is} ${saw}`;
      const others = question.values.map((other) => valueWords(field, other, speech));
      const none = others.length === 1 ? language.not : language.neither;
      return `${is} ${saw}, ${none} ${joinWords(others, language.nor)}`;
    }
    case "part": {
      const { part } = question;
      const holds = typeof value === "string" && hasPart(value, part, question.value);
      return `${plain}, ${language.whichPart(part, holds)} ${language.quote(question.value)}`;
    }
    case "member": {
      const holds = field.members?.(facts).includes(question.value) ?? false;
      const groups = `${is} ${saw}`;
      return holds ? groups : `${groups}, ${language.not} ${language.quote(question.value)}`;
    }
    case "order": {
      const limit = valueWords(field, question.value, speech);
      const side = sideOf(Number(value) - question.value);
      return `${plain}, ${language.side("number", side, limit)}`;
    }
    case "date":
      return `${plain}${dateSide(field, String(value), { facts, speech, limit: question.value })}`;
  }
}

function hasPart(value: string, part: "contains" | "starts-with", wanted: string): boolean {
  return part === "contains" ? value.includes(wanted) : value.startsWith(wanted);
}

function dateSide(
  field: Field<Facts>,
  value: string,
  { facts, speech, limit }: Seeing & { readonly limit: ConditionDate },
): string {
  const seen = field.type === "instant" ? localDay(value, facts.zone) : value;
  const date = resolveDate(limit, facts.today);
  if (seen === date) return `, ${speech.language.side("date", "at", date)}`;
  return `, ${speech.language.side("date", seen < date ? "below" : "above", date)}`;
}

function observeFigure(figure: Figure, facts: Facts, speech: Speech): Observation {
  const { language } = speech;
  const sum: ExactSum = compileMeasure(figure)(facts);
  const words = language.figures[figureName(figure)];
  const value = sum.toNumber();
  const saw = figureAmount(figure, value, speech);
  const rest = figureRest(figure, speech);
  const none = value === 0 && words.counted;
  const seen = none ? `${words.didNot} ${none.any}${rest}` : `${words.did} ${saw}${rest}`;
  const limit = figureAmount(figure, figure.value, speech);
  const side = sideOf(sum.compare(figure.value));
  const exact = figure.operator === "equals" && side === "at";
  if (exact || (none && figure.value === 0)) return { saw, sentence: seen };
  const kind = words.counted === undefined ? "number" : "count";
  return { saw, sentence: `${seen}, ${language.side(kind, side, limit)}` };
}

function sideOf(difference: number): Side {
  if (difference === 0) return "at";
  return difference < 0 ? "below" : "above";
}
