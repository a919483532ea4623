import { shortened } from "@perennial/connector-kit";
import type { SendEmail } from "@perennial/contract";
import { markedWith } from "../command-mark.ts";
import { mailError } from "./mail-errors.ts";

/** One plain address; anything that a mail library could read as several is refused. */
const ADDRESS = /^[^\s"(),:;<>@[\]\\]+@[^\s"(),:;<>@[\]\\]+$/;
/** What ends a line cannot be in a subject, and Exchange keeps 255 characters of one. */
const LINE_BREAKS = /[\r\n\u2028\u2029]+/g;
const LONGEST_SUBJECT = 255;

/**
 * The mail of a command as Graph takes it. Throws a `ConnectorError` of kind `invalid` for what cannot be sent this way, and
 * `unsupported` for a class of message that another connection is for.
 */
export function mailMessage(command: SendEmail): object {
  const { to, subject, text, html } = command;
  claimFollowUp(command);
  if (!ADDRESS.test(to)) throw mailError("invalid", "the recipient is not a single e-mail address");
  if (html?.trimStart().startsWith("<mjml") === true)
    throw mailError(
      "invalid",
      "the body is MJML, which Outlook does not know; write it as HTML, or send it through an SMTP connection",
    );
  return {
    subject: shortened(subject.replace(LINE_BREAKS, " "), LONGEST_SUBJECT),
    body:
      html === undefined
        ? { contentType: "Text", content: text }
        : { contentType: "HTML", content: html },
    toRecipients: [{ emailAddress: { address: to } }],
    internetMessageHeaders: [
      { name: "x-perennial-command", value: encodeURIComponent(command.id) },
      // So that out-of-office programs do not answer; Auto-Submitted (RFC 3834) would be no header of an app's.
      { name: "x-auto-response-suppress", value: "OOF, AutoReply" },
    ],
    ...markedWith(command.id),
  };
}

/**
 * An app may set headers that begin with `x-` alone (crm/dynamics.md, 1.5), so that marketing cannot carry List-Unsubscribe
 * (RFC 8058); and a mailbox sends 30 mails in a minute, which is too slow for what everybody gets.
 */
function claimFollowUp({ class: messageClass, unsubscribeUrl }: SendEmail): void {
  if (messageClass === "marketing" || unsubscribeUrl !== undefined)
    throw mailError(
      "unsupported",
      "marketing needs the header List-Unsubscribe, which Microsoft Graph lets no app set; send marketing through an SMTP connection",
    );
  if (messageClass !== "service")
    throw mailError(
      "unsupported",
      "what the law has everybody told does not go from a colleague's mailbox; send it through an SMTP connection",
    );
}
