import type { Channel, Instant, Locale } from "@perennial/contract";
import { causeWords, localDateOf, localTimeOf } from "@perennial/lifecycle";
import type { AlarmCause, LastContact } from "@perennial/store";

/** What staff read is written in the tenant's language and zone. */
export interface StaffView {
  readonly locale: Locale;
  readonly zone: string;
}

const CHANNEL: Readonly<Record<Locale, Readonly<Record<Channel, string>>>> = {
  sv: { sms: "sms", email: "e-post", phone: "telefon", post: "brev" },
  en: { sms: "SMS", email: "e-mail", phone: "phone", post: "letter" },
};

function moment(at: Instant, { zone }: StaffView): string {
  return `${localDateOf(at, zone)} ${localTimeOf(at, zone)}`;
}

/** Why a customer is on the call list, such as "no response to SMS at 2026-03-02 09:00". */
export function callReason(
  last: LastContact | undefined,
  program: string,
  view: StaffView,
): string {
  if (last === undefined) return program;
  const channel = CHANNEL[view.locale][last.channel];
  if (last.answeredAt === null) {
    const at = moment(last.sentAt, view);
    return view.locale === "sv"
      ? `Inget svar på ${channel} ${at}`
      : `No response to ${channel} at ${at}`;
  }
  const at = moment(last.answeredAt, view);
  return view.locale === "sv"
    ? `Hörde av sig ${at} efter ${channel}`
    : `Got in touch at ${at} after ${channel}`;
}

/** Why a call is taken off the list, from the code of what made it needless. */
export function withdrawalReason(cause: string, { locale }: StaffView): string {
  const clause = causeWords(cause)[locale];
  return locale === "sv"
    ? `Borttagen från ringlistan eftersom ${clause}`
    : `Taken off the call list because ${clause}`;
}

/** The line of a message on the CRM's own timeline. */
export function noteText(
  note: {
    readonly channel: Channel;
    readonly contactPoint: string;
    readonly text: string;
    readonly program: string;
  },
  { locale }: StaffView,
): string {
  const { channel, contactPoint, text, program } = note;
  const way = CHANNEL[locale][channel];
  if (channel === "phone") {
    return locale === "sv"
      ? `Perennial, ${program}: kunden står på ringlistan (${contactPoint}). ${text}`
      : `Perennial, ${program}: the customer is on the call list (${contactPoint}). ${text}`;
  }
  return locale === "sv"
    ? `Perennial, ${program}: ${way} till ${contactPoint}.\n${text}`
    : `Perennial, ${program}: ${way} to ${contactPoint}.\n${text}`;
}

const ALARMS: Readonly<Record<Locale, Readonly<Record<AlarmCause, string>>>> = {
  sv: {
    unclear: "Det går inte att veta om meddelandet kom fram.",
    "not-sent": "Meddelandet kunde inte skickas.",
    "not-delivered": "Meddelandet skickades men kom inte fram.",
    late: "Meddelandet har inte kunnat skickas än. Nya försök görs.",
  },
  en: {
    unclear: "Nobody can know whether the message arrived.",
    "not-sent": "The message could not be sent.",
    "not-delivered": "The message was sent but did not arrive.",
    late: "The message could not be sent yet. It is tried again.",
  },
};

/** The task for a person when a message the law asks for did not certainly reach the customer. */
export function alarmTask(
  alarm: {
    readonly cause: AlarmCause;
    readonly channel: Channel;
    readonly detail?: string | undefined;
    readonly customer: string;
    readonly program: string;
  },
  { locale }: StaffView,
): { readonly title: string; readonly body: string } {
  const way = CHANNEL[locale][alarm.channel];
  const what = ALARMS[locale][alarm.cause];
  const detail = alarm.detail === undefined ? [] : [alarm.detail];
  if (locale === "sv") {
    const ask = `Lagen kräver att ${alarm.customer} får den här informationen. Kontrollera saken och informera kunden på annat sätt om det behövs.`;
    return {
      title: `Se till att ${alarm.customer} får lagens information (${alarm.program})`,
      body: [`${what} Kanal: ${way}.`, ...detail, ask].join("\n"),
    };
  }
  const ask = `The law requires that ${alarm.customer} gets this information. Check, and inform the customer in another way if need be.`;
  return {
    title: `See to it that ${alarm.customer} gets the information the law requires (${alarm.program})`,
    body: [`${what} Channel: ${way}.`, ...detail, ask].join("\n"),
  };
}
