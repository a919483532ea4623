import type { Locale, LocalizedText } from "@perennial/contract";
import type { Request } from "express";

/** The language in which a request wants to be answered (`Accept-Language`). @default English */
export function localeOf(request: Request): Locale {
  return request.acceptsLanguages("en", "sv") === "sv" ? "sv" : "en";
}

/** What a checker says of one thing that is wrong. */
interface Told {
  readonly message: LocalizedText;
  readonly remedy: LocalizedText;
}

/** A checker's problem in one language. */
export type InLanguage<Problem extends Told> = Omit<Problem, "message" | "remedy"> & {
  readonly message: string;
  readonly remedy: string;
};

/** A checker's problem as it is answered in one language. */
export function inLanguage<Problem extends Told>(
  problem: Problem,
  locale: Locale,
): InLanguage<Problem> {
  return { ...problem, message: problem.message[locale], remedy: problem.remedy[locale] };
}

/** What is wrong and what to do about it as one text, for a list of problems. */
export function inOne({ message, remedy }: Told): LocalizedText {
  return { sv: `${message.sv} ${remedy.sv}`, en: `${message.en} ${remedy.en}` };
}

/** Words that are not ours, such as a vendor's: the same in every language. */
export function verbatim(words: string): LocalizedText {
  return { sv: words, en: words };
}
