import type { LocalizedText } from "@perennial/contract";
import type { Decimal } from "./convert/decimal.ts";

/** What stands in a row, on its way into a record; a date is a text such as 2026-03-31. No value is undefined. */
export type Value = string | number | boolean | Decimal;

/** A value that does not fit. The words say why, to follow a place; they end without a full stop. */
export class UnfitError extends Error {
  readonly words: LocalizedText;

  constructor(words: LocalizedText) {
    super(words.en);
    this.name = "UnfitError";
    this.words = words;
  }
}

/** A value as a person reads it in a sentence, between quotation marks. */
export function shown(value: unknown): string {
  const text = String(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
