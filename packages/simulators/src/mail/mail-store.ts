import { createHash } from "node:crypto";
import type { Instant } from "@perennial/contract";
import { type MailAddress, type MailHeader, readAddresses, readHeader } from "./mail-headers.ts";

/** A mail as it came over SMTP. */
export interface IncomingMail {
  /** The envelope's sender, empty for none, and its recipients. */
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: Buffer;
  /** What `readHeader` says of the content. */
  readonly header: MailHeader;
}

/** A mail that was accepted. */
export interface MailRecord {
  /** The mailbox's own id. */
  readonly id: string;
  /** The Message-ID without its angle brackets; empty where the mail has none. */
  readonly messageId: string;
  /** The envelope's sender and recipients. */
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly size: number;
}

/** A mail in the box. */
export interface StoredMail extends MailRecord {
  readonly at: Instant;
  /** The content, of the newest mails alone. */
  readonly raw: Buffer | undefined;
}

/** How many of the newest mails keep their content. */
const WITH_CONTENT = 2000;

/** Describes a mail; `n` makes the ids of equal mails differ. */
export function describeMail(mail: IncomingMail, n: number, at: Instant): MailRecord {
  const { from, to, header } = mail;
  const messageId = stripBrackets(header.all("message-id")[0] ?? "");
  const hash = createHash("sha256").update(JSON.stringify([messageId, to, n, at]));
  return {
    id: hash
      .digest("base64")
      .replace(/[^A-Za-z0-9]/g, "")
      .slice(0, 22),
    messageId,
    from,
    to,
    subject: header.text("subject"),
    size: mail.raw.length,
  };
}

/** Who a mail says it is from; the envelope's sender where its content is no longer kept. */
export function authorOf(mail: StoredMail): MailAddress {
  const named = mail.raw === undefined ? "" : (readHeader(mail.raw).all("from")[0] ?? "");
  return readAddresses(named)[0] ?? { Name: "", Address: mail.from };
}

/** The mails in the box, found by id and by Message-ID without looking at the others. */
export class MailStore {
  #mails: StoredMail[] = [];
  readonly #byId = new Map<string, StoredMail>();
  readonly #byMessageId = new Map<string, StoredMail[]>();

  get size(): number {
    return this.#mails.length;
  }

  add(record: MailRecord, at: Instant, raw?: Buffer): void {
    if (this.#byId.has(record.id)) return;
    const mail: StoredMail = { ...record, at, raw };
    this.#mails.push(mail);
    this.#byId.set(mail.id, mail);
    const key = mail.messageId.toLowerCase();
    const same = this.#byMessageId.get(key);
    if (same === undefined) this.#byMessageId.set(key, [mail]);
    else same.push(mail);
    this.#forgetContent();
  }

  find(id: string): StoredMail | undefined {
    return id === "latest" ? this.#mails.at(-1) : this.#byId.get(id);
  }

  /** All mails with that Message-ID, newest first, whatever the case of its letters. */
  withMessageId(messageId: string): readonly StoredMail[] {
    return this.#byMessageId.get(messageId.toLowerCase())?.toReversed() ?? [];
  }

  /** Newest first. */
  newest(start: number, limit: number): StoredMail[] {
    const end = Math.max(0, this.#mails.length - start);
    return this.#mails.slice(Math.max(0, end - limit), end).reverse();
  }

  /** Those that fit, newest first. */
  filter(fits: (mail: StoredMail) => boolean): StoredMail[] {
    return this.#mails.filter(fits).reverse();
  }

  clear(): void {
    this.#mails = [];
    this.#byId.clear();
    this.#byMessageId.clear();
  }

  #forgetContent(): void {
    const index = this.#mails.length - 1 - WITH_CONTENT;
    const old = this.#mails[index];
    if (old?.raw === undefined) return;
    const bare: StoredMail = { ...old, raw: undefined };
    this.#mails[index] = bare;
    this.#byId.set(bare.id, bare);
    const same = this.#byMessageId.get(bare.messageId.toLowerCase()) ?? [];
    const place = same.indexOf(old);
    if (place >= 0) same[place] = bare;
  }
}

function stripBrackets(messageId: string): string {
  return messageId.trim().replace(/^</, "").replace(/>$/, "");
}
