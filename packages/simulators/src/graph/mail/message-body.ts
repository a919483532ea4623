import { type MailAddress, type MailMessage, movableId } from "./message.ts";

/** How a client wants mails to be shown. */
export interface MailView {
  /** @default false */
  readonly isImmutable?: boolean;
  /** @default as they are */
  readonly contentType?: "text" | "html";
}

/** Properties that are shown to those alone who select them (learn.microsoft.com/graph, "message resource type"). */
export const SELECTED_ALONE: readonly string[] = ["uniqueBody", "internetMessageHeaders"];

/** A mail as Graph shows it. */
export function messageBody(message: MailMessage, view: MailView = {}): Record<string, unknown> {
  const { contentType = message.contentType } = view;
  const shown = (text: string) => ({ contentType, content: converted(text, message, contentType) });
  return {
    "@odata.etag": `W/"${message.version}"`,
    id: view.isImmutable === true ? message.id : movableId(message),
    createdDateTime: message.createdAt,
    receivedDateTime: message.createdAt,
    sentDateTime: message.createdAt,
    hasAttachments: message.attachments.length > 0,
    internetMessageId: message.internetMessageId,
    subject: message.subject,
    bodyPreview: message.content.replace(/<[^>]*>/g, "").slice(0, 255),
    importance: "normal",
    parentFolderId: message.folder,
    conversationId: message.conversationId,
    isRead: message.isRead,
    isDraft: message.folder === "drafts",
    body: shown(message.content),
    uniqueBody: shown(message.own ?? message.content),
    sender: recipientBody(message.from),
    from: recipientBody(message.from),
    toRecipients: message.to.map(recipientBody),
    ccRecipients: message.cc.map(recipientBody),
    bccRecipients: message.bcc.map(recipientBody),
    replyTo: message.replyTo.map(recipientBody),
    internetMessageHeaders: internetHeaders(message),
  };
}

function converted(text: string, from: MailMessage, to: MailMessage["contentType"]): string {
  if (from.contentType === to) return text;
  if (to === "html") return `<html><body>${text.replaceAll("\n", "<br>")}</body></html>`;
  return text.replace(/<br>/gi, "\n").replace(/<[^>]*>/g, "");
}

function internetHeaders(message: MailMessage): readonly object[] {
  const reply =
    message.inReplyTo === undefined ? [] : [{ name: "In-Reply-To", value: message.inReplyTo }];
  return [...message.headers, ...reply];
}

function recipientBody({ name, address }: MailAddress): object {
  return { emailAddress: { name, address } };
}
