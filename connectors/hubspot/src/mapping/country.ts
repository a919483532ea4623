const LANGUAGES = ["en", "sv", "nb", "da", "fi", "de"] as const;
const A = 65;
const LETTERS = Array.from({ length: 26 }, (_, index) => String.fromCharCode(A + index));
let codes: ReadonlyMap<string, string> | undefined;

/** The two-letter code of a country, by its code or its name in one of our languages; undefined for what is none. */
export function countryCode(text: string): string | undefined {
  const name = text.trim().toLowerCase();
  codes ??= readCodes();
  return codes.get(name);
}

function readCodes(): ReadonlyMap<string, string> {
  const found = new Map<string, string>([["uk", "GB"]]);
  const names = LANGUAGES.map(
    (language) => new Intl.DisplayNames(language, { type: "region", fallback: "none" }),
  );
  for (const code of LETTERS.flatMap((one) => LETTERS.map((other) => `${one}${other}`))) {
    const spellings = names.map((display) => display.of(code)).filter((name) => name !== undefined);
    if (spellings.length === 0 || code === "ZZ") continue;
    for (const name of [code, ...spellings]) {
      if (!found.has(name.toLowerCase())) found.set(name.toLowerCase(), code);
    }
  }
  return found;
}
