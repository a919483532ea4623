import type { Explanation } from "@perennial/api";
import type { Locale } from "@perennial/contract";
import { localDateOf, localTimeOf } from "@perennial/lifecycle";
import { wrap } from "./wrap.ts";

/** How an explanation is told. */
export interface Telling {
  readonly locale: Locale;
  /** An IANA name: the zone that times are shown in. */
  readonly timeZone: string;
}

const WORDS = {
  sv: {
    times: (zone: string) => `Tider i ${zone}.`,
    agreement: (id: string) => `avtal ${id}`,
    nothing: "Inget program har haft med kunden att göra.",
    messages: "Kontakter",
    none: "Ingen kontakt än.",
    channels: { email: "e-post", phone: "telefon", post: "brev" },
    in: "från kunden",
    out: "till kunden",
  },
  en: {
    times: (zone: string) => `Times in ${zone}.`,
    agreement: (id: string) => `agreement ${id}`,
    nothing: "No program has had anything to do with the customer.",
    messages: "Contacts",
    none: "No contact yet.",
    channels: { email: "e-mail", sms: "SMS", phone: "phone", post: "letter" },
    in: "from the customer",
    out: "to the customer",
  },
} as const;

const WIDTH = 100;

/** What is known of a customer's dealings with programs, as paragraphs to read. */
export function explanationLines(explanation: Explanation, telling: Telling): readonly string[] {
  const words = WORDS[telling.locale];
  const { name, customerId, programs, messages } = explanation;
  return [
    `${name} (${customerId})`,
    words.times(telling.timeZone),
    ...(programs.length === 0 ? ["", words.nothing] : []),
    ...programs.flatMap((program) => programLines(program, telling)),
    "",
    words.messages,
    ...(messages.length === 0 ? wrap(words.none, WIDTH, "  ") : []),
    ...messages
      .toSorted((a, b) => (a.at < b.at ? -1 : 1))
      .flatMap((message) => messageLines(message, telling)),
  ];
}

function programLines(
  { name, program, agreementId, summary, next, lines }: Explanation["programs"][number],
  telling: Telling,
): readonly string[] {
  const about = agreementId === null ? "" : `, ${WORDS[telling.locale].agreement(agreementId)}`;
  return [
    "",
    `${name} (${program})${about}`,
    ...wrap(summary, WIDTH, "  "),
    ...(next === null ? [] : wrap(next, WIDTH, "  ")),
    ...lines.flatMap(({ at, sentence }) => dated(at, sentence, telling)),
  ];
}

function messageLines(
  { at, channel, direction, text, sentence }: Explanation["messages"][number],
  telling: Telling,
): readonly string[] {
  const words = WORDS[telling.locale];
  const channels: Readonly<Record<string, string>> = words.channels;
  const way = direction === "in" ? words.in : words.out;
  const head = `${channels[channel] ?? channel}, ${way}: ${sentence}`;
  return [...dated(at, head, telling), ...wrap(text, WIDTH, " ".repeat(20))];
}

/** A line with its moment before it; what follows stands under its beginning. */
function dated(at: string, text: string, { timeZone }: Telling): readonly string[] {
  const moment = `${localDateOf(at, timeZone)} ${localTimeOf(at, timeZone)}`;
  const indent = `  ${" ".repeat(moment.length)}  `;
  const [first = "", ...rest] = wrap(text, WIDTH, indent);
  return [`  ${moment}  ${first.trimStart()}`, ...rest];
}
