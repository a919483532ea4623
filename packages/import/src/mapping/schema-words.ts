import type { z } from "zod";
import { shown } from "./value.ts";

/** What a canonical record finds wrong with a field, in words. */
export function schemaWords(issue: z.core.$ZodIssue, field: string): string {
  if (issue.input === undefined) return `${field}: there is no value, and every record needs one`;
  if (issue.code === "too_big") return `${field}: ${size(issue)} at most ${issue.maximum}`;
  if (issue.code === "too_small") return `${field}: ${size(issue)} at least ${issue.minimum}`;
  return `${field}: ${shown(issue.input)} does not fit; ${issue.message}`;
}

function size(issue: z.core.$ZodIssueTooBig | z.core.$ZodIssueTooSmall): string {
  const what = issue.origin === "string" ? "the number of characters in " : "";
  return `${what}${shown(issue.input)} must be`;
}
