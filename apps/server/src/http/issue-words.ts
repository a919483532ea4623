import type { LocalizedText } from "@perennial/contract";
import { inSwedish } from "@perennial/lifecycle";
import { z } from "zod";
import { REQUEST_MESSAGES } from "./request-messages.ts";

/**
 * What a schema says of one thing that is wrong, in both languages: in Swedish its own words where it has any, and else
 * what is wrong and what to write, which zod says in English by itself.
 */
export function issueWords(issue: z.core.$ZodIssue): LocalizedText {
  const en = issue.message;
  const own = inSwedish(en, REQUEST_MESSAGES);
  return { sv: own === en && isOfZod(issue) ? inPlainSwedish(issue) : own, en };
}

/** Whether the words are those that zod has of itself: they begin alike, whatever the value was. */
function isOfZod(issue: z.core.$ZodIssue): boolean {
  const said = z.locales.en().localeError(issue as z.core.$ZodRawIssue);
  const words = typeof said === "string" ? said : (said?.message ?? "");
  return issue.message.split(",")[0] === words.split(",")[0];
}

const TYPES: Readonly<Record<string, string>> = {
  string: "en text",
  number: "ett tal",
  int: "ett heltal",
  boolean: "true eller false",
  array: "en lista",
  object: "en grupp av fält",
  record: "en grupp av fält",
};

function inPlainSwedish(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return issue.message.endsWith("received undefined")
        ? "Fyll i ett värde."
        : `Skriv ${TYPES[issue.expected] ?? issue.expected}.`;
    case "too_small":
      return issue.origin === "string" && issue.minimum === 1
        ? "Fyll i ett värde."
        : `${bound("minst", issue.minimum, issue.origin)}.`;
    case "too_big":
      return `${bound("högst", issue.maximum, issue.origin)}.`;
    case "invalid_value":
      return `Skriv ${issue.values.length > 1 ? "något av " : ""}${issue.values.map(String).join(", ")}.`;
    case "invalid_format":
      return FORMATS[issue.format] ?? "Det är inte skrivet på rätt sätt.";
    case "not_multiple_of":
      return `Skriv ett tal som är delbart med ${issue.divisor}.`;
    default:
      return "Det är inte skrivet på något av de sätt som går.";
  }
}

/** A limit with what is counted: signs of a text, parts of a list, or a number itself. */
function bound(which: "minst" | "högst", limit: number | bigint, origin: string): string {
  if (origin === "string") return `Skriv ${which} ${limit} tecken`;
  if (origin === "array" || origin === "set") return `Ange ${which} ${limit}`;
  return `Skriv ett tal som är ${which} ${limit}`;
}

const FORMATS: Readonly<Record<string, string>> = {
  date: "Skriv ett datum, till exempel 2026-03-31.",
  datetime: "Skriv en tidpunkt, till exempel 2026-03-31T08:00:00Z.",
  email: "Skriv en e-postadress, till exempel anna@bolaget.se.",
  url: "Skriv hela adressen, till exempel https://bolaget.se.",
};
