import type { LocalizedText, MessageClass } from "@perennial/contract";
import type { Program } from "@perennial/lifecycle";
import type { OpenConnection } from "../connection/connections.ts";
import { performs, routeOf } from "../connection/route.ts";
import type { PlacedProblem } from "./check-chosen.ts";

const CLASS_WORDS: Readonly<Record<MessageClass, LocalizedText>> = {
  statutory: { sv: "lagstadgade meddelanden", en: "messages that the law asks for" },
  service: { sv: "servicemeddelanden", en: "service messages" },
  marketing: { sv: "reklam", en: "marketing" },
};
const CHANNELS = {
  email: {
    kind: "send-email",
    words: { sv: "e-post", en: "e-mail" },
    other: {
      sv: "Anslut till exempel en e-postserver (SMTP).",
      en: "Connect a mail server (SMTP), for example.",
    },
  },
  sms: {
    kind: "send-sms",
    words: { sv: "SMS", en: "text messages" },
    other: { sv: "Anslut en annan SMS-tjänst.", en: "Connect another SMS service." },
  },
} as const;

/**
 * The steps of a program whose message could never leave, though there is a connection for their channel: every one of them
 * is for other classes of message. A channel without any connection is none of them, for somebody may be about to connect
 * it; messages wait for that.
 */
export function unsentClasses(
  { steps }: Pick<Program, "steps">,
  connections: readonly Pick<OpenConnection, "connection" | "connector">[],
): readonly PlacedProblem[] {
  return steps.flatMap((step): readonly PlacedProblem[] => {
    if (step.do !== "send") return [];
    const { kind, words, other } = CHANNELS[step.channel];
    const first = routeOf(connections, { kind });
    if (first === undefined || routeOf(connections, { kind, class: step.class })) return [];
    const names = connections
      .filter(({ connector }) => performs(connector.manifest, { kind }))
      .map(({ connection }) => connection.id)
      .join(", ");
    const what = CLASS_WORDS[step.class];
    return [
      {
        place: `steps.${step.id}`,
        message: {
          sv: `Steget skickar ${what.sv} som ${words.sv}, och det gör ingen anslutning (${names} skickar annat). ${other.sv}`,
          en: `The step sends ${what.en} by ${words.en}, which no connection does (${names} sends other messages). ${other.en}`,
        },
      },
    ];
  });
}
