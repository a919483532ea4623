import { parseFilter } from "../../dataverse/odata/filter-parser.ts";
import type { DoorAnswer } from "../../door/door-request.ts";
import { badRequest, GraphRefusal } from "../graph-refusal.ts";
import { checkSendable, type MailMessage, messageBody, readMessage } from "../mail/message.ts";
import {
  type GraphCall,
  needRole,
  onlyQuery,
  paged,
  personOf,
  selected,
  userOf,
} from "./graph-call.ts";
import { flagOf, objectOf, onlyProperties, readJson, textOf } from "./json-shape.ts";
import { filterOf } from "./object-filter.ts";

const READ = ["Mail.Read", "Mail.ReadWrite"];
const FOLDERS = ["inbox", "sentitems", "drafts"];

/** `POST /users/{id}/sendMail`: 202, an empty body, and no id of what was sent (crm/dynamics.md, 1.5). */
export function sendMail(call: GraphCall): DoorAnswer {
  needRole(call, "Mail.Send");
  const body = readJson(call.request);
  onlyProperties(body, "sendMail", ["message", "saveToSentItems", "Message", "SaveToSentItems"]);
  const given = objectOf(body, "message") ?? objectOf(body, "Message");
  if (given === undefined)
    throw badRequest("The required parameter 'Message' is missing.", "ErrorInvalidParameter");
  const content = readMessage(given);
  checkSendable(content);
  const keeps = flagOf(body, "saveToSentItems", flagOf(body, "SaveToSentItems", true));
  sent(call, personOf(call).mailbox.send(content, keeps));
  return accepted();
}

/** `POST /users/{id}/messages`: a draft, which has an id before it is sent. */
export function createDraft(call: GraphCall): DoorAnswer {
  needRole(call, "Mail.ReadWrite");
  const message = personOf(call).mailbox.draft(readMessage(readJson(call.request)));
  return { status: 201, body: messageBody(message) };
}

/** `PATCH /users/{id}/messages/{message}`. */
export function updateMessage(call: GraphCall): DoorAnswer {
  needRole(call, "Mail.ReadWrite");
  const { mailbox } = personOf(call);
  const message = mailbox.message(call.params.message ?? "");
  const { isRead, ...rest } = readJson(call.request);
  const read = isRead === undefined ? {} : { isRead: flagOf({ isRead }, "isRead", true) };
  if (Object.keys(rest).length > 0 && message.folder !== "drafts")
    throw badRequest("Only drafts can be changed.", "ErrorInvalidPropertySet");
  const written = readMessage(rest);
  const names: readonly (readonly [string, keyof typeof written])[] = [
    ["subject", "subject"],
    ["toRecipients", "to"],
    ["ccRecipients", "cc"],
    ["internetMessageHeaders", "headers"],
  ];
  const changes = Object.fromEntries(
    names.flatMap(([name, own]) => (name in rest ? [[own, written[own]]] : [])),
  );
  const body = "body" in rest ? { content: written.content, contentType: written.contentType } : {};
  return {
    status: 200,
    body: messageBody(mailbox.change(message, { ...changes, ...body, ...read })),
  };
}

/** `POST /users/{id}/messages/{message}/send`. */
export function sendDraft(call: GraphCall): DoorAnswer {
  needRole(call, "Mail.Send");
  const { mailbox } = personOf(call);
  const draft = mailbox.message(call.params.message ?? "");
  if (draft.folder !== "drafts")
    throw badRequest("The message was sent already.", "ErrorInvalidOperation");
  checkSendable(draft);
  sent(call, mailbox.sendDraft(draft));
  return accepted();
}

/** `POST /users/{id}/messages/{message}/reply`: a mail in the same conversation. */
export function reply(call: GraphCall): DoorAnswer {
  needRole(call, "Mail.Send");
  const { mailbox } = personOf(call);
  const answered = mailbox.message(call.params.message ?? "");
  const body = readJson(call.request);
  onlyProperties(body, "reply", ["comment", "message"]);
  const given = readMessage(objectOf(body, "message") ?? {});
  const to = given.to.length > 0 ? given.to : [answered.from];
  const content = {
    ...given,
    to,
    subject: /^re:/i.test(answered.subject) ? answered.subject : `RE: ${answered.subject}`,
    content: textOf(body, "comment") ?? given.content,
  };
  checkSendable(content);
  sent(call, mailbox.send(content, true, answered));
  return accepted();
}

