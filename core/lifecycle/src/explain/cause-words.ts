import type { LocalizedText } from "@perennial/contract";
import { createCatalogue } from "../condition/fields.ts";
import { REACHED } from "../enrolment/entry.ts";
import { Reason } from "../policy/reasons.ts";
import { CAUSES } from "./causes.ts";
import { REASON_CLAUSES } from "./reason-clauses.ts";

const { fields } = createCatalogue();

/** A cause as a clause after "eftersom" and "because"; nothing for a code that has no words of its own. */
export function knownCause(code: string): LocalizedText | undefined {
  if (Object.hasOwn(CAUSES, code)) return CAUSES[code];
  const reason = Reason.safeParse(code);
  if (reason.success) return REASON_CLAUSES[reason.data];
  const field = fields.get(code.replace(REACHED, ""));
  if (field?.type !== "date" && field?.type !== "instant") return undefined;
  return {
    sv: `tiden var inne, räknat från ${field.words.sv.noun}`,
    en: `the time had come, counted from ${field.words.en.noun}`,
  };
}

/** A cause in words; a code without words of its own is shown as it is. */
export function causeWords(code: string): LocalizedText {
  return knownCause(code) ?? { sv: `”${code}”`, en: `“${code}”` };
}
