import { createHmac } from "node:crypto";
import { issueWords, sameSecret, toE164, understand } from "@perennial/connector-kit";
import type { Inbound, InboundRequest, Instant, Understanding } from "@perennial/contract";
import { z } from "zod";
import { failureOf } from "./sms-twilio-errors.ts";
import type { SmsTwilioSettings } from "./sms-twilio-settings.ts";

/** What a status callback's address carries, as Twilio itself tells nothing of our command. */
export interface StatusAddress {
  readonly callbackUrl: string;
  readonly commandId: string;
  readonly sentAt: Instant;
}

/** A received SMS (twilio.com/docs/messaging/guides/webhook-request). */
const Incoming = z.object({
  MessageSid: z.string().min(1),
  From: z.string().min(1),
  Body: z.string(),
  OptOutType: z.string().optional(),
});

/** A status callback (twilio.com/docs/messaging/guides/outbound-message-status-in-status-callbacks). */
const Status = z.object({
  MessageSid: z.string().min(1),
  MessageStatus: z.string(),
  ErrorCode: z.coerce.number().int().optional().catch(undefined),
});

/**
 * The words by which Twilio blocks a number of its own accord when they are all there is in a message
 * (help.twilio.com, "support for opt-out keywords"). Nothing can be sent to that number any more, so each counts as STOP.
 */
const BLOCKING = new Set([
  "stop",
  "stopall",
  "unsubscribe",
  "cancel",
  "end",
  "quit",
  "revoke",
  "optout",
]);

/** The address that Twilio reports to for one message. */
export function statusUrl({ callbackUrl, commandId, sentAt }: StatusAddress): string {
  const url = new URL(callbackUrl);
  url.searchParams.set("command", commandId);
  url.searchParams.set("sent", sentAt);
  return url.href;
}

/** The signature of a form: of the address and the fields in the order of their names (twilio.com/docs/usage/security). */
export function signForm(url: string, body: string, authToken: string): string {
  const fields = [...new URLSearchParams(body)].toSorted(byNameAndValue);
  const content = url + fields.map(([name, value]) => name + value).join("");
  return createHmac("sha1", authToken).update(content, "utf8").digest("base64");
}

/** Requests from Twilio: replies and status callbacks, signed with the account's token. */
export const smsTwilioInbound: Inbound<SmsTwilioSettings> = {
  verify(request, settings) {
    if (request.method !== "POST") return { genuine: false, reason: "not a POST" };
    if (!isSigned(request, settings)) {
      const reason = "X-Twilio-Signature is missing or not made with this account's token";
      return { genuine: false, reason };
    }
    const deliveryId = deliveryIdOf(new URLSearchParams(request.body));
    return deliveryId === undefined ? { genuine: true } : { genuine: true, deliveryId };
  },

  toSignals(request) {
    const fields = Object.fromEntries(new URLSearchParams(request.body));
    if ("MessageStatus" in fields) return reported(fields, request);
    return "Body" in fields ? replied(fields, request) : understand([]);
  },
};

function isSigned(request: InboundRequest, settings: SmsTwilioSettings): boolean {
  const presented = request.headers["x-twilio-signature"] ?? "";
  const tokens = [settings.authToken, settings.secondaryAuthToken ?? settings.authToken];
  // No early exit: how long it takes does not tell which one matched.
  const matches = tokens.flatMap((token) =>
    addressesOf(request.url).map((url) =>
      sameSecret(presented, signForm(url, request.body, token)),
    ),
  );
  return matches.includes(true);
}

/** Twilio signs the address as it was given, or with the standard port written out. */
function addressesOf(url: string): readonly string[] {
  const match = /^(https?):\/\/([^/?#]+)(.*)$/s.exec(url);
  if (match === null) return [url];
  const [, protocol = "", host = "", rest = ""] = match;
  const port = protocol === "https" ? ":443" : ":80";
  return /:\d+$/.test(host) ? [url] : [url, `${protocol}://${host}${port}${rest}`];
}

function replied(fields: Record<string, string>, { receivedAt }: InboundRequest): Understanding {
  const result = Incoming.safeParse(fields);
  if (!result.success) return misread(result.error);
  const { MessageSid, From } = result.data;
  const signal = {
    type: "message.replied",
    id: `sms:${MessageSid}`,
    // Twilio's requests have no time of their own.
    at: receivedAt,
    channel: "sms",
    from: toE164(From) ?? From,
    text: textOf(result.data),
  };
  return understand([{ place: "body", signal }]);
}

/** What was written; where Twilio has blocked the number, behind the word that every rule pack knows. */
function textOf({ Body, OptOutType }: z.infer<typeof Incoming>): string {
  const word = Body.trim().toLowerCase();
  const isBlocked = OptOutType?.toUpperCase() === "STOP" || BLOCKING.has(word);
  return isBlocked && !/^stopp?(?![\p{L}\p{N}])/u.test(word) ? `STOP (${Body})` : Body;
}

function reported(fields: Record<string, string>, request: InboundRequest): Understanding {
  const result = Status.safeParse(fields);
  if (!result.success) return misread(result.error);
  const { MessageSid, MessageStatus, ErrorCode } = result.data;
  const address = searchOf(request.url);
  const commandId = address.get("command") ?? undefined;
  const at = request.receivedAt ?? address.get("sent") ?? undefined;
  const base = { id: `sms:${MessageSid}:${MessageStatus}`, at, commandId };
  switch (MessageStatus) {
    case "delivered":
      return understand([{ place: "body", signal: { ...base, type: "message.delivered" } }]);
    case "undelivered":
    case "failed":
    case "canceled": {
      const signal = { ...base, type: "message.failed", ...failureOf(ErrorCode) };
      return understand([{ place: "body", signal }]);
    }
    default:
      return understand([]);
  }
}

function misread(error: z.ZodError): Understanding {
  return understand([{ place: "body", message: issueWords(error) }]);
}

/** Twilio may repeat a request; the message's id and the status make the repeats one. */
function deliveryIdOf(fields: URLSearchParams): string | undefined {
  const sid = fields.get("MessageSid");
  return sid ? `${sid}:${fields.get("MessageStatus") ?? "incoming"}` : undefined;
}

function searchOf(url: string): URLSearchParams {
  return URL.canParse(url) ? new URL(url).searchParams : new URLSearchParams();
}

function byNameAndValue(
  [name, value]: readonly [string, string],
  [otherName, otherValue]: readonly [string, string],
): number {
  if (name !== otherName) return name < otherName ? -1 : 1;
  if (value === otherValue) return 0;
  return value < otherValue ? -1 : 1;
}
