/** A text in several languages, by the language's number: 1033 is English, 1053 Swedish. */
export type Labels = Readonly<Record<number, string>>;

/** English, the base language. */
export const ENGLISH = 1033;
/** Swedish. */
export const SWEDISH = 1053;

/** Labels in English and, where given, Swedish. */
export function labels(en: string, sv?: string): Labels {
  return sv === undefined ? { [ENGLISH]: en } : { [ENGLISH]: en, [SWEDISH]: sv };
}

/** The text in a language, or in English where it has none. */
export function labelIn(texts: Labels, language: number): string {
  return texts[language] ?? texts[ENGLISH] ?? "";
}

/** A label as the metadata shows it to someone of that language. */
export function labelBody(texts: Labels, language: number): object {
  const one = (code: number, text: string) => ({
    Label: text,
    LanguageCode: code,
    IsManaged: true,
    HasChanged: null,
  });
  return {
    LocalizedLabels: Object.entries(texts).map(([code, text]) => one(Number(code), text)),
    UserLocalizedLabel: one(
      texts[language] === undefined ? ENGLISH : language,
      labelIn(texts, language),
    ),
  };
}
