import type { LocalizedText } from "@perennial/contract";
import type { Facts } from "../facts/facts.ts";
import { OPERATORS, type Operator } from "./condition.ts";
import { didYouMean } from "./did-you-mean.ts";
import type { Field } from "./field.ts";
import { SCOPES } from "./fields.ts";
import { OPERATORS_OF_TYPE } from "./operators.ts";
import type { Path } from "./problem.ts";
import { resolveQuestion } from "./resolve-question.ts";
import type { FieldTest } from "./resolved-condition.ts";
import { didMean, either, type Raw, show, type Walk } from "./walk.ts";

/** Reads a comparison of a field of the facts: `{ field, is, value }`. */
export function resolveFieldTest(node: Raw, path: Path, walk: Walk): FieldTest<Facts> | undefined {
  const field = fieldOfFacts(node.field, [...path, "field"], walk);
  const scope = field?.path.split(".")[0];
  if (field !== undefined && walk.unavailable.some((missing) => missing === scope)) {
    const free = SCOPES.filter((known) => !walk.unavailable.includes(known));
    const message = {
      sv: `Här finns inget ”${scope}”, så ”${field.path}” går inte att fråga om.`,
      en: `There is no ${scope} here, so "${field.path}" cannot be asked about.`,
    };
    walk.report({
      path: [...path, "field"],
      code: "field-not-available",
      message,
      remedy: {
        sv: `Använd ett fält från ${either(free).sv}.`,
        en: `Use a field of ${either(free).en}.`,
      },
    });
  }
  return resolveTest(field, { node, path, walk });
}

/** Reads a comparison of a field of a counted record, named without the record. */
export function resolveRecordTest<Source>(
  fields: ReadonlyMap<string, Field<Source>>,
  place: { readonly node: Raw; readonly path: Path; readonly walk: Walk },
): FieldTest<Source> | undefined {
  const { node, path, walk } = place;
  walk.checkKeys(node, ["field", "is", "value"], path);
  const name = node.field;
  const field = typeof name === "string" ? fields.get(name) : undefined;
  if (field === undefined) {
    reportUnknown(name, { path: [...path, "field"], walk, names: [...fields.keys()] });
  }
  return resolveTest(field, place);
}

function fieldOfFacts(name: unknown, path: Path, walk: Walk): Field<Facts> | undefined {
  const { fields } = walk.catalogue;
  const field = typeof name === "string" ? fields.get(name) : undefined;
  if (field !== undefined) return field;
  const undeclared = /^(?:(?:customer|agreement|renewal)\.attributes|enrolment|signal)\.\w+$/;
  if (typeof name === "string" && undeclared.test(name)) {
    const near = didYouMean(name, fields.keys());
    const declared = name.replace(/^renewal\./, "agreement.");
    const remedy = {
      sv: `Lägg till ”${declared}” med dess typ (text, number, boolean eller date)${near === undefined ? "" : `, eller skriv ”${near}”`}.`,
      en: `Declare "${declared}" with its type (text, number, boolean or date)${near === undefined ? "" : `, or write "${near}"`}.`,
    };
    walk.report({
      path,
      code: "unknown-field",
      message: { sv: `”${name}” är inte tillagt.`, en: `"${name}" has not been declared.` },
      remedy,
    });
    return undefined;
  }
  reportUnknown(name, { path, walk, names: [...fields.keys()] });
  return undefined;
}

function reportUnknown(
  name: unknown,
  { path, walk, names }: { path: Path; walk: Walk; names: readonly string[] },
): void {
  if (typeof name !== "string") {
    const remedy = {
      sv: `Skriv namnet på ett fält, till exempel ${names.at(-1)}.`,
      en: `Write the name of a field, such as ${names.at(-1)}.`,
    };
    walk.report({
      path,
      code: "unknown-field",
      message: {
        sv: `${show(name)} är inte namnet på ett fält.`,
        en: `${show(name)} is not the name of a field.`,
      },
      remedy,
    });
    return;
  }
  const near = didYouMean(name, names);
  const siblings = names.filter((known) => known.split(".")[0] === name.split(".")[0]);
  const choices = either(siblings.length > 0 && name.includes(".") ? siblings : names);
  const remedy =
    near === undefined
      ? { sv: `Det finns ${choices.sv}.`, en: `There are ${choices.en}.` }
      : didMean(near);
  walk.report({
    path,
    code: "unknown-field",
    message: { sv: `Fältet ”${name}” finns inte.`, en: `There is no field "${name}".` },
    remedy,
  });
}

/** Reads the operator and value of a comparison whose field, if it is known, has been found. */
function resolveTest<Source>(
  field: Field<Source> | undefined,
  { node, path, walk }: { readonly node: Raw; readonly path: Path; readonly walk: Walk },
): FieldTest<Source> | undefined {
  const fitting = field === undefined ? OPERATORS : OPERATORS_OF_TYPE[field.type];
  const operator = walk.word<Operator>(node.is, OPERATORS, { path: [...path, "is"], fitting });
  if (field === undefined || operator === undefined) return undefined;
  if (!fitting.includes(operator)) {
    const message = {
      sv: `”${operator}” passar inte ”${field.path}”, som är ${TYPE_NAMES[field.type].sv}.`,
      en: `"${operator}" does not fit "${field.path}", which is ${TYPE_NAMES[field.type].en}.`,
    };
    walk.report({
      path: [...path, "is"],
      code: "operator-does-not-fit",
      message,
      remedy: { sv: `Använd ${either(fitting).sv}.`, en: `Use ${either(fitting).en}.` },
    });
    return undefined;
  }
  const question = resolveQuestion(field, operator, { node, path, walk });
  return question && { field, question };
}

const TYPE_NAMES: Readonly<Record<Field<unknown>["type"], LocalizedText>> = {
  text: { sv: "en text", en: "a text" },
  number: { sv: "ett tal", en: "a number" },
  money: { sv: "ett belopp", en: "an amount of money" },
  boolean: { sv: "sant eller falskt", en: "true or false" },
  date: { sv: "ett datum", en: "a date" },
  instant: { sv: "en tidpunkt, som jämförs efter datum", en: "a moment, compared by its date" },
  choice: { sv: "ett av några få värden", en: "one of a few values" },
  set: { sv: "flera namn", en: "a set of names" },
};
