import { createHash, timingSafeEqual } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { type DoorAnswer, type DoorRequest, mediaType } from "../door/door-request.ts";
import type { DoorRefusal, Verdict } from "../door/http-door.ts";
import { agreedTimeFault } from "./agreed-time.ts";
import { CallEntry, viewCall } from "./call.ts";
import type { CallCentre } from "./call-centre.ts";

/** Something the dialer accepted. */
export type DialerAct =
  | { readonly act: "put"; readonly entry: CallEntry }
  | { readonly act: "withdraw"; readonly id: string; readonly reason: string };

/** What the API needs of the dialer. */
export interface DialerDesk {
  readonly token: string;
  readonly centre: CallCentre;
  accept(act: DialerAct): void;
}

/**
 * Judges a request to the dialer: `PUT`, `GET` and `DELETE /entries/{id}` and `GET /entries`, with a bearer
 * token and JSON; refusals are `{ error: { code, message } }`.
 */
export function judgeDialerRequest(request: DoorRequest, desk: DialerDesk): Verdict {
  if (!isAuthentic(request, desk.token))
    return refusal(401, "unauthorized", "A valid bearer token is required.");
  if (request.path === "/entries" && request.method === "GET") return list(desk);
  const id = /^\/entries\/([^/]{1,100})$/.exec(request.path)?.[1];
  if (id === undefined) return refusal(404, "not_found", "There is nothing at this path.");
  if (request.method === "PUT") return put(request, id, desk);
  if (request.method === "DELETE") return withdraw(request, id, desk);
  if (request.method === "GET") return show(id, desk);
  return refusal(405, "method_not_allowed", "Use GET, PUT or DELETE.");
}

/** The dialer's form of refusals that come before its own checks. */
export function refuseDialerRequest(why: DoorRefusal): DoorAnswer {
  if (why === "too-many") return refusal(429, "rate_limited", "Too many requests.");
  if (why === "too-long") return refusal(413, "too_large", "The request is too large.");
  return refusal(500, "internal_error", "Something went wrong here.");
}

function put(request: DoorRequest, id: string, desk: DialerDesk): Verdict {
  if (mediaType(request) !== "application/json")
    return refusal(415, "unsupported_media_type", "Send application/json.");
  const entry = readEntry(request.body);
  if (typeof entry === "string") return refusal(422, "invalid_entry", entry);
  if (entry.id !== id) return refusal(422, "invalid_entry", "The id is not that of the path.");
  const call = desk.centre.find(id);
  const begun = call?.state === "calling" || call?.state === "finished";
  if (call !== undefined && begun) {
    // A repeat of what was put is answered as the first time; anything else comes too late.
    if (isDeepStrictEqual(call.entry, entry)) return { status: 200, body: viewCall(call) };
    return refusal(409, "call_begun", "The call is under way or over.");
  }
  return {
    accept: () => {
      desk.accept({ act: "put", entry });
      const put = desk.centre.find(id);
      return {
        status: call === undefined ? 201 : 200,
        body: put === undefined ? {} : viewCall(put),
      };
    },
  };
}

function withdraw(request: DoorRequest, id: string, desk: DialerDesk): Verdict {
  const reason = new URLSearchParams(request.query).get("reason") ?? "";
  if (reason === "") return refusal(400, "missing_reason", "Say why in the query's reason.");
  const call = desk.centre.find(id);
  if (call === undefined) return refusal(404, "not_found", "There is no entry with this id.");
  if (call.state === "calling" || call.state === "finished")
    return refusal(409, "call_begun", "The call is under way or over.");
  return {
    accept: () => {
      desk.accept({ act: "withdraw", id, reason });
      return { status: 204 };
    },
  };
}

function show(id: string, desk: DialerDesk): DoorAnswer {
  const call = desk.centre.find(id);
  if (call === undefined) return refusal(404, "not_found", "There is no entry with this id.");
  return { status: 200, body: viewCall(call) };
}

function list(desk: DialerDesk): DoorAnswer {
  return { status: 200, body: { entries: desk.centre.list().map(viewCall) } };
}

const E164 = /^\+[1-9]\d{6,14}$/;

/** The entry, or the sentence that says what is wrong with it. */
function readEntry(body: string): CallEntry | string {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return "The body is not JSON.";
  }
  const parsed = CallEntry.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return `${issue?.path.join(".") || "entry"}: ${issue?.message ?? "invalid"}`;
  }
  const { phone, agreed } = parsed.data;
  if (!E164.test(phone)) return "phone: must be in E.164, such as +46700000000";
  return (agreed && agreedTimeFault(agreed)) ?? parsed.data;
}

function isAuthentic(request: DoorRequest, token: string): boolean {
  const hash = (value: string) => createHash("sha256").update(value).digest();
  return timingSafeEqual(hash(request.headers.authorization ?? ""), hash(`Bearer ${token}`));
}

function refusal(status: number, code: string, message: string): DoorAnswer {
  return { status, body: { error: { code, message } } };
}
