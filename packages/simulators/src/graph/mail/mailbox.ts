import { uuidFrom } from "../../id/uuid.ts";
import { notFound } from "../graph-refusal.ts";
import type { MailAddress, MailContent, MailMessage } from "./message.ts";

/** A mail that came from outside. */
export interface IncomingMail {
  readonly from: string;
  readonly subject: string;
  readonly text: string;
  /** The id of the mail it answers, as the mailbox knows it. */
  readonly answers?: string;
  /** @default none */
  readonly headers?: readonly { readonly name: string; readonly value: string }[];
}

/** What happened to a mail. */
export interface MailChange {
  readonly changeType: "created" | "updated" | "deleted";
  readonly message: MailMessage;
}

/** What a mailbox is kept as over a restart. */
export interface MailboxSnapshot {
  readonly made: number;
  readonly version: number;
  readonly messages: readonly MailMessage[];
  readonly deleted: readonly {
    readonly id: string;
    readonly folder: string;
    readonly version: number;
  }[];
}

/** One person's mailbox. */
export class GraphMailbox {
  readonly #owner: MailAddress;
  readonly #now: () => string;
  readonly #onChange: (change: MailChange) => void;
  readonly #messages = new Map<string, MailMessage>();
  readonly #deleted: { id: string; folder: string; version: number }[] = [];
  #made = 0;
  #version = 0;

  constructor(owner: MailAddress, now: () => string, onChange: (change: MailChange) => void) {
    this.#owner = owner;
    this.#now = now;
    this.#onChange = onChange;
  }

  /** The version of the last change. */
  get version(): number {
    return this.#version;
  }

  /** All mails, newest first. */
  get messages(): readonly MailMessage[] {
    return [...this.#messages.values()].reverse();
  }

  message(id: string): MailMessage {
    const message = this.#messages.get(id);
    if (message === undefined)
      throw notFound(
        "The specified object was not found in the store., The process failed to get the correct properties.",
      );
    return message;
  }

  /** What was written or deleted in a folder after a version, oldest first. */
  changesSince(folder: string, version: number) {
    const changed = [...this.#messages.values()].filter(
      (one) => one.folder === folder && one.version > version,
    );
    const deleted = this.#deleted.filter((one) => one.folder === folder && one.version > version);
    return { changed: changed.sort((one, other) => one.version - other.version), deleted };
  }

  draft(content: MailContent, answered?: MailMessage): MailMessage {
    return this.#put(this.#compose(content, "drafts", answered), "created");
  }

  change(
    message: MailMessage,
    changes: Partial<MailContent & Pick<MailMessage, "isRead">>,
  ): MailMessage {
    return this.#put({ ...message, ...changes }, "updated");
  }

  /** Sends a mail; with `keeps` it stays among the sent ones. */
  send(content: MailContent, keeps: boolean, answered?: MailMessage): MailMessage {
    const message = this.#compose(content, "sentitems", answered);
    if (!keeps) return message;
    return this.#put(message, "created");
  }

  /** Sends a draft, which moves it. */
  sendDraft(draft: MailMessage): MailMessage {
    return this.#put({ ...draft, folder: "sentitems", isRead: true }, "updated");
  }

  /** A mail comes in. */
  receive(mail: IncomingMail): MailMessage {
    const answered = mail.answers === undefined ? undefined : this.message(mail.answers);
    const from = { name: mail.from, address: mail.from };
    const message = this.#compose(
      {
        subject: mail.subject,
        contentType: "text",
        content: mail.text,
        to: [this.#owner],
        cc: [],
        bcc: [],
        replyTo: [],
        headers: mail.headers ?? [],
        attachments: [],
      },
      "inbox",
      answered,
    );
    return this.#put({ ...message, from, isRead: false }, "created");
  }

  remove(message: MailMessage): void {
    this.#messages.delete(message.id);
    this.#version += 1;
    this.#deleted.push({ id: message.id, folder: message.folder, version: this.#version });
    this.#onChange({ changeType: "deleted", message });
  }

  snapshot(): MailboxSnapshot {
    return {
      made: this.#made,
      version: this.#version,
      messages: [...this.#messages.values()],
      deleted: [...this.#deleted],
    };
  }

  restore(snapshot: MailboxSnapshot): void {
    this.#made = snapshot.made;
    this.#version = snapshot.version;
    this.#messages.clear();
    for (const message of snapshot.messages) this.#messages.set(message.id, message);
    this.#deleted.splice(0, this.#deleted.length, ...snapshot.deleted);
  }

  #compose(
    content: MailContent,
    folder: MailMessage["folder"],
    answered: MailMessage | undefined,
  ): MailMessage {
    this.#made += 1;
    const id = uuidFrom(this.#owner.address, "message", this.#made).replaceAll("-", "");
    return {
      ...content,
      id: `AAMk${id}=`,
      folder,
      conversationId: answered?.conversationId ?? `AAQk${id}=`,
      internetMessageId: `<${id}@contoso.prod.outlook.com>`,
      from: this.#owner,
      ...(answered === undefined ? {} : { inReplyTo: answered.internetMessageId }),
      isRead: true,
      createdAt: `${this.#now().slice(0, 19)}Z`,
      version: 0,
    };
  }

  #put(message: MailMessage, changeType: "created" | "updated"): MailMessage {
    this.#version += 1;
    const kept = { ...message, version: this.#version };
    this.#messages.set(kept.id, kept);
    this.#onChange({ changeType, message: kept });
    return kept;
  }
}
