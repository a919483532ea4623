import type { LocalizedText } from "@perennial/contract";
import type { Operator } from "./condition.ts";
import { type ConditionDate, readConditionDate } from "./condition-date.ts";
import { didYouMean } from "./did-you-mean.ts";
import type { Field } from "./field.ts";
import type { Path } from "./problem.ts";
import type { FieldQuestion } from "./resolved-condition.ts";
import { settledValue } from "./setting-value.ts";
import { didMean, either, missing, type Raw, show, type Walk } from "./walk.ts";

interface Place {
  readonly node: Raw;
  readonly path: Path;
  readonly walk: Walk;
}

type AnyField = Pick<Field<never>, "path" | "type" | "values">;
type Scalar = string | number | boolean;

const LONGEST_TEXT = 1_000;
const LONGEST_LIST = 1_000;

/** Reads what a field is asked, with an operator that fits it; reports a value that does not. */
export function resolveQuestion(
  field: AnyField,
  operator: Operator,
  place: Place,
): FieldQuestion | undefined {
  switch (operator) {
    case "is-set":
    case "is-empty":
      return presence(operator === "is-set", place);
    case "equals":
    case "not-equals":
      return equality(field, operator === "equals", place);
    case "one-of":
    case "not-one-of": {
      const values = list(field, place);
      return values && { ask: "equality", equal: operator === "one-of", values };
    }
    case "contains":
    case "starts-with": {
      const value = single(field, place);
      if (typeof value !== "string") return undefined;
      return field.type === "set"
        ? { ask: "member", value }
        : { ask: "part", part: operator, value };
    }
    case "less-than":
    case "at-most":
    case "at-least":
    case "more-than": {
      const value = single(field, place);
      return typeof value === "number" ? { ask: "order", order: operator, value } : undefined;
    }
    default: {
      const value = date(place);
      return value && { ask: "date", order: operator, denied: false, value };
    }
  }
}

function presence(present: boolean, { node, path, walk }: Place): FieldQuestion {
  if (node.value !== undefined) {
    const message = {
      sv: `”${node.is}” ska inte ha något värde.`,
      en: `"${node.is}" takes no value.`,
    };
    walk.report({
      path: [...path, "value"],
      code: "value-not-needed",
      message,
      remedy: { sv: "Ta bort ”value”.", en: 'Remove "value".' },
    });
  }
  return { ask: "presence", present };
}

function equality(field: AnyField, equal: boolean, place: Place): FieldQuestion | undefined {
  if (field.type === "date" || field.type === "instant") {
    const value = date(place);
    return value && { ask: "date", order: "on", denied: !equal, value };
  }
  const value = single(field, place);
  return value === undefined ? undefined : { ask: "equality", equal, values: [value] };
}

/** The one value of a comparison, of the field's type. */
function single(field: AnyField, { node, path, walk }: Place): Scalar | undefined {
  const value = node.value;
  if (value === undefined) {
    walk.report({
      path: [...path, "value"],
      code: "value-missing",
      message: missing("value"),
      remedy: WANTED[field.type](field),
    });
    return undefined;
  }
  if (Array.isArray(value)) {
    const remedy = {
      sv: "Skriv ett värde, eller använd ”one-of” eller ”not-one-of” för en lista.",
      en: 'Write one value, or use "one-of" or "not-one-of" for a list.',
    };
    walk.report({
      path: [...path, "value"],
      code: "wrong-value",
      message: { sv: `”${node.is}” tar ett enda värde.`, en: `"${node.is}" takes one value.` },
      remedy,
    });
    return undefined;
  }
  const at = [...path, "value"];
  if (field.type !== "number" && field.type !== "money")
    return scalar(field, value, { path: at, walk });
  const settled = settledValue(value, at, walk);
  return settled && scalar(field, settled.value, { path: at, walk });
}

function list(field: AnyField, { node, path, walk }: Place): readonly Scalar[] | undefined {
  const values = node.value;
  const at = [...path, "value"];
  if (!Array.isArray(values) || values.length === 0 || values.length > LONGEST_LIST) {
    const code = values === undefined ? "value-missing" : "wrong-value";
    const remedy = {
      sv: `Skriv en lista som [a, b], med högst ${LONGEST_LIST} värden.`,
      en: `Write a list such as [a, b], of at most ${LONGEST_LIST} values.`,
    };
    walk.report({
      path: at,
      code,
      message: {
        sv: `”${node.is}” tar en lista av värden.`,
        en: `"${node.is}" takes a list of values.`,
      },
      remedy,
    });
    return undefined;
  }
  const found = values.map((value, index) => scalar(field, value, { path: [...at, index], walk }));
  const known = found.filter((value) => value !== undefined);
  return known.length === found.length ? known : undefined;
}

