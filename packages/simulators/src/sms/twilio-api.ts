import { createHash, timingSafeEqual } from "node:crypto";
import { type DoorAnswer, type DoorRequest, mediaType } from "../door/door-request.ts";
import type { DoorRefusal, Verdict } from "../door/http-door.ts";
import type { SmsExchange } from "./sms-exchange.ts";
import { readTwilioForm, refusal } from "./twilio-form.ts";
import { listMessages, viewMessage } from "./twilio-messages.ts";
import type { TwilioAccount } from "./twilio-options.ts";

/** The account and the phones behind the API. */
export interface TwilioSide {
  readonly account: TwilioAccount;
  readonly exchange: SmsExchange;
  /** Whether the owner of a number has replied STOP to a sender. */
  isBlocked(number: string, sender: string): boolean;
}

/** Judges a request as Twilio's API does (https://www.twilio.com/docs/messaging/api/message-resource). */
export function judgeTwilioRequest(request: DoorRequest, side: TwilioSide): Verdict {
  const { accountSid } = side.account;
  if (!isAuthentic(request, side.account)) {
    return {
      ...refusal(401, 20003, "Authenticate"),
      headers: { "www-authenticate": 'Basic realm="Twilio API"' },
    };
  }
  const base = `/2010-04-01/Accounts/${accountSid}`;
  const { path, method } = request;
  if (path === `${base}.json` && method === "GET") return accountView(accountSid);
  if (path === `${base}/Messages.json`) {
    if (method === "GET") return listMessages(request, side);
    return method === "POST" ? send(request, side) : notAllowed();
  }
  const [, sid] = /\/Messages\/(SM[0-9a-f]{32})\.json$/.exec(path) ?? [];
  if (sid === undefined || !path.startsWith(base)) return notFound(path);
  if (method !== "GET") return notAllowed();
  const record = side.exchange.history.find(sid);
  return record ? { status: 200, body: viewMessage(record, side) } : notFound(path);
}

/** Twilio's form of refusals that come before its own checks. */
export function refuseTwilio(why: DoorRefusal): DoorAnswer {
  if (why === "too-many") return refusal(429, 20429, "Too Many Requests");
  if (why === "too-long") return refusal(413, 20413, "Request entity too large");
  return refusal(500, 20500, "Internal Server Error");
}

function send(request: DoorRequest, side: TwilioSide): Verdict {
  const isForm = mediaType(request) === "application/x-www-form-urlencoded";
  const form = readTwilioForm(isForm ? request.body : "", side.account);
  if ("status" in form) return form;
  if (side.isBlocked(form.to, form.from)) {
    return refusal(400, 21610, "Attempt to send to unsubscribed recipient");
  }
  return {
    accept: () => ({ status: 201, body: viewMessage(side.exchange.accept(form), side) }),
  };
}

function accountView(sid: string): DoorAnswer {
  const body = { sid, friendly_name: "Exempelkraft AB", status: "active", type: "Full" };
  return { status: 200, body };
}

function isAuthentic(request: DoorRequest, account: TwilioAccount): boolean {
  const presented = digest(request.headers.authorization ?? "");
  const { accountSid, authToken, apiKeySid, apiKeySecret } = account;
  return [`${accountSid}:${authToken}`, `${apiKeySid}:${apiKeySecret}`]
    .map((login) => `Basic ${Buffer.from(login).toString("base64")}`)
    .some((expected) => timingSafeEqual(presented, digest(expected)));
}

function digest(value: string): Buffer {
  return createHash("sha256").update(value).digest();
}

function notFound(path: string): DoorAnswer {
  return refusal(404, 20404, `The requested resource ${path} was not found`);
}

function notAllowed(): DoorAnswer {
  return refusal(405, 20004, "Method not allowed");
}
