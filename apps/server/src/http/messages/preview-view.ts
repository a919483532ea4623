import type { MessagePreviewView } from "@perennial/api";
import type { Locale } from "@perennial/contract";
import type { Problem } from "@perennial/lifecycle";
import type { MessagePreview } from "@perennial/runtime";
import { inLanguage } from "../language.ts";

/** A message as somebody would get it, as clients see it. */
export function previewView(preview: MessagePreview, locale: Locale): MessagePreviewView {
  const { text, fault, sms, places, customer, agreementId, offer } = preview;
  const empty = places.filter(({ value }) => value === undefined || value === "");
  return {
    ...{ subject: text?.subject ?? null, text: text?.text ?? null, html: text?.html ?? null },
    fault: fault?.[locale] ?? null,
    sms: sms ? { ...sms, foreign: [...sms.foreign] } : null,
    missing: empty.flatMap(({ field, line, column, fallback }) =>
      fallback === undefined ? [{ field, line, column }] : [],
    ),
    fallbacks: empty.flatMap(({ field, line, column, fallback }) =>
      fallback === undefined ? [] : [{ field, shows: fallback, line, column }],
    ),
    problems: preview.problems.map((each) => problemView(each, locale)),
    customer: customer ?? null,
    agreementId: agreementId ?? null,
    offer: offer ?? null,
  };
}

/** Something wrong in a text's file; no step stands in one. */
export function problemView(
  problem: Problem,
  locale: Locale,
): MessagePreviewView["problems"][number] {
  return { ...inLanguage(problem, locale), step: null };
}
