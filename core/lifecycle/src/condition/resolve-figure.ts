import { Duration } from "@perennial/contract";
import { FIGURE_OPERATORS } from "./condition.ts";
import { isCountable } from "./condition-date.ts";
import type { Field } from "./field.ts";
import type { Path } from "./problem.ts";
import { resolveRecordTest } from "./resolve-test.ts";
import type { FieldTest, Figure } from "./resolved-condition.ts";
import { settledValue } from "./setting-value.ts";
import { isRaw, missing, type Raw, show, type Walk } from "./walk.ts";

/** Reads a comparison of a figure over records: `{ count or sum, where, within, is, value }`. */
export function resolveFigure(node: Raw, path: Path, walk: Walk): Figure | undefined {
  const subject = figureSubject(node, path, walk);
  const within = windowOf(node.within, [...path, "within"], walk);
  const operator = walk.word(node.is, FIGURE_OPERATORS, { path: [...path, "is"] });
  const value = numberOf(node.value, { path: [...path, "value"], walk, subject });
  if (subject === undefined) return undefined;
  const { purchases, interactions } = walk.catalogue;
  const place = { node, path, walk };
  const rest = { ...(within !== undefined && { within }) };
  if (subject.over === "interactions") {
    const where = testsOf(interactions, place);
    if (operator === undefined || value === undefined) return undefined;
    return { ...subject, ...rest, where, operator, value };
  }
  const where = testsOf(purchases, place);
  if (operator === undefined || value === undefined) return undefined;
  return { ...subject, ...rest, where, operator, value };
}

type Subject =
  | { readonly over: "purchases"; readonly measure: "count" | "amount" | "quantity" }
  | { readonly over: "interactions"; readonly measure: "count" };

function figureSubject(node: Raw, path: Path, walk: Walk): Subject | undefined {
  if (Object.hasOwn(node, "count")) {
    const over = walk.word(node.count, ["purchases", "interactions"], { path: [...path, "count"] });
    return over && { over, measure: "count" };
  }
  const sums = ["purchases.amount", "purchases.quantity"] as const;
  const sum = walk.word(node.sum, sums, { path: [...path, "sum"] });
  if (sum === undefined) return undefined;
  return { over: "purchases", measure: sum === "purchases.amount" ? "amount" : "quantity" };
}

function windowOf(within: unknown, path: Path, walk: Walk): string | undefined {
  if (within === undefined) return undefined;
  if (typeof within === "string" && Duration.safeParse(within).success && isCountable(within)) {
    return within;
  }
  const remedy = {
    sv: "Skriv hela dagar, veckor, månader eller år, till exempel P90D eller P1Y. Högst hundra år.",
    en: "Write whole days, weeks, months or years, such as P90D or P1Y; at most a hundred years.",
  };
  walk.report({
    path,
    code: "wrong-window",
    message: {
      sv: `${show(within)} är ingen tid att se tillbaka.`,
      en: `${show(within)} is not a time to look back.`,
    },
    remedy,
  });
  return undefined;
}

function numberOf(
  written: unknown,
  { path, walk, subject }: { path: Path; walk: Walk; subject: Subject | undefined },
): number | undefined {
  const settled = settledValue(written, path, walk);
  if (settled === undefined) return undefined;
  const { value } = settled;
  const whole = subject?.measure !== "quantity";
  if (typeof value === "number" && (whole ? Number.isSafeInteger(value) : Number.isFinite(value))) {
    return value;
  }
  const code = value === undefined ? "value-missing" : "wrong-value";
  const message =
    value === undefined
      ? missing("value")
      : { sv: `${show(value)} passar inte här.`, en: `${show(value)} does not fit here.` };
  const isMoney = subject?.measure === "amount";
  walk.report({
    path,
    code,
    message,
    remedy: {
      sv: `Skriv ett ${whole ? "heltal" : "tal"}${isMoney ? " i ören" : ""} utan citattecken.`,
      en: `Write a ${whole ? "whole " : ""}number${isMoney ? " of öre or cents" : ""} without quotes.`,
    },
  });
  return undefined;
}

function testsOf<Source>(
  fields: ReadonlyMap<string, Field<Source>>,
  { node, path, walk }: { readonly node: Raw; readonly path: Path; readonly walk: Walk },
): readonly FieldTest<Source>[] {
  const where = node.where;
  if (where === undefined) return [];
  const at = [...path, "where"];
  if (!Array.isArray(where) || where.length === 0 || where.length > MOST_TESTS) {
    const remedy = {
      sv: `Skriv 1 till ${MOST_TESTS} jämförelser, var och en efter ett ”-”. ${EXAMPLE_TEST.sv}`,
      en: `Write 1 to ${MOST_TESTS} comparisons, each after a "-". ${EXAMPLE_TEST.en}`,
    };
    walk.report({
      path: at,
      code: "not-a-condition",
      message: {
        sv: "”where” behöver en lista av jämförelser.",
        en: '"where" needs a list of comparisons.',
      },
      remedy,
    });
    return [];
  }
  const tests = where.map((item: unknown, index) => {
    const itemPath = [...at, index];
    if (isRaw(item)) return resolveRecordTest(fields, { node: item, path: itemPath, walk });
    walk.report({
      path: itemPath,
      code: "not-a-condition",
      message: {
        sv: `${show(item)} är ingen jämförelse.`,
        en: `${show(item)} is not a comparison.`,
      },
      remedy: EXAMPLE_TEST,
    });
    return undefined;
  });
  return tests.filter((test) => test !== undefined);
}

const MOST_TESTS = 20;
const EXAMPLE_TEST = {
  sv: "Skriv till exempel { field: category, is: equals, value: shoes }.",
  en: "Write such as { field: category, is: equals, value: shoes }.",
};
