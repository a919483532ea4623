import type { LocalizedText } from "@perennial/contract";
import { inSwedish } from "@perennial/lifecycle";

/**
 * Everything that is said of files, rows and mappings, in both languages. `{name}` stands for a value; both languages have the
 * same. Those of values end without a full stop, for a place stands before them and a remedy may follow.
 */
export const IMPORT_MESSAGES = {
  // Values of a row.
  "no-date-written": {
    sv: "”{value}” är inget datum skrivet som {formats}",
    en: '"{value}" is no date written as {formats}',
  },
  "no-moment-written": {
    sv: "”{value}” är inget datum med klockslag skrivet som {formats}",
    en: '"{value}" is no date and time written as {formats}',
  },
  "no-time": { sv: "”{value}” är inget klockslag", en: '"{value}" is no time of day' },
  "no-day": {
    sv: "”{value}” är ingen dag i kalendern",
    en: '"{value}" is no day of the calendar',
  },
  "no-excel-day": {
    sv: "”{value}” är ingen dag som Excel kan visa",
    en: '"{value}" is no day that Excel can show',
  },
  "no-round": {
    sv: "en tid utan dagar återkommer aldrig",
    en: "a span of no days never comes round",
  },
  "no-phone-of": {
    sv: "”{value}” är inget telefonnummer i {country} eller med landskod",
    en: '"{value}" is no telephone number of {country} or with a country code',
  },
  "no-span-column": {
    sv: "kolumnen {column} är tom och ska ange en tid",
    en: "the column {column} is empty and should tell a span of time",
  },
  "no-span": {
    sv: "”{value}” i kolumnen {column} står inte för någon tid; det gör {known}",
    en: '"{value}" in the column {column} has no span; there are {known}',
  },
  "no-count": {
    sv: "”{value}” i kolumnen {column} är inget antal {unit}",
    en: '"{value}" in the column {column} is no number of {unit}',
  },
  "outside-calendar": {
    sv: "{date} {direction} {span} ligger utanför kalendern",
    en: "{date} {direction} {span} lies outside of the calendar",
  },
  "no-date-yet": {
    sv: "”{value}” är inget datum som 2026-03-31; omvandla det först, med ”date”",
    en: '"{value}" is no date such as 2026-03-31; convert it first, with "date"',
  },
  "no-date": {
    sv: "”{value}” är inget datum som 2026-03-31; omvandla det, till exempel med ”date: DD/MM/YYYY”",
    en: '"{value}" is no date such as 2026-03-31; convert it, as with "date: DD/MM/YYYY"',
  },
  "no-moment": {
    sv: "”{value}” är ingen tidpunkt som 2026-03-31 08:00; omvandla den med ”instant”",
    en: '"{value}" is no moment such as 2026-03-31 08:00; convert it with "instant"',
  },
  "no-number": { sv: "”{value}” är inget tal", en: '"{value}" is no number' },
  "large-number": { sv: "{value} är ett för stort tal", en: "{value} is too large a number" },
  "unclear-comma": {
    sv: "”{value}” har ett komma; ange vad det betyder med ”number: ','” (decimalkomma) eller ”number: '.'” (decimalpunkt)",
    en: '"{value}" has a comma; say what it means with "number: \',\'" (decimal comma) or "number: \'.\'" (decimal point)',
  },
  "no-plain-number": {
    sv: "”{value}” är inget rent tal; omvandla det med ”number”",
    en: '"{value}" is no plain number; convert it with "number"',
  },
  "no-whole-number": { sv: "”{value}” är inget heltal", en: '"{value}" is no whole number' },
  "no-amount": {
    sv: "”{value}” är inget belopp i minsta enheten (12,50 är 1250); omvandla det, till exempel med ”money: SEK”",
    en: '"{value}" is no amount in minor units (12.50 is 1250); convert it, as with "money: SEK"',
  },
  "none-of": { sv: "”{value}” är inget av {known}", en: '"{value}" is none of {known}' },
  "no-choice": {
    sv: "”{value}” är inget av {known}; omvandla det med ”values”",
    en: '"{value}" is none of {known}; convert it with "values"',
  },
  "no-phone": {
    sv: "”{value}” är inte skrivet i E.164; omvandla det, till exempel med ”phone: SE”",
    en: '"{value}" is not in E.164; convert it, as with "phone: SE"',
  },
  "no-email": { sv: "”{value}” är ingen e-postadress", en: '"{value}" is no e-mail address' },
  "no-yes-or-no": {
    sv: "”{value}” är varken ja eller nej; omvandla det med ”values”",
    en: '"{value}" is neither yes nor no; convert it with "values"',
  },
  "field-missing": {
    sv: "{field}: värdet saknas, och varje post måste ha ett",
    en: "{field}: there is no value, and every record needs one",
  },
  "field-at-most": {
    sv: "{field}: {what} får vara högst {limit}",
    en: "{field}: {what} must be at most {limit}",
  },
  "field-at-least": {
    sv: "{field}: {what} måste vara minst {limit}",
    en: "{field}: {what} must be at least {limit}",
  },
  quoted: { sv: "”{value}”", en: '"{value}"' },
  "length-of": {
    sv: "antalet tecken i ”{value}”",
    en: 'the number of characters in "{value}"',
  },
  "field-other": {
    sv: "{field}: ”{value}” passar inte; {reason}",
    en: '{field}: "{value}" does not fit; {reason}',
  },

  // Rows.
  "long-line": {
    sv: "raden har fler än {most} tecken",
    en: "the line has more than {most} characters",
  },
  "nul-in-line": {
    sv: "raden innehåller ett NUL-tecken",
    en: "the line has a NUL character in it",
  },
  "after-quote": {
    sv: "ett värde fortsätter efter sitt avslutande citattecken",
    en: "a value goes on after its closing quotation mark",
  },
  "open-quote-here": {
    sv: "ett citattecken avslutas varken på raden eller där nästa citattecken står",
    en: "a quotation mark is not closed on this line, nor where the next ones stand",
  },
  "open-quote": {
    sv: "ett citattecken inleds och avslutas inte",
    en: "a quotation mark is opened and not closed",
  },
  "row-too-long": {
    sv: "raden har {values} värden och rubriken {columns}; sätt ett värde som innehåller skiljetecknet inom citattecken",
    en: "the row has {values} values and the header {columns}; put a value that contains the delimiter in quotation marks",
  },
  "row-too-short": {
    sv: "raden har {values} värden och rubriken {columns}",
    en: "the row has {values} values and the header {columns}",
  },
  "stands-already": {
    sv: "{kind} ”{id}” finns redan på {where}, med andra värden; den första gäller",
    en: 'the {kind} "{id}" stands on {where} already, with other values; the first counts',
  },
  "no-customer": {
    sv: "{field}: kunden ”{id}” finns inte; importera den först, eller rätta id:t",
    en: '{field}: there is no customer "{id}"; import it first, or correct the id',
  },
  "no-value": { sv: "(inget)", en: "(none)" },
  "line-number": { sv: "rad {line}", en: "line {line}" },

  // Files.
  "no-file": {
    sv: "Filen ”{path}” finns inte eller går inte att läsa. Kontrollera sökvägen.",
    en: 'There is no file "{path}" that may be read. Check the path.',
  },
  "not-a-file": {
    sv: "”{path}” är ingen fil. Ange sökvägen till en CSV-fil.",
    en: '"{path}" is no file. Give the path of a CSV file.',
  },
  "empty-file": {
    sv: "”{path}” är tom. Ange en fil med rubrikrad och rader.",
    en: '"{path}" is empty. Give a file with a header and rows.',
  },
  "broken-header": {
    sv: "Rubrikraden i ”{path}” går inte att läsa: citattecknen stämmer inte. Rätta den första raden.",
    en: 'The header of "{path}" cannot be read: its quotation marks do not match. Correct the first line.',
  },
  "wrong-encoding": {
    sv: "”{path}” är inte skriven med teckenkodningen {encoding}. Ange den rätta under ”files” i mappningen, eller ingen så att den hittas.",
    en: '"{path}" is not in the encoding {encoding}. Name the right one under "files" in the mapping, or none to have it found.',
  },
  "no-mapping-file": {
    sv: "Mappningen ”{path}” finns inte eller går inte att läsa. Kontrollera sökvägen.",
    en: 'There is no mapping "{path}" that may be read. Check the path.',
  },
  "columns-missing": {
    sv: "{path}: ingen kolumn heter {missing}, som krävs för {kind}. Filen har {columns}. Ange vilka kolumner som avses.",
    en: "{path}: no column is named {missing}, which every {kind} needs. The file has {columns}. Say with --mapping FILE which columns are meant.",
  },
  "no-column": {
    sv: "{place} Kolumnen ”{column}” finns inte i {path}.",
    en: '{place} There is no column "{column}" in {path}.',
  },
  "column-twice": {
    sv: "{place} {count} kolumner i {path} heter ”{column}”. Ge dem olika namn i rubrikraden.",
    en: '{place} {count} columns of {path} are named "{column}". Give them different names in its header.',
  },
  "columns-are": {
    sv: "Kolumnerna i {path} är {columns}.",
    en: "The columns of {path} are {columns}.",
  },
  "no-today": {
    sv: "{place} Mappningen räknar från i dag. Ange vilket datum det är med --today, till exempel --today 2026-03-01, så att en upprepning ger detsamma.",
    en: "{place} The mapping reckons from today. Say which date that is with --today, such as --today 2026-03-01, so that a repeat gives the same.",
  },
  stopped: {
    sv: "Importen avbröts. {kept}; kör den igen för att importera resten.",
    en: "The import was stopped. {kept}; run it again to import the rest.",
  },
  "nothing-kept": { sv: "Inget sparades", en: "Nothing was kept" },
  "kept-before": {
    sv: "Raderna före rad {line} i {path} är sparade",
    en: "Rows before line {line} of {path} are kept",
  },
  "kept-before-repeat": {
    sv: "Raderna före rad {line} i {path} är sparade, och en upprepning ändrar inget två gånger",
    en: "Rows before line {line} of {path} are kept, and a repeat changes nothing twice",
  },
  "strict-end": {
    sv: "{lines}. Importen slutade där, som --strict säger, och inget sparades. Rätta raden, eller utelämna --strict för att importera de andra.",
    en: "{lines}. The import has ended there, as --strict asks, and nothing was kept. Correct the row, or leave --strict out to import the others.",
  },
  unwritten: {
    sv: "Rad {from} till {to} i {path} kunde inte sparas: {reason}. {kept}.",
    en: "Lines {from} to {to} of {path} could not be written: {reason}. {kept}.",
  },

  // Mappings.
  "bad-yaml": {
    sv: "Det här är inte riktig YAML: {reason}.",
    en: "This is not YAML as it should be: {reason}.",
  },
  "check-yaml": {
    sv: "Kontrollera indrag, citattecken och parenteser här.",
    en: "Check indentation, quotation marks and brackets here.",
  },
  "unreadable-yaml": {
    sv: "Filen går inte att läsa: {reason}.",
    en: "The file cannot be read: {reason}.",
  },
  "fewer-aliases": {
    sv: "Använd färre hänvisningar (*namn).",
    en: "Use fewer aliases (*name).",
  },
  "no-zone": { sv: "”{zone}” är ingen tidszon.", en: '"{zone}" is no time zone.' },
  "write-zone": {
    sv: "Skriv en som Europe/Stockholm.",
    en: "Write one such as Europe/Stockholm.",
  },
  "field-needed": {
    sv: "{kind} måste ha ”{field}”, och inget fyller det.",
    en: '{kind} needs "{field}", and nothing fills it.',
  },
  "add-field": {
    sv: "Lägg till ”{field}” under ”fields”.",
    en: 'Add "{field}" under "fields".',
  },
  "no-field": {
    sv: "Fältet ”{field}” finns inte här, bland fälten för {kind}.",
    en: 'There is no field "{field}" in this {kind}.',
  },
  "write-field": {
    sv: "Skriv ”today” eller något av {fields}.",
    en: 'Write "today" or one of {fields}.',
  },
  circle: {
    sv: "De här fälten är gjorda av varandra: {fields}.",
    en: "These fields are made of each other: {fields}.",
  },
  "from-column": {
    sv: "Hämta ett av dem från en kolumn.",
    en: "Take one of them from a column.",
  },
  "no-format": {
    sv: "”{format}” är inget format: {reason}.",
    en: '"{format}" is no format: {reason}.',
  },
  "write-format": { sv: "Skriv ett som {example}.", en: "Write one such as {example}." },
  "format-twice": { sv: "det anger en del två gånger", en: "it names a part twice" },
  "format-date": { sv: "det måste ha YYYY, MM och DD", en: "it needs YYYY, MM and DD" },
  "format-instant": {
    sv: "det måste ha YYYY, MM, DD, HH och mm",
    en: "it needs YYYY, MM, DD, HH and mm",
  },
  "format-letter": {
    sv: "”{letter}” står inte för någon del av ett datum",
    en: '"{letter}" stands for no part of a date',
  },
  "no-country": {
    sv: "”{country}” är inget land med telefonnummer.",
    en: '"{country}" is no country with telephone numbers.',
  },
  "write-country": {
    sv: "Skriv dess två bokstäver, till exempel SE.",
    en: "Write its two letters, such as SE.",
  },

  // What the schema of mappings finds.
  "in-place": { sv: "I {place}: {said}", en: "In {place}: {said}" },
  "unknown-key": {
    sv: "Nyckeln ”{key}” finns inte här.",
    en: 'There is no key "{key}" here.',
  },
  "remove-or-use": {
    sv: "Ta bort den, eller använd någon av {keys}.",
    en: "Remove it, or use one of {keys}.",
  },
  missing: { sv: "{name} saknas.", en: "{name} is missing." },
  "cannot-be": { sv: "{name} kan inte vara {value}.", en: "{name} cannot be {value}." },
  "no-name": { sv: "{name} kan inte vara ett namn här.", en: "{name} cannot be a name here." },
  add: { sv: "Lägg till {what}.", en: "Add {what}." },
  write: { sv: "Skriv {what}.", en: "Write {what}." },
  it: { sv: "det", en: "it" },
  correct: { sv: "Rätta det.", en: "Correct it." },
  "the-file": { sv: "Filen", en: "The file" },
  "item-of": { sv: "Post {number} i ”{list}”", en: 'Item {number} of "{list}"' },
  "item-within": { sv: "post {number} i ”{list}”", en: 'item {number} of "{list}"' },
  empty: { sv: "tom", en: "empty" },
  "a-text": { sv: "en text", en: "a text" },
  "a-number": { sv: "ett tal", en: "a number" },
  "whole-number": { sv: "ett heltal", en: "a whole number" },
  "true-or-false": { sv: "true eller false", en: "true or false" },
  "a-list": { sv: "en lista", en: "a list" },
  "a-group": { sv: "en grupp av nycklar", en: "a group of keys" },
  "one-of": { sv: "något av {values}", en: "one of {values}" },
  "at-least": { sv: "minst {limit}", en: "at least {limit}" },
  "at-most": { sv: "högst {limit}", en: "at most {limit}" },
  "or-form": { sv: "{one}, eller {other}", en: "{one}, or {other}" },
  "column-or-field": {
    sv: "ett villkor frågar om antingen en kolumn eller ett fält",
    en: "a condition asks about either a column or a field",
  },
  "keep-column-or-field": {
    sv: "Behåll en av ”column” och ”field”.",
    en: 'Keep one of "column" and "field".',
  },
  "one-question": { sv: "ett villkor har en fråga", en: "a condition has one question" },
  "write-question": {
    sv: "Skriv en av is, isNot, in och empty.",
    en: "Write one of is, isNot, in and empty.",
  },
  "no-origin": {
    sv: "det framgår inte var värdet kommer ifrån",
    en: "it is not said where the value comes from",
  },
  "many-origins": {
    sv: "värdet kommer från både {first} och {second}",
    en: "the value comes from both {first} and {second}",
  },
  "write-origin": { sv: "Skriv en av {keys}.", en: "Write one of {keys}." },
  "unit-or-values": {
    sv: "en tid från en kolumn behöver antingen unit eller values",
    en: "a span by a column needs either a unit or values",
  },
  "write-unit-or-values": {
    sv: "Skriv ”unit: months”, eller ”values:” med en tid för varje värde.",
    en: 'Write "unit: months", or "values:" with a span for each value.',
  },
  "one-conversion": {
    sv: "en omvandling har en nyckel, och den här har {count}",
    en: "one conversion has one key, and this has {count}",
  },
  "write-conversions": {
    sv: "Skriv varje omvandling som en egen post, efter ”- ”.",
    en: 'Write each conversion as an item of its own, after "- ".',
  },
  "otherwise-with-values": {
    sv: "”otherwise” hör bara ihop med ”values”",
    en: '"otherwise" goes with "values" only',
  },
  "use-default": { sv: "Ta bort den, eller använd default.", en: "Remove it, or use default." },
  "whole-span": {
    sv: "skriv en tid i hela dagar, månader eller år, till exempel P90D, P1M eller P1Y",
    en: "write a span of whole days, months or years, such as P90D, P1M or P1Y",
  },
  "two-capitals": {
    sv: "skriv landet som två versaler, till exempel SE",
    en: "write a country as two capitals, such as SE",
  },
} as const satisfies Readonly<Record<string, LocalizedText>>;

