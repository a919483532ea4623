import type { RecordRef } from "@perennial/contract";

/** What records are called that a notification names: a mail, by the mailbox, escaped, and its id. */
const MAIL = "message";
/** A subscription that wants to be looked after. */
export const SUBSCRIPTION = "subscription";

/** Where a mail is. */
export interface MailPlace {
  /** An address of the settings, in small letters. */
  readonly mailbox: string;
  /** Immutable. */
  readonly id: string;
}

/** A mail as a record. */
export function mailRef({ mailbox, id }: MailPlace): RecordRef {
  const escaped = mailbox.replaceAll("%", "%25").replaceAll("/", "%2F");
  return { object: MAIL, id: `${escaped}/${id}` };
}

/** Where the mail is that a record's name stands for; undefined where it is none. */
export function mailPlace({ object, id }: RecordRef): MailPlace | undefined {
  const found = object === MAIL ? /^([^/]+)\/(.+)$/.exec(id) : null;
  if (found === null) return undefined;
  const [, escaped = "", message = ""] = found;
  return { mailbox: escaped.replaceAll("%2F", "/").replaceAll("%25", "%"), id: message };
}