/** `GET /users/{id}/messages` and `GET /users/{id}/mailFolders/{folder}/messages`. */
export function listMessages(call: GraphCall): DoorAnswer {
  needRole(call, ...READ);
  onlyQuery(call, "$select", "$filter", "$top", "$skip", "$orderby");
  const folder = folderOf(call);
  const all = personOf(call).mailbox.messages.filter(
    (one) => folder === undefined || one.folder === folder,
  );
  const filter = call.query.get("$filter");
  const bodies = all.map(messageBody);
  const kept = filter === null ? bodies : bodies.filter(filterOf(parseFilter(filter), "message"));
  return paged(call, inOrder(call, kept), "message");
}

/** `GET /users/{id}/messages/{message}`. */
export function getMessage(call: GraphCall): DoorAnswer {
  needRole(call, ...READ);
  onlyQuery(call, "$select");
  const message = personOf(call).mailbox.message(call.params.message ?? "");
  return { status: 200, body: selected(call, messageBody(message), "message") };
}

/** `DELETE /users/{id}/messages/{message}`. */
export function deleteMessage(call: GraphCall): DoorAnswer {
  needRole(call, "Mail.ReadWrite");
  const { mailbox } = personOf(call);
  mailbox.remove(mailbox.message(call.params.message ?? ""));
  return { status: 204 };
}

/** `GET /users/{id}/mailFolders/{folder}/messages/delta`: what was written and removed since the token. */
export function messagesDelta(call: GraphCall): DoorAnswer {
  needRole(call, ...READ);
  onlyQuery(call, "$select", "$deltatoken", "$skiptoken", "$top");
  const folder = folderOf(call) ?? "inbox";
  const { mailbox } = personOf(call);
  const version = versionOf(call.query.get("$deltatoken"), mailbox.version);
  const { changed, deleted } = mailbox.changesSince(folder, version);
  const gone =
    version === 0 ? [] : deleted.map(({ id }) => ({ "@removed": { reason: "deleted" }, id }));
  const value = [...changed.map((one) => selected(call, messageBody(one), "message")), ...gone];
  const query = new URLSearchParams(call.query);
  query.set("$deltatoken", String(mailbox.version));
  const path = call.request.path.split("/").map(encodeURIComponent).join("/");
  return {
    status: 200,
    body: { value, "@odata.deltaLink": `${call.desk.origin}${path}?${query}` },
  };
}

/** `POST` of a message to a Teams channel or chat: not for an app alone. */
export function teamsMessage(): DoorAnswer {
  throw new GraphRefusal(
    401,
    "Unauthorized",
    "Message POST is allowed in application-only context only for import purposes. Refer to https://docs.microsoft.com/microsoftteams/platform/graph-api/import-messages/import-external-messages-to-teams for more details.",
  );
}

function versionOf(token: string | null, current: number): number {
  if (token === null) return 0;
  if (/^\d+$/.test(token) && Number(token) <= current) return Number(token);
  throw new GraphRefusal(
    410,
    "SyncStateNotFound",
    "The sync state generation is not found; begin anew without a token.",
  );
}

function folderOf(call: GraphCall): string | undefined {
  const folder = call.params.folder?.toLowerCase();
  if (folder === undefined || FOLDERS.includes(folder)) return folder;
  throw new GraphRefusal(
    404,
    "ErrorItemNotFound",
    "The specified folder could not be found in the store.",
  );
}

function inOrder(call: GraphCall, bodies: readonly Record<string, unknown>[]) {
  const order = call.query.get("$orderby");
  if (order === null) return bodies;
  const found = /^(receivedDateTime|createdDateTime|subject)(?: (asc|desc))?$/.exec(order);
  if (found === null)
    throw badRequest(`The order '${order}' is not supported.`, "ErrorInvalidUrlQuery");
  const [, name = "", direction = "asc"] = found;
  const sign = direction === "asc" ? 1 : -1;
  return bodies.toSorted(
    (one, other) => sign * String(one[name]).localeCompare(String(other[name])),
  );
}

function sent(call: GraphCall, message: MailMessage): void {
  const to = [...message.to, ...message.cc, ...message.bcc].map(({ address }) => address);
  call.desk.log({
    act: "send-mail",
    userId: userOf(call).id,
    messageId: message.id,
    to,
    subject: message.subject,
  });
}

// The type says JSON, and there is none: clients that read it stumble (crm/dynamics.md, 1.1).
function accepted(): DoorAnswer {
  return { status: 202, headers: { "content-type": "application/json" } };
}
