import { importWords } from "../../words/import-messages.ts";
import { shown, UnfitError, type Value } from "../value.ts";
import { Decimal } from "./decimal.ts";

/** Signs of currencies, which people write beside amounts. */
const CURRENCY_SIGNS = /^\p{Sc}\s*|\s*(?:\p{Sc}|kr\.?|:-)$/giu;
/** Blanks, hard and narrow ones and apostrophes, which group thousands in many countries. */
const BLANKS = /[\s\u00a0\u202f\u2009'’]/gu;

/**
 * Reads a number as people write it. With a decimal mark given, the other of point and comma groups thousands;
 * without, the point is the decimal mark and a comma is refused, because nobody can tell what it means.
 * @throws UnfitError for what is no number, or could be two.
 */
export function readNumber(value: Value, mark?: "." | ","): Decimal {
  if (value instanceof Decimal) return value;
  if (typeof value === "number") return Decimal.of(value);
  const text = String(value).replace(CURRENCY_SIGNS, "").replace("−", "-");
  if (mark === undefined && text.includes(",")) {
    throw new UnfitError(importWords("unclear-comma", { value: shown(value) }));
  }
  const plain = text.replace(/^- /, "-");
  const pattern = mark === "," ? WITH_COMMA : WITH_POINT;
  if (!pattern.test(plain)) {
    throw new UnfitError(importWords("no-number", { value: shown(value) }));
  }
  const digits = plain.replace(BLANKS, "");
  return Decimal.of(
    mark === "," ? digits.replaceAll(".", "").replace(",", ".") : digits.replaceAll(",", ""),
  );
}

// Groups have three digits, so that "1,5" is never taken for 15.
const BLANK = "[\\s\\u00a0\\u202f\\u2009'’]";
const WITH_POINT = new RegExp(
  `^-?(?:\\d*(?:\\.\\d*)?|\\d{1,3}(?:(?:${BLANK}|,)\\d{3})+(?:\\.\\d*)?)(?:[eE][+-]?\\d+)?$`,
  "u",
);
const WITH_COMMA = new RegExp(
  `^-?(?:\\d*(?:,\\d*)?|\\d{1,3}(?:(?:${BLANK}|\\.)\\d{3})+(?:,\\d*)?)$`,
  "u",
);
