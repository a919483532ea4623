/** What schemas of ours say themselves, by their English words; a test finds those that lack Swedish ones. */
const SWEDISH: Readonly<Record<string, string>> = {
  "a rule must decide something: a priority, a skill, a voiceMessage, …":
    "en regel måste avgöra något: en priority, en skill, ett voiceMessage, …",
  "a window ends after it begins; write one over midnight as two, up to 24:00 and from 00:00":
    "tiden måste sluta efter att den börjar; skriv en tid över midnatt som två, till 24:00 och från 00:00",
  "declare each family of rate limits once": "ange varje slags gräns en gång",
  "earliestDaysBefore must be more days than latestDaysBefore, as 90 and 60":
    "earliestDaysBefore måste vara fler dagar än latestDaysBefore, som 90 och 60",
  "gold and silver are at most 100 per cent":
    "guld och silver kan vara högst 100 procent tillsammans",
  "gold takes more than silver": "guld måste kräva mer än silver",
  "medium begins below high": "medium måste börja under high",
  "recheck must be longer than nothing, such as PT1H":
    "recheck måste vara längre än noll, till exempel PT1H",
  'say what ends the welcome: "for" a time, "until" a condition holds, or both':
    "ange vad som avslutar välkomsten: ”for” en tid, ”until” ett villkor gäller, eller båda",
  "the lowest tier begins at 0": "den lägsta nivån måste börja på 0",
  "the three bands make 100 per cent": "de tre delarna ska bli 100 procent",
  "the time it ends must be after it begins": "sluttiden måste vara efter starttiden",
  "these windows do not open on any day within 30 days, so nothing could ever be sent; give at least one window":
    "tiderna öppnar inte någon dag inom 30 dagar, så inget skulle kunna skickas; ange minst en tid",
  'write a condition: "all", "any", "not", or a "field", "count" or "sum" with "is"':
    "skriv ett villkor: ”all”, ”any”, ”not”, eller ”field”, ”count” eller ”sum” med ”is”",
  "write a currency as three capitals, such as SEK":
    "skriv valutan som tre versaler, till exempel SEK",
  "write a date as 2026-03-31, today, today+P90D or today-P1Y":
    "skriv ett datum som 2026-03-31, eller today, today+P90D eller today-P1Y",
  "write a duration in ISO 8601, such as P90D, P1M or PT36H":
    "skriv en tidslängd enligt ISO 8601, till exempel P90D, P1M eller PT36H",
  "write a step id in small letters, digits and hyphens":
    "skriv stegets id med små bokstäver a–z, siffror och bindestreck",
  "write a time of day as HH:MM": "skriv klockslaget som HH:MM",
  "write a time zone by its IANA name, such as Europe/Stockholm":
    "skriv tidszonen med sitt IANA-namn, till exempel Europe/Stockholm",
  "write an id in small letters, digits and hyphens":
    "skriv id med små bokstäver a–z, siffror och bindestreck",
  "write an instant in UTC with milliseconds, such as 2026-03-01T08:00:00.000Z":
    "skriv en tidpunkt i UTC med millisekunder, till exempel 2026-03-01T08:00:00.000Z",
  "write an offset with its sign and whole days, such as -P90D, +P3D or -P1M":
    "skriv en förskjutning med tecken och hela dagar, till exempel -P90D, +P3D eller -P1M",
  "write the country as two capitals, such as SE": "skriv landet som två versaler, till exempel SE",
  "write the day as MM-DD, at most the 28th": "skriv dagen som MM-DD, senast den 28:e",
  "write the id in small letters with hyphens, such as se-electricity":
    "skriv id med små bokstäver och bindestreck, till exempel se-electricity",
  "write the id in small letters with hyphens, such as uses-trucks":
    "skriv id med små bokstäver och bindestreck, till exempel uses-trucks",
  "write whole years or months, such as P1Y or P6M":
    "skriv hela år eller månader, till exempel P1Y eller P6M",
};

const WINDOWS: Readonly<Record<string, string>> = {
  marketing: "marknadsföring",
  service: "servicemeddelanden",
  statutory: "lagstadgad information",
  calls: "samtal",
};

/** Messages with values in them: the form of the English one, and the Swedish one made of its values. */
const FORMS: readonly (readonly [RegExp, (...values: string[]) => string])[] = [
  [
    /^(.+) exclude each other and add up to ([\d.]+); lower them to at most 1 together$/,
    (names, sum) =>
      `${names} utesluter varandra och blir ${sum?.replace(".", ",")} tillsammans; sänk dem till högst 1`,
  ],
  [
    /^the (\w+) windows do not open for 30 days from ([\d-]+), because of the holidays added; add fewer, or give windows for holidays$/,
    (kind = "", date) =>
      `tiderna för ${WINDOWS[kind] ?? kind} öppnar inte på 30 dagar från ${date} på grund av tillagda helgdagar; lägg till färre, eller ange tider för helgdagar`,
  ],
  [
    /^a tier takes more than the one before it, "(.+)" \((.+)\)$/,
    (below, from) => `nivån måste kräva mer än nivån före, ”${below}” (${from})`,
  ],
  [/^there is another tier "(.*)"$/, (id) => `det finns redan en nivå ”${id}”`],
  [
    /^there is no benefit "(.*)"; add it under "benefits"$/,
    (id) => `det finns ingen förmån ”${id}”; lägg till den under ”benefits”`,
  ],
  [/^a program has at most (\d+) files$/, (most) => `ett program har högst ${most} filer`],
  [
    /^there are two criteria "(.+)"; give each an id of its own$/,
    (id) => `det finns två kriterier ”${id}”; ge vart och ett ett eget id`,
  ],
];

/**
 * What a schema says, in Swedish; as it is where it has no Swedish words, such as what is not a sentence of ours.
 *
 * @param more Messages of other schemas than the core's, by their English words.
 */
export function inSwedish(message: string, more: Readonly<Record<string, string>> = {}): string {
  if (Object.hasOwn(SWEDISH, message)) return SWEDISH[message] ?? message;
  if (Object.hasOwn(more, message)) return more[message] ?? message;
  for (const [form, say] of FORMS) {
    const [, ...values] = form.exec(message) ?? [];
    if (values.length > 0) return say(...values);
  }
  return message;
}
