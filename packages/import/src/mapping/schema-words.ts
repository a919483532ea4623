import type { LocalizedText } from "@perennial/contract";
import { inSwedish } from "@perennial/lifecycle";
import type { z } from "zod";
import { importWords } from "../words/import-messages.ts";
import { shown } from "./value.ts";

/** What a canonical record finds wrong with a field, in words. */
export function schemaWords(issue: z.core.$ZodIssue, field: string): LocalizedText {
  if (issue.input === undefined) return importWords("field-missing", { field });
  if (issue.code === "too_big") {
    return importWords("field-at-most", { field, what: sizeOf(issue), limit: `${issue.maximum}` });
  }
  if (issue.code === "too_small") {
    return importWords("field-at-least", { field, what: sizeOf(issue), limit: `${issue.minimum}` });
  }
  const reason = { sv: inSwedish(issue.message, MESSAGES), en: issue.message };
  return importWords("field-other", { field, value: shown(issue.input), reason });
}

/** What zod says by itself of what files hold, in Swedish by its English words. */
const MESSAGES: Readonly<Record<string, string>> = {
  "Invalid email address": "det är ingen e-postadress",
  "Invalid URL": "det är ingen webbadress",
  "Invalid ISO date": "det är inget datum som 2026-03-31",
  "Invalid ISO datetime": "det är ingen tidpunkt som 2026-03-31T08:00:00.000Z",
  "Invalid input": "det är inte skrivet på något av de sätt som går",
};

function sizeOf(issue: z.core.$ZodIssueTooBig | z.core.$ZodIssueTooSmall): LocalizedText {
  const value = shown(issue.input);
  return importWords(issue.origin === "string" ? "length-of" : "quoted", { value });
}
