import {
  flagOf,
  type Json,
  listOf,
  objectOf,
  onlyProperties,
  textOf,
  wordOf,
} from "../api/json-shape.ts";
import { badRequest, GraphRefusal } from "../graph-refusal.ts";

/** Someone a mail is to or from. */
export interface MailAddress {
  readonly name: string;
  readonly address: string;
}

/** A value that an app keeps with an item, under a name of its own. */
export interface ExtendedProperty {
  /** Such as `String {66f5a359-4659-4830-9070-00047ec6ac6e} Name Colour`. */
  readonly id: string;
  readonly value: string;
}

/** A mail in a mailbox. */
export interface MailMessage {
  /** The immutable one; the other changes with the folder (`movableId`). */
  readonly id: string;
  readonly folder: "drafts" | "sentitems" | "inbox" | "archive";
  readonly conversationId: string;
  readonly internetMessageId: string;
  readonly subject: string;
  readonly contentType: "text" | "html";
  readonly content: string;
  /** What of the content is not quoted from what it answers. @default all of it */
  readonly own?: string;
  readonly from: MailAddress;
  readonly to: readonly MailAddress[];
  readonly cc: readonly MailAddress[];
  readonly bcc: readonly MailAddress[];
  readonly replyTo: readonly MailAddress[];
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly attachments: readonly { readonly name: string; readonly bytes: number }[];
  readonly properties: readonly ExtendedProperty[];
  readonly inReplyTo?: string;
  readonly isRead: boolean;
  readonly createdAt: string;
  /** Grows with every change in the mailbox. */
  readonly version: number;
  /** The version with which it came into its folder. */
  readonly arrived: number;
}

/** What of a mail a client may write. */
export type MailContent = Pick<
  MailMessage,
  | "subject"
  | "contentType"
  | "content"
  | "to"
  | "cc"
  | "bcc"
  | "replyTo"
  | "headers"
  | "attachments"
  | "properties"
>;

const PROPERTIES = [
  "subject",
  "body",
  "toRecipients",
  "ccRecipients",
  "bccRecipients",
  "replyTo",
  "internetMessageHeaders",
  "attachments",
  "importance",
  "from",
  "sender",
  "categories",
  "isDeliveryReceiptRequested",
  "isReadReceiptRequested",
  "internetMessageId",
  "singleValueExtendedProperties",
];
const IMMUTABLE = "AAkALg";
const MOST_HEADERS = 5;
const LARGEST_ATTACHMENT = 3 * 1024 * 1024;

/** Reads a `message` of a body. */
export function readMessage(value: Json): MailContent {
  onlyProperties(value, "message", PROPERTIES);
  const body = objectOf(value, "body") ?? {};
  onlyProperties(body, "itemBody", ["contentType", "content"]);
  return {
    subject: textOf(value, "subject") ?? "",
    contentType: wordOf(body, "contentType", ["text", "html"]),
    content: textOf(body, "content") ?? "",
    to: recipientsOf(value, "toRecipients"),
    cc: recipientsOf(value, "ccRecipients"),
    bcc: recipientsOf(value, "bccRecipients"),
    replyTo: recipientsOf(value, "replyTo"),
    headers: headersOf(value),
    attachments: attachmentsOf(value),
    properties: propertiesOf(value),
  };
}

/** The id of a mail that changes when it is moved or sent, which is what clients get unless they ask for the other. */
export function movableId({ id, folder }: Pick<MailMessage, "id" | "folder">): string {
  return `AAMk${id.slice(IMMUTABLE.length, -1)}${folder.slice(0, 2)}=`;
}

/** The immutable id of a mail's number. */
export function immutableId(number: string): string {
  return `${IMMUTABLE}${number}=`;
}

/** The extended properties of a body. */
export function propertiesOf(value: Json): readonly ExtendedProperty[] {
  return listOf(value, "singleValueExtendedProperties").map((given) => {
    onlyProperties(given, "singleValueLegacyExtendedProperty", ["id", "value"]);
    const [id = "", text] = [textOf(given, "id"), textOf(given, "value")];
    if (!/^String \{[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\} Name \S+$/i.test(id))
      throw badRequest(`The property id '${id}' is invalid.`, "ErrorInvalidArgument");
    if (text === undefined)
      throw badRequest(`The property '${id}' has no value.`, "ErrorInvalidArgument");
    return { id, value: text };
  });
}

/** Refuses a mail that cannot be sent. */
export function checkSendable({ to, cc, bcc }: Pick<MailContent, "to" | "cc" | "bcc">): void {
  const all = [...to, ...cc, ...bcc];
  if (all.length === 0)
    throw badRequest(
      "At least one recipient is not valid., Recipient 'To' is not resolved. All recipients must be resolved before a message can be submitted.",
      "ErrorInvalidRecipients",
    );
  const wrong = all.find(({ address }) => !/^[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+$/.test(address));
  if (wrong !== undefined)
    throw badRequest(
      `At least one recipient is not valid., Recipient '${wrong.address}' is not resolved. All recipients must be resolved before a message can be submitted.`,
      "ErrorInvalidRecipients",
    );
}

function recipientsOf(value: Json, name: string): readonly MailAddress[] {
  return listOf(value, name).map((recipient) => {
    onlyProperties(recipient, "recipient", ["emailAddress"]);
    const given = objectOf(recipient, "emailAddress") ?? {};
    onlyProperties(given, "emailAddress", ["name", "address"]);
    const address = textOf(given, "address") ?? "";
    return { name: textOf(given, "name") ?? address, address };
  });
}

function headersOf(value: Json): MailMessage["headers"] {
  const headers = listOf(value, "internetMessageHeaders").map((header) => {
    onlyProperties(header, "internetMessageHeader", ["name", "value"]);
    return { name: textOf(header, "name") ?? "", value: textOf(header, "value") ?? "" };
  });
  const wrong = headers.find(({ name }) => !/^x-/i.test(name));
  if (wrong !== undefined)
    throw badRequest(
      `The internet message header name '${wrong.name}' should start with 'x-' or 'X-'.`,
      "InvalidInternetMessageHeader",
    );
  if (headers.length > MOST_HEADERS)
    throw badRequest(
      `The number of custom internet message headers exceeds ${MOST_HEADERS}.`,
      "InvalidInternetMessageHeaderCollection",
    );
  return headers;
}

function attachmentsOf(value: Json): MailMessage["attachments"] {
  return listOf(value, "attachments").map((attachment) => {
    if (attachment["@odata.type"] !== "#microsoft.graph.fileAttachment")
      throw badRequest("An attachment needs '@odata.type': '#microsoft.graph.fileAttachment'.");
    const name = textOf(attachment, "name");
    if (name === undefined)
      throw badRequest("The required field 'Name' is missing.", "ErrorRequiredPropertyMissing");
    const bytes = Buffer.from(textOf(attachment, "contentBytes") ?? "", "base64").length;
    if (bytes > LARGEST_ATTACHMENT)
      throw new GraphRefusal(
        413,
        "ErrorMessageSizeExceeded",
        "The message exceeds the maximum supported size.",
      );
    flagOf(attachment, "isInline", false);
    return { name, bytes };
  });
}
