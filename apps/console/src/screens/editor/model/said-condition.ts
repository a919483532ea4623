import type { Locale } from "@perennial/contract";
import { type Catalogue, Condition, checkCondition, sentence } from "@perennial/lifecycle";

/** A condition of the file in plain words; undefined for one that is not finished. */
export function saidCondition(
  value: unknown,
  locale: Locale,
  catalogue: Catalogue,
): string | undefined {
  const read = Condition.safeParse(value);
  if (!read.success || checkCondition(read.data, catalogue).length > 0) return undefined;
  return sentence(read.data, locale, catalogue);
}