/** A stable name of what is said. */
export type ImportMessage = keyof typeof IMPORT_MESSAGES;

type NamesIn<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | NamesIn<Rest>
  : never;

/** The values that a message has in it, by name. */
type ValuesOf<Code extends ImportMessage> = Readonly<
  Record<NamesIn<(typeof IMPORT_MESSAGES)[Code]["en"]>, string | number | LocalizedText>
>;

/** A message in both languages, with its values filled in. */
export function importWords<Code extends ImportMessage>(
  code: Code,
  values: ValuesOf<Code>,
): LocalizedText {
  const texts: LocalizedText = IMPORT_MESSAGES[code];
  const given: Readonly<Record<string, string | number | LocalizedText>> = values;
  return { sv: filled(texts.sv, given, "sv"), en: filled(texts.en, given, "en") };
}

function filled(
  text: string,
  values: Readonly<Record<string, string | number | LocalizedText>>,
  locale: keyof LocalizedText,
): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    return typeof value === "object" ? value[locale] : String(value);
  });
}

/** What is the same in both languages, such as a name. */
export function verbatim(words: string): LocalizedText {
  return { sv: words, en: words };
}

/** Things all of which are meant. */
export function both(things: readonly string[]): LocalizedText {
  return { sv: things.join(" och "), en: things.join(" and ") };
}

/** Things of which one is meant. */
export function either(things: readonly string[]): LocalizedText {
  return { sv: things.join(" eller "), en: things.join(" or ") };
}

/** What a schema says of its own, with both languages for whoever tells it. */
export function customIssue(message: LocalizedText, remedy: LocalizedText) {
  return { code: "custom", message: message.en, params: { message, remedy } } as const;
}

const SWEDISH = new Map<string, string>(
  Object.values(IMPORT_MESSAGES).map(({ sv, en }) => [en, sv]),
);

/** What a schema says in English, in both languages; twice the same for words that are not ours. */
export function schemaText(en: string): LocalizedText {
  return { sv: SWEDISH.get(en) ?? inSwedish(en), en };
}

/** Several things that are said, each on a line of its own. */
export function inLines(said: readonly LocalizedText[]): LocalizedText {
  return { sv: said.map(({ sv }) => sv).join("\n"), en: said.map(({ en }) => en).join("\n") };
}
