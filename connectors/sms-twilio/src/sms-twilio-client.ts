import { basicAuth, createRequest, type SentSms, secretValues } from "@perennial/connector-kit";
import { type ConnectorContext, ConnectorError, type Instant } from "@perennial/contract";
import { z } from "zod";
import { meaningOfRefusal, smsTwilioExceptions } from "./sms-twilio-errors.ts";
import { smsTwilioManifest } from "./sms-twilio-manifest.ts";
import { isMessagingService, SmsTwilioSettings } from "./sms-twilio-settings.ts";

const VERSION = "2010-04-01";
/** Messages of one page; Twilio gives at most 1000. */
const PAGE = "200";

/** A message resource, as far as we use it (twilio.com/docs/messaging/api/message-resource). */
const Message = z.object({
  sid: z.string().min(1),
  to: z.string().nullish(),
  body: z.string().nullish(),
  direction: z.string().nullish(),
  /** RFC 2822, in whole seconds. */
  date_created: z.string().nullish(),
  /** Text such as "-0.00750"; missing until the message was sent. */
  price: z.string().nullish(),
});
const Messages = z.object({
  messages: z.array(Message),
  /** Path and query of the next page. */
  next_page_uri: z.string().nullish(),
});
const Account = z.object({ sid: z.string() });
const Refusal = z.object({ code: z.number().nullish(), message: z.string().nullish() });

/** A message to send. */
export interface SmsToSend {
  readonly to: string;
  readonly text: string;
  /** Where Twilio tells what became of it. */
  readonly statusUrl: string;
}

/** What we use of the Twilio API. Its methods throw a `ConnectorError`. */
export interface SmsTwilioClient {
  /** Sends one SMS. `price` is in the account's currency, where it is known at once. */
  send(sms: SmsToSend): Promise<{ readonly sid: string; readonly price: number | undefined }>;
  /** All that was sent to a number since a moment. */
  sentTo(to: string, since: Instant): Promise<readonly SentSms[]>;
  /** Fetches the account, which proves the credentials. */
  account(): Promise<void>;
}

/** Opens the Twilio API. */
export function createSmsTwilioClient(
  settings: SmsTwilioSettings,
  context: ConnectorContext,
): SmsTwilioClient {
  const { accountSid, authToken, apiKeySid = accountSid, apiKeySecret = authToken } = settings;
  const request = createRequest({
    connector: smsTwilioManifest.id,
    context,
    baseUrl: settings.baseUrl,
    headers: { authorization: basicAuth(apiKeySid, apiKeySecret) },
    secrets: secretValues(SmsTwilioSettings, settings),
    exceptions: smsTwilioExceptions,
  });
  const path = [VERSION, "Accounts", accountSid, "Messages.json"];
  const { sender } = settings;
  const from = isMessagingService(sender) ? { MessagingServiceSid: sender } : { From: sender };

  return {
    async send({ to, text, statusUrl }) {
      const form = { ...from, To: to, Body: text, StatusCallback: statusUrl };
      // What a 400 means depends on Twilio's own code.
      const answer = await request({ method: "POST", path, form, accept: [400] });
      if (answer.status === 400) throw refused(codeIn(answer.text), answer.words);
      const { sid, price } = answer.read(Message);
      return { sid, price: amountOf(price) };
    },

    async sentTo(to, since) {
      const found = new Map<string, SentSms>();
      let query: Record<string, string> = { To: to, PageSize: PAGE };
      for (;;) {
        const answer = await request({ method: "GET", path, query });
        const { messages, next_page_uri: next } = answer.read(Messages);
        const recent = messages.filter((one) => (createdAtOf(one) ?? since) >= since);
        for (const sms of recent.flatMap((one) => outgoing(one, to))) found.set(sms.id, sms);
        // Newest first: a page with nothing as new as `since` is followed by older ones alone.
        if (!next || recent.length === 0) return [...found.values()];
        const following = queryOf(next);
        if (JSON.stringify(following) === JSON.stringify(query)) throw stuck();
        query = following;
      }
    },

    async account() {
      const path = [VERSION, "Accounts", `${accountSid}.json`];
      const answer = await request({ method: "GET", path });
      // A login page of something in between is no account.
      answer.read(Account);
    },
  };
}

/** Replies that Twilio makes by itself are `outbound-reply` and none of ours. */
function outgoing(message: z.infer<typeof Message>, to: string): SentSms[] {
  const { sid, direction, body } = message;
  const createdAt = createdAtOf(message);
  if (direction !== "outbound-api" || message.to !== to || createdAt === undefined) return [];
  return [{ id: sid, createdAt, text: body ?? "" }];
}

function createdAtOf({ date_created: created }: z.infer<typeof Message>): Instant | undefined {
  const moment = Date.parse(created ?? "");
  return Number.isNaN(moment) ? undefined : new Date(moment).toISOString();
}

/** Twilio writes what it charges as a negative number. */
function amountOf(price: string | null | undefined): number | undefined {
  const amount = Math.abs(Number.parseFloat(price ?? ""));
  return Number.isNaN(amount) ? undefined : amount;
}

function codeIn(text: string): number {
  try {
    return Refusal.safeParse(JSON.parse(text)).data?.code ?? 0;
  } catch {
    return 0;
  }
}

function refused(code: number, words: string): ConnectorError {
  const message = code === 0 ? `Twilio refused it: ${words}` : `Twilio ${code}: ${words}`;
  return new ConnectorError({
    ...{ connector: smsTwilioManifest.id, message },
    ...meaningOfRefusal(code),
  });
}

function queryOf(uri: string): Record<string, string> {
  return Object.fromEntries(new URL(uri, "https://api.twilio.com").searchParams);
}

function stuck(): ConnectorError {
  const message = "GET Messages.json gives the same next page again";
  return new ConnectorError({ connector: smsTwilioManifest.id, kind: "unavailable", message });
}
