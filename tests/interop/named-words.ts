import type { ToldInWords } from "./company.ts";

/** What a record says in words under the names that we have for them; `fields` are the CRM's own names. */
export function namedWords(
  fields: Readonly<Record<keyof ToldInWords, string>>,
  values: Readonly<Record<string, unknown>>,
): ToldInWords {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, field]) => {
      const value = values[field] ?? undefined;
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
