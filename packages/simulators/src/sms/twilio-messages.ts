import type { DoorAnswer, DoorRequest } from "../door/door-request.ts";
import type { SmsRecord } from "./sms-record.ts";
import type { TwilioSide } from "./twilio-api.ts";
import { twilioStatus, UNKNOWN_NUMBER } from "./twilio-dialect.ts";
import { refusal } from "./twilio-form.ts";

const DEFAULT_PAGE = 50;
const LARGEST_PAGE = 1000;
/** What a part costs, in the account's currency. */
const PRICE = 0.0575;
const DIRECTIONS: Readonly<Record<SmsRecord["direction"], string>> = {
  outgoing: "outbound-api",
  incoming: "inbound",
  "outgoing-reply": "outbound-reply",
};

/** A message as the API shows it; what it cost is known once it was sent. */
export function viewMessage(record: SmsRecord, { account, exchange }: TwilioSide): object {
  const progress = exchange.history.progressOf(record.id) ?? { status: "created" as const };
  const isIncoming = record.direction === "incoming";
  const isSent = progress.status !== "created";
  const created = rfc2822(record.created);
  return {
    sid: record.id,
    account_sid: account.accountSid,
    messaging_service_sid: null,
    api_version: "2010-04-01",
    from: record.from,
    to: record.to,
    body: record.message,
    direction: DIRECTIONS[record.direction],
    status: isIncoming ? "received" : twilioStatus(progress),
    num_segments: String(record.parts),
    num_media: "0",
    price: isSent ? (-PRICE * record.parts).toFixed(5) : null,
    price_unit: "USD",
    error_code: progress.status === "failed" ? UNKNOWN_NUMBER : null,
    error_message: null,
    date_created: created,
    date_sent: isIncoming || isSent ? created : null,
    date_updated: created,
    uri: `/2010-04-01/Accounts/${account.accountSid}/Messages/${record.id}.json`,
  };
}

/** A page of messages, newest first, of one recipient or sender where the query says so. */
export function listMessages(request: DoorRequest, side: TwilioSide): DoorAnswer {
  const query = new URLSearchParams(request.query);
  const size = wholeNumber(query.get("PageSize"), DEFAULT_PAGE);
  const page = wholeNumber(query.get("Page"), 0);
  if (size === undefined || page === undefined || size < 1) {
    return refusal(400, 20001, "Page and PageSize must be numbers");
  }
  const pageSize = Math.min(size, LARGEST_PAGE);
  const [to, from] = [query.get("To"), query.get("From")];
  const fitting = side.exchange.history
    .list()
    .filter(
      ({ record }) => (to ?? record.to) === record.to && (from ?? record.from) === record.from,
    )
    .reverse();
  const start = page * pageSize;
  const shown = fitting.slice(start, start + pageSize);
  const uri = `/2010-04-01/Accounts/${side.account.accountSid}/Messages.json`;
  query.set("Page", String(page + 1));
  query.set("PageSize", String(pageSize));
  const next = fitting.length > start + pageSize ? `${uri}?${query}` : null;
  return {
    status: 200,
    body: {
      messages: shown.map(({ record }) => viewMessage(record, side)),
      ...{ page, page_size: pageSize, start, end: start + shown.length - 1 },
      ...{ uri: `${uri}?${request.query}`, next_page_uri: next, first_page_uri: uri },
    },
  };
}

/** As Twilio writes moments: in whole seconds of UTC, with a numeric zone. */
function rfc2822(created: string): string {
  return new Date(`${created.slice(0, 19)}Z`).toUTCString().replace("GMT", "+0000");
}

function wholeNumber(text: string | null, missing: number): number | undefined {
  if (text === null || text === "") return missing;
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
