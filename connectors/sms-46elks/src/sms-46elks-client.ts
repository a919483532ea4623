import {
  basicAuth,
  createRequest,
  type SentSms,
  secretValues,
  toInstant,
} from "@perennial/connector-kit";
import { type ConnectorContext, ConnectorError, type Instant } from "@perennial/contract";
import { z } from "zod";
import { sms46elksExceptions } from "./sms-46elks-errors.ts";
import { sms46elksManifest } from "./sms-46elks-manifest.ts";
import { Sms46elksSettings } from "./sms-46elks-settings.ts";

/** The most that one page of the history may have (46elks.com/docs/sms-history). */
const PAGE = 100;

/** The answer to a sent SMS, as far as we use it (46elks.com/docs/send-sms). */
const Created = z.object({ id: z.string().min(1), cost: z.number().nullish() });

const Sms = z.object({
  id: z.string(),
  created: z.string().nullish(),
  direction: z.string().nullish(),
  to: z.string().nullish(),
  /** Missing where the account does not keep texts. */
  message: z.string().nullish(),
});
const History = z.object({ data: z.array(Sms), next: z.string().nullish() });

/** A message to send. */
export interface SmsToSend {
  readonly to: string;
  readonly text: string;
  /** Where 46elks tells what became of it. */
  readonly reportUrl: string;
}

/** What we use of the 46elks API. Its methods throw a `ConnectorError`. */
export interface Sms46elksClient {
  /** Sends one SMS. `cost` is in ten-thousandths of the account's currency. */
  send(sms: SmsToSend): Promise<{ readonly id: string; readonly cost: number | undefined }>;
  /** All that was sent to a number since a moment, newest first. */
  sentTo(to: string, since: Instant): Promise<readonly SentSms[]>;
  /** Fetches the account, which proves the credentials. */
  account(): Promise<void>;
}

/** Opens the 46elks API. */
export function createSms46elksClient(
  settings: Sms46elksSettings,
  context: ConnectorContext,
): Sms46elksClient {
  const request = createRequest({
    connector: sms46elksManifest.id,
    context,
    baseUrl: settings.baseUrl,
    headers: { authorization: basicAuth(settings.username, settings.password) },
    secrets: secretValues(Sms46elksSettings, settings),
    exceptions: sms46elksExceptions,
  });

  async function page(to: string, end: string, start: string | undefined) {
    const query = { to, end, start, limit: String(PAGE) };
    const answer = await request({ method: "GET", path: ["a1", "sms"], query });
    return answer.read(History);
  }

  return {
    async send({ to, text, reportUrl }) {
      const form = { from: settings.sender, to, message: text, whendelivered: reportUrl };
      const answer = await request({ method: "POST", path: ["a1", "sms"], form });
      const { id, cost } = answer.read(Created);
      return { id, cost: cost ?? undefined };
    },

    async sentTo(to, since) {
      // By id, for a page may begin with what the one before ended with.
      const found = new Map<string, SentSms>();
      let start: string | undefined;
      for (;;) {
        const { data, next } = await page(to, vendorTime(since), start);
        for (const sms of data.flatMap((one) => outgoing(one, to))) found.set(sms.id, sms);
        // Newest first: once a page reaches back beyond `since`, there is nothing more of ours.
        const oldest = toInstant(data.at(-1)?.created, "utc");
        if (!next || oldest === undefined || oldest < since) return [...found.values()];
        if (next === start) throw stuck();
        start = next;
      }
    },

    async account() {
      const answer = await request({ method: "GET", path: ["a1", "me"] });
      // A login page of something in between is no account.
      answer.read(z.object({}));
    },
  };
}

/** Replies that 46elks makes by itself are `outgoing-reply` and none of ours. */
function outgoing(sms: z.infer<typeof Sms>, to: string): SentSms[] {
  const createdAt = toInstant(sms.created, "utc");
  if (sms.direction !== "outgoing" || sms.to !== to || createdAt === undefined) return [];
  return [{ id: sms.id, createdAt, text: sms.message ?? "" }];
}

/** UTC without a zone and with microseconds, as 46elks writes it. */
function vendorTime(instant: Instant): string {
  return instant.replace("Z", "000");
}

function stuck(): ConnectorError {
  const message = "GET /a1/sms gives the same next page again";
  return new ConnectorError({ connector: sms46elksManifest.id, kind: "unavailable", message });
}
