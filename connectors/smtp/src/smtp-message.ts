import { ConnectorError, type Instant, type SendEmail } from "@perennial/contract";
import { smtpManifest } from "./smtp-manifest.ts";
import { commandToken, messageIdOf } from "./smtp-message-id.ts";
import { messageProof, PROOF_HEADER, returnPathOf } from "./smtp-proof.ts";
import type { SmtpSettings } from "./smtp-settings.ts";

/** One plain address; anything that a mail library could read as several is refused. */
const ADDRESS = /^[^\s"(),:;<>@[\]\\]+@[^\s"(),:;<>@[\]\\]+$/;

/** A mailbox with the name shown for it. */
export interface Mailbox {
  readonly name: string;
  readonly address: string;
}

/** A message as the client sends it. */
export interface SmtpMessage {
  readonly messageId: string;
  readonly from: Mailbox;
  readonly to: Mailbox;
  readonly replyTo?: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  readonly sentAt: Instant;
  /** Who the mail server is told it is from and to, where bounces do not go to `from`. */
  readonly envelope?: { readonly from: string; readonly to: string };
  /** Written exactly as they are. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Makes the message of a command. Throws a `ConnectorError` of kind `invalid` for a recipient that is none. */
export function toMessage(command: SendEmail, settings: SmtpSettings, now: Instant): SmtpMessage {
  if (!ADDRESS.test(command.to)) {
    const message = "the recipient is not a single e-mail address";
    throw new ConnectorError({ connector: smtpManifest.id, kind: "invalid", message });
  }
  return {
    messageId: `<${messageIdOf(command.id, settings.fromAddress)}>`,
    from: { name: settings.fromName ?? "", address: settings.fromAddress },
    to: { name: "", address: command.to },
    ...(settings.replyTo === undefined ? {} : { replyTo: settings.replyTo }),
    subject: command.subject,
    text: command.text,
    ...(command.html === undefined ? {} : { html: command.html }),
    sentAt: now,
    ...envelopeOf(command, settings),
    headers: { ...headersOf(command), ...proofOf(command, settings) },
  };
}

function envelopeOf({ id, to }: SendEmail, { reports }: SmtpSettings) {
  if (reports?.returnPath === undefined) return {};
  return { envelope: { from: returnPathOf(id, reports.returnPath, reports.secret), to } };
}

/** Reports quote the header of the message that they are about. */
function proofOf({ id }: SendEmail, { reports }: SmtpSettings): Record<string, string> {
  return reports === undefined ? {} : { [PROOF_HEADER]: messageProof(id, reports.secret) };
}

function headersOf(command: SendEmail): Record<string, string> {
  const headers = {
    "X-Perennial-Command": commandToken(command.id),
    // So that out-of-office programs do not answer (RFC 3834, 5).
    "Auto-Submitted": "auto-generated",
  };
  // What the law or the contract asks for cannot be unsubscribed from.
  if (command.unsubscribeUrl === undefined || command.class !== "marketing") return headers;
  return {
    ...headers,
    // The URL parser has taken away whatever could end the header.
    "List-Unsubscribe": `<${new URL(command.unsubscribeUrl).href}>`,
    // One click in the mail program is enough (RFC 8058).
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
  };
}
