import type { DoorAnswer, DoorRequest } from "../door/door-request.ts";
import type { DoorRefusal } from "../door/http-door.ts";
import { type MailBody, readBody } from "./mail-body.ts";
import { type MailAddress, readAddresses, readHeader } from "./mail-headers.ts";
import { searchMails } from "./mail-search.ts";
import { authorOf, type MailStore, type StoredMail } from "./mail-store.ts";

const PAGE = 50;
const SNIPPET = 250;

/** Answers a request to the part of Mailpit's API that is there (https://mailpit.axllent.org/docs/api-v1/). */
export function answerMailRequest(request: DoorRequest, store: MailStore): DoorAnswer {
  if (!request.path.startsWith("/api/v1/")) return text(404, "404 page not found");
  if (request.method !== "GET") return text(405, "405 method not allowed");
  const query = new URLSearchParams(request.query);
  const resource = request.path.slice("/api/v1/".length);
  if (resource === "messages") return list(store, query);
  if (resource === "search") return search(store, query);
  const [kind, id, part, ...rest] = resource.split("/");
  if (kind === "info") return { status: 200, body: { Version: "simulated", Messages: store.size } };
  if (kind !== "message" || id === undefined || rest.length > 0)
    return text(404, "404 page not found");
  return message(store.find(id), part);
}

/** Mailpit's form of refusals: plain text. */
export function refuseMailRequest(why: DoorRefusal): DoorAnswer {
  if (why === "too-many") return text(429, "Too many requests");
  return why === "too-long" ? text(413, "Request too large") : text(500, "Internal server error");
}

function list(store: MailStore, query: URLSearchParams): DoorAnswer {
  const range = readRange(query);
  if (range === undefined) return text(400, "Error: start and limit must be whole numbers");
  const messages = store.newest(range.start, range.limit).map(summary);
  return { status: 200, body: summaries(store.size, store.size, range.start, messages) };
}

function search(store: MailStore, query: URLSearchParams): DoorAnswer {
  const words = (query.get("query") ?? "").trim();
  if (words === "") return text(400, "Error: no search query");
  const range = readRange(query);
  if (range === undefined) return text(400, "Error: start and limit must be whole numbers");
  const found = searchMails(store, words);
  const messages = found.slice(range.start, range.start + range.limit).map(summary);
  return { status: 200, body: summaries(store.size, found.length, range.start, messages) };
}

function summaries(total: number, found: number, start: number, messages: object[]): object {
  return {
    total,
    unread: total,
    count: messages.length,
    messages_count: found,
    messages_unread: found,
    start,
    tags: [],
    messages,
  };
}

function summary(mail: StoredMail): object {
  const body = bodyOf(mail);
  return {
    ...addresses(mail),
    ID: mail.id,
    MessageID: mail.messageId,
    Read: false,
    Subject: mail.subject,
    Created: mail.at,
    Tags: [],
    Size: mail.size,
    Attachments: body.attachments,
    Snippet: body.text.replace(/\s+/g, " ").trim().slice(0, SNIPPET),
  };
}

function message(mail: StoredMail | undefined, part: string | undefined): DoorAnswer {
  if (mail === undefined) return text(404, "404 page not found");
  if (part === "raw") return text(200, mail.raw?.toString("utf8") ?? "");
  if (part !== undefined) return text(404, "404 page not found");
  const body = bodyOf(mail);
  const unsubscribe = mail.raw === undefined ? "" : readHeader(mail.raw).text("list-unsubscribe");
  return {
    status: 200,
    body: {
      ...addresses(mail),
      ID: mail.id,
      MessageID: mail.messageId,
      ReturnPath: mail.from,
      Subject: mail.subject,
      ListUnsubscribe: { Header: unsubscribe, Links: unsubscribe.match(/[^<>\s,]+/g) ?? [] },
      Date: mail.at,
      Tags: [],
      Text: body.text,
      HTML: body.html,
      Size: mail.size,
      Inline: [],
      Attachments: [],
    },
  };
}

function addresses(mail: StoredMail): Record<"From" | "To" | "Cc" | "Bcc" | "ReplyTo", unknown> {
  const header = mail.raw === undefined ? undefined : readHeader(mail.raw);
  const read = (name: string): MailAddress[] => readAddresses(header?.all(name).join(", ") ?? "");
  const to = read("to");
  const cc = read("cc");
  const shown = new Set([...to, ...cc].map(({ Address }) => Address.toLowerCase()));
  // Whoever got it without standing in the header got a blind copy.
  const hidden = mail.to
    .filter((address) => !shown.has(address.toLowerCase()))
    .map((Address) => ({ Name: "", Address }));
  return header === undefined
    ? { From: authorOf(mail), To: hidden, Cc: [], Bcc: [], ReplyTo: [] }
    : { From: authorOf(mail), To: to, Cc: cc, Bcc: hidden, ReplyTo: read("reply-to") };
}

function bodyOf(mail: StoredMail): MailBody {
  return mail.raw === undefined ? { text: "", html: "", attachments: 0 } : readBody(mail.raw);
}

function readRange(query: URLSearchParams): { start: number; limit: number } | undefined {
  const start = Number(query.get("start") ?? 0);
  const limit = Number(query.get("limit") ?? PAGE);
  const valid = Number.isInteger(start) && start >= 0 && Number.isInteger(limit) && limit >= 0;
  return valid ? { start, limit } : undefined;
}

function text(status: number, body: string): DoorAnswer {
  return { status, body };
}