/** One value as the field's type, or a problem that says what the type is written as. */
function scalar(
  field: AnyField,
  value: unknown,
  { path, walk }: { readonly path: Path; readonly walk: Walk },
): Scalar | undefined {
  switch (field.type) {
    case "text":
    case "set":
      if (typeof value === "string" && isUsableText(value)) return value;
      break;
    case "choice": {
      const choice = field.values?.find((known) => known === value);
      if (choice !== undefined) return choice;
      const near = typeof value === "string" ? didYouMean(value, field.values ?? []) : undefined;
      const remedy = near === undefined ? WANTED.choice(field) : didMean(near);
      const message = {
        sv: `${show(value)} är inget värde för ”${field.path}”.`,
        en: `${show(value)} is not a value of "${field.path}".`,
      };
      walk.report({ path, code: "unknown-choice", message, remedy });
      return undefined;
    }
    case "money":
      if (typeof value === "number" && Number.isSafeInteger(value)) return value;
      break;
    case "number":
      if (typeof value === "number" && Number.isFinite(value)) return value;
      break;
    case "boolean":
      if (typeof value === "boolean") return value;
      break;
    default:
      break;
  }
  const message = {
    sv: `${show(value)} passar inte ”${field.path}”.`,
    en: `${show(value)} does not fit "${field.path}".`,
  };
  walk.report({ path, code: "wrong-value", message, remedy: WANTED[field.type](field) });
  return undefined;
}

/** Whether a text can be compared with stored ones: not empty, and nothing that PostgreSQL cannot hold. */
function isUsableText(value: string): boolean {
  if (value === "" || value.length > LONGEST_TEXT) return false;
  return !value.includes("\u0000") && value.isWellFormed();
}

function date({ node, path, walk }: Place): ConditionDate | undefined {
  const value = node.value;
  const found = typeof value === "string" ? readConditionDate(value) : undefined;
  if (found !== undefined) return found;
  const code = value === undefined ? "value-missing" : "wrong-value";
  const message =
    value === undefined
      ? missing("value")
      : { sv: `${show(value)} är inget datum.`, en: `${show(value)} is not a date.` };
  walk.report({ path: [...path, "value"], code, message, remedy: DATE_REMEDY });
  return undefined;
}

const DATE_REMEDY = {
  sv: "Skriv ett datum som 2026-03-31, eller today, today+P90D eller today-P1Y (högst hundra år).",
  en: "Write a date as 2026-03-31, or today, today+P90D or today-P1Y (at most a hundred years).",
};

const WANTED: Readonly<Record<Field<never>["type"], (field: AnyField) => LocalizedText>> = {
  text: () => ({
    sv: `Skriv en text på 1 till ${LONGEST_TEXT} tecken, inom citattecken om den ser ut som ett tal. Använd is-empty för en tom.`,
    en: `Write a text of 1 to ${LONGEST_TEXT} letters, in quotes if it looks like a number; use is-empty for an empty one.`,
  }),
  number: () => ({
    sv: "Skriv ett tal utan citattecken, med punkt som decimaltecken.",
    en: "Write a number without quotes, with a point for decimals.",
  }),
  money: () => ({
    sv: "Skriv hela ören utan citattecken: 129900 är 1 299 kr.",
    en: "Write a whole number of öre or cents without quotes: 129900 is 1 299 kr.",
  }),
  boolean: () => ({
    sv: "Skriv true eller false, utan citattecken.",
    en: "Write true or false, without quotes.",
  }),
  date: () => DATE_REMEDY,
  instant: () => DATE_REMEDY,
  choice: (field) => {
    const { sv, en } = either(field.values ?? []);
    return { sv: `Skriv ${sv}.`, en: `Write ${en}.` };
  },
  set: () => ({
    sv: "Skriv ett id, inom citattecken om det ser ut som ett tal.",
    en: "Write the id of one, in quotes if it looks like a number.",
  }),
};
