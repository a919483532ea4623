import type { AttributeValue, Currency } from "@perennial/contract";
import type { Field, FieldWords } from "./field.ts";
import { type FigureName, joinWords, type Language } from "./language.ts";
import type { FieldQuestion, FieldTest, Figure, Leaf, NumberOrder } from "./resolved-condition.ts";

/** A clause, and whether it has an "or" of its own that must be kept apart from others. */
export interface Clause {
  readonly text: string;
  readonly compound: boolean;
}

/** The language that is spoken and the currency amounts are in. */
export interface Speech {
  readonly language: Language;
  readonly currency: Currency;
}

/** A leaf, or its denial, as a clause. */
export function leafClause(leaf: Leaf, denied: boolean, speech: Speech): Clause {
  if (leaf.op === "test") return testClause(leaf.test, denied, speech);
  return { text: figureSentence(leaf.figure, denied, speech), compound: false };
}

/** What comes before a field's value, and before a value it does not have. */
export function copula(words: FieldWords, language: Language): { is: string; isNot: string } {
  return {
    is: words.is ?? `${words.noun} ${language.is}`,
    isNot: words.isNot ?? `${words.noun} ${language.isNot}`,
  };
}

/** That a field has a value, or has none. */
export function presenceSentence(words: FieldWords, present: boolean, language: Language): string {
  return (present ? words.has : words.lacks) ?? language.presence(words.noun, present);
}

/** A value of a field in words: a choice by its name, money with its currency, a number with its unit, a yes or no by its clause. */
export function valueWords(
  field: Field<never>,
  value: AttributeValue,
  { language, currency }: Speech,
): string {
  const words = field.words[language.locale];
  const { values = {} } = words;
  const named = Object.hasOwn(values, String(value)) ? values[String(value)] : undefined;
  if (typeof value === "boolean") return named ?? (value ? language.yes : language.no);
  if (typeof value === "string") return named ?? language.quote(value);
  if (value === null) return language.missing;
  if (field.type === "money") return language.money(value, currency);
  const number = language.number(value);
  if (words.unit === undefined) return number;
  return `${number}\u00a0${value === 1 ? words.unit[0] : words.unit[1]}`;
}

function testClause<Source>(
  { field, question }: FieldTest<Source>,
  denied: boolean,
  speech: Speech,
): Clause {
  const { language } = speech;
  const words = field.words[language.locale];
  const { is, isNot } = copula(words, language);
  switch (question.ask) {
    case "presence":
      return simple(presenceSentence(words, question.present !== denied, language));
    case "equality":
      return equalityClause({ field, question }, denied, speech);
    case "part": {
      const verb = language.part(question.part, !denied);
      return simple(`${words.noun} ${verb} ${language.quote(question.value)}`);
    }
    case "member":
      return simple(`${denied ? isNot : is} ${language.quote(question.value)}`);
    case "order": {
      const value = valueWords(field, question.value, speech);
      const limit = language.order(question.order, value, denied);
      return simple(`${denied ? isNot : is} ${limit}`);
    }
    case "date": {
      const no = question.denied !== denied;
      const limit = language.date(question.order, question.value, no);
      return simple(`${no ? isNot : is} ${limit}`);
    }
  }
}

function equalityClause<Source>(
  {
    field,
    question,
  }: { field: Field<Source>; question: Extract<FieldQuestion, { ask: "equality" }> },
  denied: boolean,
  speech: Speech,
): Clause {
  const { language } = speech;
  const words = field.words[language.locale];
  const { is, isNot } = copula(words, language);
  const equal = question.equal !== denied;
  const [first = false] = question.values;
  if (typeof first === "boolean" && words.values !== undefined) {
    return simple(words.values[String(first === equal)] ?? words.noun);
  }
  const values = question.values.map((value) => valueWords(field, value, speech));
  const compound = values.length > 1;
  if (equal) return { text: `${is} ${joinWords(values, language.or)}`, compound };
  // "Är varken a eller b"; after other verbs than "är" it sounds wrong.
  if (compound && is.endsWith(` ${language.is}`)) {
    const list = joinWords(values, language.nor);
    return { text: `${is} ${language.neither} ${list}`, compound };
  }
  return { text: `${isNot} ${joinWords(values, language.or)}`, compound };
}

function simple(text: string): Clause {
  return { text, compound: false };
}

const OPPOSITE: Readonly<Record<NumberOrder, NumberOrder>> = {
  "less-than": "at-least",
  "at-most": "more-than",
  "at-least": "less-than",
  "more-than": "at-most",
};

/** Which words a figure is spoken of with. */
export function figureName(figure: Figure): FigureName {
  return figure.measure === "count" ? figure.over : figure.measure;
}

/** A figure's number in words: "ett köp", "3 köp", "5 000 kr". */
export function figureAmount(
  figure: Figure,
  value: number,
  { language, currency }: Speech,
): string {
  if (figure.measure === "amount") return language.money(value, currency);
  const { counted } = language.figures[figureName(figure)];
  if (counted === undefined) return language.number(value);
  return value === 1 ? counted.one : `${language.number(value)}\u00a0${counted.several}`;
}

function figureSentence(figure: Figure, denied: boolean, speech: Speech): string {
  const { language } = speech;
  const words = language.figures[figureName(figure)];
  const rest = figureRest(figure, speech);
  if (isNone(figure) && words.counted) {
    if (!denied) return `${words.didNot} ${words.counted.any}${rest}`;
    return `${words.did} ${someOf(figure, speech)}${rest}`;
  }
  const amount = figureAmount(figure, figure.value, speech);
  const counted = words.counted !== undefined;
  if (figure.operator === "equals") {
    const exactly = language.figure("equals", amount, counted);
    return `${denied ? words.didNot : words.did} ${exactly}${rest}`;
  }
  const operator = denied ? OPPOSITE[figure.operator] : figure.operator;
  return `${words.did} ${language.figure(operator, amount, counted)}${rest}`;
}

/** The denial of none: at least one, or more than zero of what may be halved. */
function someOf(figure: Figure, speech: Speech): string {
  const count = figure.measure === "count";
  const amount = figureAmount(figure, count ? 1 : 0, speech);
  return speech.language.figure(count ? "at-least" : "more-than", amount, true);
}

/** Whether a figure asks for nothing at all: quantities are never negative, and a count has no half. */
function isNone({ measure, operator, value }: Figure): boolean {
  if (value === 0) return operator === "equals" || operator === "at-most";
  return measure === "count" && value === 1 && operator === "less-than";
}

/** What narrows a figure: the window, and in parentheses which records. */
export function figureRest(figure: Figure, speech: Speech): string {
  const { language } = speech;
  const window = figure.within === undefined ? "" : ` ${language.window(figure.within)}`;
  const clauses =
    figure.over === "purchases"
      ? figure.where.map((test) => testClause(test, false, speech))
      : figure.where.map((test) => testClause(test, false, speech));
  if (clauses.length === 0) return window;
  const where = joinClauses(clauses, language.and);
  return `${window} (${language.only(figureName(figure), where)})`;
}

/** Clauses joined so that one with an "or" of its own cannot be misread. */
export function joinClauses(clauses: readonly Clause[], word: string): string {
  if (clauses.length === 1) return clauses[0]?.text ?? "";
  const texts = clauses.map(({ text, compound }) => (compound ? `(${text})` : text));
  return joinWords(texts, word);
}
