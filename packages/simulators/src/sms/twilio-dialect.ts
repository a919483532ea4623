import { createHash, createHmac } from "node:crypto";
import type { SmsDialect } from "./sms-dialect.ts";
import type { SmsProgress } from "./sms-record.ts";
import type { TwilioAccount } from "./twilio-options.ts";

const STATUSES: Readonly<Record<SmsProgress["status"], string>> = {
  created: "queued",
  sent: "sent",
  delivered: "delivered",
  failed: "undelivered",
};

/** Unknown destination: the number does not exist any more. */
export const UNKNOWN_NUMBER = 30005;

const STOP_WORDS = ["STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"];
const START_WORDS = ["START", "YES", "UNSTOP"];

/** What Twilio itself takes a received SMS to ask for, when its words are all there is in it. */
export function optOutType(message: string): "STOP" | "START" | "HELP" | undefined {
  const word = message.trim().toUpperCase();
  if (STOP_WORDS.includes(word)) return "STOP";
  if (START_WORDS.includes(word)) return "START";
  return word === "HELP" || word === "INFO" ? "HELP" : undefined;
}

/** A state of an SMS in Twilio's words. */
export function twilioStatus({ status }: SmsProgress): string {
  return STATUSES[status];
}

/** An id of Twilio's form. */
export function messageSid(seed: number, words: readonly string[]): string {
  const hash = createHash("md5").update(JSON.stringify([seed, ...words]));
  return `SM${hash.digest("hex")}`;
}

/** How Twilio names SMS and tells of them; its requests are signed and have no time of their own. */
export function twilioDialect(account: TwilioAccount): SmsDialect {
  const { accountSid, authToken } = account;
  return {
    // By default a door that cannot be reached is tried once more, and one that answers never is.
    retrySeconds: [15],
    taken: () => true,
    id: messageSid,
    incoming: ({ id, from, to, message, parts }) => {
      const asked = account.advancedOptOut ? optOutType(message) : undefined;
      return {
        ...{ MessageSid: id, SmsSid: id, SmsMessageSid: id, AccountSid: accountSid },
        ...{ From: from, To: to, Body: message, NumMedia: "0", NumSegments: String(parts) },
        ...{ SmsStatus: "received", ApiVersion: "2010-04-01" },
        ...(asked === undefined ? {} : { OptOutType: asked }),
      };
    },
    report: ({ id, from, to }, progress) => {
      const status = twilioStatus(progress);
      return {
        ...{ MessageSid: id, SmsSid: id, AccountSid: accountSid, From: from, To: to },
        ...{ MessageStatus: status, SmsStatus: status, ApiVersion: "2010-04-01" },
        ...(progress.status === "failed" ? { ErrorCode: String(UNKNOWN_NUMBER) } : {}),
      };
    },
    headers: (url, body) => ({
      "x-twilio-signature": createHmac("sha1", authToken)
        .update(url + sortedFields(body), "utf8")
        .digest("base64"),
    }),
    reply: twimlReply,
  };
}

function sortedFields(body: string): string {
  const form = new URLSearchParams(body);
  return [...new Set(form.keys())]
    .sort()
    .map((name) => `${name}${form.get(name)}`)
    .join("");
}

/** The first message of a TwiML answer; a text without markup is sent as it is. */
function twimlReply(type: string, body: string): string | undefined {
  if (body.trim() === "") return undefined;
  if (type.startsWith("text/plain")) return body;
  const [, message = ""] = /<Message\b[^>]*>([\s\S]*?)<\/Message>/.exec(body) ?? [];
  const text = message.replace(/<[^>]*>/g, "").trim();
  return text === "" ? undefined : text;
}
