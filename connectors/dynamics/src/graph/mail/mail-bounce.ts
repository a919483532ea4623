import type { OwnMail } from "./conversation.ts";
import { headerOf, type IncomingMail } from "./incoming-mail.ts";

/** What a report says of a mail that did not arrive. */
export interface Bounce {
  readonly commandId: string;
  /** The code and the words beside it. */
  readonly reason: string;
  /** Whether no mail will ever arrive at the address. */
  readonly permanent: boolean;
}

/** Codes of addresses that are wrong or closed for good (RFC 3463, 3.2 and 3.3), and Exchange's for an unknown recipient. */
const FOR_GOOD: readonly string[] = [
  ...["5.1.0", "5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1"],
];
const LONGEST = 300;

/** Whether a mail is a report of a mail system's (RFC 6522), of whatever it may be. */
export function isReport(mail: IncomingMail): boolean {
  return /^\s*multipart\/report\b/i.test(headerOf(mail, "content-type") ?? "");
}

/**
 * What a report says of a mail of ours: which it is by the mail it answers, and what happened by the first code of a lasting
 * failure. A report without such a code, as of a delay, or about no mail of ours, says nothing.
 */
export function bounceOf(mail: IncomingMail, own: readonly OwnMail[]): Bounce | undefined {
  const answered = [headerOf(mail, "in-reply-to"), headerOf(mail, "references")].join(" ");
  const named = own.filter(({ messageId }) => messageId !== "" && answered.includes(messageId));
  const [about, ...others] = named.length > 0 ? named : own;
  const line = /^.*\b(5\.\d{1,3}\.\d{1,3})\b.*$/m.exec(mail.body?.content ?? "");
  if (line === null || about === undefined || others.length > 0) return undefined;
  const [words, code = ""] = line;
  return {
    commandId: about.commandId,
    reason: words.trim().slice(0, LONGEST).toWellFormed(),
    permanent: FOR_GOOD.includes(code),
  };
}
