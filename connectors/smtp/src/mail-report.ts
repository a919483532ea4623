import { type MailPart, partsOf, readPart, textOf } from "./mail-part.ts";
import { commandIdOf } from "./smtp-message-id.ts";
import { PROOF_HEADER, readReturnPath } from "./smtp-proof.ts";

/** A message that a report says it is about, and what shows that it is one of ours. */
export interface ReportedMessage {
  readonly commandId: string;
  readonly proof: string;
}

/** What a mail system says became of one message. */
export type MailReport =
  | { readonly kind: "delivered" }
  | { readonly kind: "failed"; readonly reason: string; readonly permanent: boolean }
  | { readonly kind: "complained"; readonly feedback: string };

/** A report as it came by mail. */
export interface ReadReport {
  readonly report: MailReport;
  /** Every message it may be about; none where it quotes none. */
  readonly messages: readonly ReportedMessage[];
  /** The moment it is dated with, as it was written. */
  readonly date: string;
}

const LONGEST_REASON = 300;
const LONGEST_WORD = 200;
/** Our mails have one recipient; a report of a relay may still tell of several. */
const MOST_GROUPS = 50;
/** Feedback that says nothing against a message (RFC 5965, 7.3; RFC 6591). */
const NO_COMPLAINT = new Set(["not-spam", "virus", "auth-failure", "dmarc"]);
/** Where the address that a bounce was sent to is noted. */
const ADDRESSES = ["to", "delivered-to", "x-original-to", "envelope-to"];

/**
 * Reads a delivery status notification (RFC 3464) or a feedback report (RFC 5965). Undefined for any other mail, and
 * for a report of something that is not settled, such as a delay.
 */
export function readReport(raw: string): ReadReport | undefined {
  const mail = readPart(raw);
  if (mail.type !== "multipart/report") return undefined;
  const parts = partsOf(mail);
  const report = deliveryReport(parts) ?? feedbackReport(parts);
  if (report === undefined) return undefined;
  return { report, messages: messagesIn(mail, parts), date: mail.first("date") };
}

function deliveryReport(parts: readonly MailPart[]): MailReport | undefined {
  const status = parts.find(({ type }) => type === "message/delivery-status");
  if (status === undefined) return undefined;
  // Groups of fields parted by empty lines: the first is about the message, each other about a recipient.
  const groups = textOf(status)
    .trim()
    .split(/(?:\r?\n[ \t]*){2,}/, MOST_GROUPS);
  return groups.map((group) => recipientReport(readPart(group))).find((each) => each !== undefined);
}

function recipientReport(group: MailPart): MailReport | undefined {
  const action = withoutComment(group.first("action")).toLowerCase();
  if (action === "delivered") return { kind: "delivered" };
  if (action !== "failed") return undefined;
  const status = withoutComment(group.first("status"));
  const diagnostic = group.first("diagnostic-code").replace(/^[\w-]+\s*;\s*/, "");
  const words = diagnostic === "" ? "the mail system gave no reason" : diagnostic;
  const reason = `${status} ${words}`.replace(/\s+/g, " ").trim().slice(0, LONGEST_REASON);
  return { kind: "failed", reason, permanent: isForEver(status) };
}

/** A wrong address and a closed mailbox stay so (RFC 3463, 3.2 and 3.3); all else may be another day's. */
function isForEver(status: string): boolean {
  return /^5\.1\.(?:[0-3]|6|10)$|^5\.2\.1$/.test(status);
}

function feedbackReport(parts: readonly MailPart[]): MailReport | undefined {
  const part = parts.find(({ type }) => type === "message/feedback-report");
  if (part === undefined) return undefined;
  const fields = readPart(textOf(part).trim());
  const feedback = withoutComment(fields.first("feedback-type")).toLowerCase();
  if (feedback === "" || NO_COMPLAINT.has(feedback)) return undefined;
  return { kind: "complained", feedback: feedback.slice(0, 50) };
}

function messagesIn(mail: MailPart, parts: readonly MailPart[]): readonly ReportedMessage[] {
  const quoted = parts.filter(({ type }) =>
    /^(?:message\/rfc822|text\/rfc822-headers)$/.test(type),
  );
  const addressed = ADDRESSES.flatMap((name) => mail.all(name)).flatMap(
    (address) => readReturnPath(address) ?? [],
  );
  return [...quoted.flatMap((part) => quotedMessage(readPart(textOf(part)))), ...addressed];
}

function quotedMessage(message: MailPart): ReportedMessage[] {
  const commandId = commandIdOf(message.first("message-id"));
  const proof = message.first(PROOF_HEADER.toLowerCase()).trim();
  return commandId === undefined ? [] : [{ commandId, proof }];
}

function withoutComment(value: string): string {
  // Anyone can write a report; a word of it is never long.
  return value
    .slice(0, LONGEST_WORD)
    .replace(/\([^)]*\)/g, "")
    .trim();
}
