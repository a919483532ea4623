import { createHash, timingSafeEqual } from "node:crypto";
import { type DoorAnswer, type DoorRequest, mediaType } from "../door/door-request.ts";
import type { DoorRefusal, Verdict } from "../door/http-door.ts";
import { segmentCount } from "./segments.ts";
import type { SmsExchange } from "./sms-exchange.ts";
import { readSmsForm } from "./sms-form.ts";
import type { SmsSetup } from "./sms-options.ts";
import { viewSms } from "./sms-record.ts";

const UNAUTHENTICATED =
  "API access requires Basic HTTP authentication. Read documentation or examples.";

/** Judges a request to the SMS API as 46elks does; errors are plain text (https://46elks.com/docs). */
export function judgeSmsRequest(request: DoorRequest, exchange: SmsExchange): Verdict {
  const path = request.path.toLowerCase();
  if (!path.startsWith("/a1/")) return text(404, "Not found");
  if (!isAuthentic(request, exchange.setup)) {
    return {
      ...text(401, UNAUTHENTICATED),
      headers: { "www-authenticate": 'Basic realm="46elks"' },
    };
  }
  const resource = path.slice("/a1/".length);
  if (resource === "me")
    return request.method === "GET" ? account(exchange) : text(405, "Method not allowed");
  if (resource === "sms" && request.method === "GET") return history(request, exchange);
  if (resource === "sms" && request.method === "POST") return send(request, exchange);
  if (resource.startsWith("sms/")) return one(request, resource.slice("sms/".length), exchange);
  return resource === "sms" ? text(405, "Method not allowed") : text(404, "Not found");
}

/** The provider's form of refusals that come before its own checks. */
export function refuseSms(why: DoorRefusal): DoorAnswer {
  if (why === "too-many") return text(429, "Too many requests");
  return why === "too-long" ? text(413, "Request too large") : text(500, "Internal server error");
}

function send(request: DoorRequest, exchange: SmsExchange): Verdict {
  // Anything but a form has no keys, which is what the provider says of it.
  const isForm = mediaType(request) === "application/x-www-form-urlencoded";
  const form = readSmsForm(isForm ? request.body : "");
  if ("detail" in form) return text(form.status, form.detail);
  const parts = segmentCount(form.message);
  const cost = parts * exchange.setup.costPerPart;
  if (form.dryrun) {
    const { from, to, message } = form;
    const answer = {
      status: "created",
      direction: "outgoing",
      from,
      estimated_cost: cost,
      to,
      parts,
      message,
    };
    return { status: 200, body: answer };
  }
  if (cost > exchange.balance()) return text(403, "Not enough credits");
  return {
    accept: () => ({
      status: 200,
      body: viewSms(exchange.accept(form), { status: "created" }),
    }),
  };
}

function history(request: DoorRequest, exchange: SmsExchange): DoorAnswer {
  const page = exchange.history.page(new URLSearchParams(request.query));
  return "wrong" in page ? text(400, `Invalid ${page.wrong}`) : { status: 200, body: page };
}

function one(request: DoorRequest, id: string, exchange: SmsExchange): DoorAnswer {
  if (request.method !== "GET") return text(405, "Method not allowed");
  const record = exchange.history.find(id);
  if (record === undefined) return text(404, "Not found");
  return { status: 200, body: viewSms(record, exchange.history.progressOf(id)) };
}

function account(exchange: SmsExchange): DoorAnswer {
  return {
    status: 200,
    body: {
      mobilenumber: "+46700000000",
      displayname: "Exempelkraft AB",
      id: exchange.setup.username,
      currency: "SEK",
      balance: exchange.balance(),
      email: "it@exempelkraft.example",
    },
  };
}

function isAuthentic(request: DoorRequest, { username, password }: SmsSetup): boolean {
  const expected = `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
  return timingSafeEqual(hash(request.headers.authorization ?? ""), hash(expected));
}

function hash(value: string): Buffer {
  return createHash("sha256").update(value).digest();
}

function text(status: number, body: string): DoorAnswer {
  return { status, body };
}
