import type { TwinsView } from "@perennial/api";
import type { Locale, LocalizedText } from "@perennial/contract";
import { heading, indented, left, note, right } from "../insight/output/lines.ts";
import { plainBlanks, Speech } from "../insight/output/speech.ts";
import { withServer } from "./reach-server.ts";
import type { Shell } from "./shell.ts";
import type { TwinsOptions } from "./twins.ts";

/**
 * Asks a running server what sets the best customers apart, or for the file of who is like them, and tells it.
 * @throws CliError
 */
export async function runTwins(options: TwinsOptions, { terminal }: Shell): Promise<void> {
  const { of, who, limit, format, locale, json } = options;
  if (format !== undefined) {
    const body = { of, who, limit };
    const found = await withServer(options, (client) =>
      client.ask("exportTwins", { query: { locale }, body }),
    );
    const { csv, ...data } = found;
    if (format === "json") return terminal.json(data);
    for (const line of csv.trimEnd().split("\r\n")) terminal.say(line);
    for (const line of leftOutLines(found, locale)) terminal.note(line);
    return;
  }
  const query = { of, who, limit: String(limit), locale };
  const twins = await withServer(options, (client) => client.ask("getTwins", { query }));
  if (json) return terminal.json(twins);
  for (const line of twinLines(twins, locale)) terminal.say(plainBlanks(line));
}

function twinLines(twins: TwinsView, locale: Locale): readonly string[] {
  const speech = new Speech(locale, "SEK");
  const say = (text: LocalizedText) => speech.say(text);
  const n = (value: number) => speech.count(value);
  const { best, others, tested, refusal, traits, leftOutAttributes, all, considered } = twins;
  const unused = leftOutAttributes.map(({ name, because }) => `${name} (${because})`).join(", ");
  return [
    say({
      sv: `De bästa (${twins.of}): ${n(best)} kunder, mot ${n(others)} övriga. ${n(tested)} värden prövade.`,
      en: `The best (${twins.of}): ${n(best)} customers, against ${n(others)} others. ${n(tested)} values tested.`,
    }),
    ...(unused === ""
      ? []
      : note(say({ sv: `Används inte: ${unused}.`, en: `Not used: ${unused}.` }))),
    ...(refusal === null ? traitLines(traits, speech) : ["", ...note(refusal)]),
    "",
    say({
      sv: `${n(all)} liknar dem. Av de ${n(considered)} mest lika kan ${n(twins.usable)} vara med i en fil.`,
      en: `${n(all)} are like them. Of the ${n(considered)} most like, ${n(twins.usable)} may be in a file.`,
    }),
    ...leftOutLines(twins, locale),
  ];
}

function traitLines(traits: TwinsView["traits"], speech: Speech): readonly string[] {
  const title = heading(
    speech.say({ sv: "Vad som utmärker de bästa", en: "What sets the best apart" }),
  );
  if (traits.length === 0) {
    const nothing = {
      sv: "Inget skiljer dem från de övriga mer än slumpen kan göra.",
      en: "Nothing sets them apart more than chance can.",
    };
    return [...title, speech.say(nothing)];
  }
  return [
    ...title,
    ...indented(
      [
        left(speech.say({ sv: "egenskap", en: "attribute" })),
        left(speech.say({ sv: "värde", en: "value" })),
        right(speech.say({ sv: "bästa", en: "best" })),
        right(speech.say({ sv: "övriga", en: "others" })),
        right(speech.say({ sv: "gånger", en: "times" })),
        right("95 %"),
        right(speech.say({ sv: "poäng", en: "points" })),
      ],
      traits.map((trait) => [
        ...[trait.name, trait.value, speech.percent(trait.bestShare)],
        ...[speech.percent(trait.othersShare), speech.decimal(trait.lift)],
        `${speech.decimal(trait.low)}–${speech.decimal(trait.high)}`,
        speech.count(trait.points),
      ]),
    ),
  ];
}

function leftOutLines({ leftOut }: Pick<TwinsView, "leftOut">, locale: Locale): readonly string[] {
  const word = { sv: "Utanför", en: "Left out" }[locale];
  return leftOut.map(({ customers, words }) => `${word}: ${customers} ${words}`);
}
