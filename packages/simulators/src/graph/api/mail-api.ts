import { parseFilter } from "../../dataverse/odata/filter-parser.ts";
import type { DoorAnswer } from "../../door/door-request.ts";
import { badRequest, GraphRefusal } from "../graph-refusal.ts";
import { checkSendable, type MailMessage, readMessage } from "../mail/message.ts";
import { messageBody, SELECTED_ALONE } from "../mail/message-body.ts";
import { withProperty } from "./expand.ts";
import { folderOf, READ_MAIL } from "./folder.ts";
import {
  type GraphCall,
  mailboxOwner,
  needRole,
  onlyQuery,
  paged,
  selected,
  userOf,
} from "./graph-call.ts";
import { flagOf, objectOf, onlyProperties, readJson, textOf } from "./json-shape.ts";
import { filterOf } from "./object-filter.ts";
import { viewOf } from "./prefer.ts";

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
  sent(call, mailboxOwner(call).mailbox.send(content, keeps));
  return accepted();
}

/** `POST /users/{id}/messages`: a draft, which has an id before it is sent. */
export function createDraft(call: GraphCall): DoorAnswer {
  needRole(call, "Mail.ReadWrite");
  const message = mailboxOwner(call).mailbox.draft(readMessage(readJson(call.request)));
  return { status: 201, body: shown(call, message) };
}

/** `PATCH /users/{id}/messages/{message}`. */
export function updateMessage(call: GraphCall): DoorAnswer {
  needRole(call, "Mail.ReadWrite");
  const { mailbox } = mailboxOwner(call);
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
    ["singleValueExtendedProperties", "properties"],
  ];
  const changes = Object.fromEntries(
    names.flatMap(([name, own]) => (name in rest ? [[own, written[own]]] : [])),
  );
  const body = "body" in rest ? { content: written.content, contentType: written.contentType } : {};
  return {
    status: 200,
    body: shown(call, mailbox.change(message, { ...changes, ...body, ...read })),
  };
}

/** `POST /users/{id}/messages/{message}/send`. */
export function sendDraft(call: GraphCall): DoorAnswer {
  needRole(call, "Mail.Send");
  const { mailbox } = mailboxOwner(call);
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
  const { mailbox } = mailboxOwner(call);
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
  needRole(call, ...READ_MAIL);
  onlyQuery(call, "$select", "$filter", "$top", "$skip", "$orderby", "$expand");
  const folder = folderOf(call);
  const all = mailboxOwner(call).mailbox.messages.filter(
    (one) => folder === undefined || one.folder === folder,
  );
  const filter = call.query.get("$filter");
  const passes = filter === null ? () => true : filterOf(parseFilter(filter), "message");
  // What is filtered by need not be shown.
  const kept = all
    .map((one) => ({ body: shown(call, one), one }))
    .filter(({ body, one }) => passes({ ...body, singleValueExtendedProperties: one.properties }))
    .map(({ body, one }) => withProperty(call, body, one.properties));
  return paged(call, inOrder(call, kept), "message");
}

/** `GET /users/{id}/messages/{message}`. */
export function getMessage(call: GraphCall): DoorAnswer {
  needRole(call, ...READ_MAIL);
  onlyQuery(call, "$select", "$expand");
  const message = mailboxOwner(call).mailbox.message(call.params.message ?? "");
  const body = withProperty(call, shown(call, message), message.properties);
  return { status: 200, body: selected(call, body, "message") };
}

/** `DELETE /users/{id}/messages/{message}`. */
export function deleteMessage(call: GraphCall): DoorAnswer {
  needRole(call, "Mail.ReadWrite");
  const { mailbox } = mailboxOwner(call);
  mailbox.remove(mailbox.message(call.params.message ?? ""));
  return { status: 204 };
}

/** `POST` of a message to a Teams channel or chat: not for an app alone. */
export function teamsMessage(): DoorAnswer {
  throw new GraphRefusal(
    401,
    "Unauthorized",
    "Message POST is allowed in application-only context only for import purposes. Refer to https://docs.microsoft.com/microsoftteams/platform/graph-api/import-messages/import-external-messages-to-teams for more details.",
  );
}

/** A mail as the client wants it; some of it is there only if it is selected. */
function shown(call: GraphCall, message: MailMessage): Readonly<Record<string, unknown>> {
  const body = messageBody(message, viewOf(call));
  if (call.query.has("$select")) return body;
  return Object.fromEntries(
    Object.entries(body).filter(([name]) => !SELECTED_ALONE.includes(name)),
  );
}

function inOrder(call: GraphCall, bodies: readonly Readonly<Record<string, unknown>>[]) {
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
