import { uuidFrom } from "../../id/uuid.ts";
import { notFound } from "../graph-refusal.ts";
import {
  immutableId,
  type MailAddress,
  type MailContent,
  type MailMessage,
  movableId,
} from "./message.ts";

/** A mail that came from outside. */
export interface IncomingMail {
  readonly from: string;
  readonly subject: string;
  readonly text: string;
  /** What of the answered mail stands below the text. @default nothing */
  readonly quoted?: string;
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

/** What became of a mail in a folder. */
export interface FolderChange {
  readonly id: string;
  readonly folder: MailMessage["folder"];
  readonly version: number;
  /** The mail as it is; one that is gone has none. */
  readonly message?: MailMessage;
}

/** What a mailbox is kept as over a restart. */
export interface MailboxSnapshot {
  readonly made: number;
  readonly version: number;
  readonly messages: readonly MailMessage[];
  readonly deleted: readonly FolderChange[];
}

/** One person's mailbox. */
export class GraphMailbox {
  readonly #owner: MailAddress;
  readonly #now: () => string;
  readonly #onChange: (change: MailChange) => void;
  readonly #messages = new Map<string, MailMessage>();
  readonly #deleted: FolderChange[] = [];
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

  /** A mail by its immutable id, or by the one that it has in the folder where it is now. */
  message(id: string): MailMessage {
    const message =
      this.#messages.get(id) ?? [...this.#messages.values()].find((one) => movableId(one) === id);
    if (message === undefined)
      throw notFound(
        "The specified object was not found in the store., The process failed to get the correct properties.",
      );
    return message;
  }

  /** What came, was changed or was deleted in a folder after a version, oldest first. */
  changesSince(folder: string, version: number): readonly FolderChange[] {
    const changed = [...this.#messages.values()].map((message) => ({ ...message, message }));
    return [...changed, ...this.#deleted]
      .filter((one) => one.folder === folder && one.version > version)
      .sort((one, other) => one.version - other.version);
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
    return this.#put({ ...draft, folder: "sentitems", isRead: true, arrived: 0 }, "updated");
  }

  /** Whoever a mail was sent to answers it as people do: above what they got. Gives the mail that came in. */
  answer(sent: MailMessage, text: string, from?: string): MailMessage {
    const subject = /^(?:sv|re):/i.test(sent.subject) ? sent.subject : `SV: ${sent.subject}`;
    const address = from ?? sent.to[0]?.address ?? "";
    const quoted = sent.content.replace(/<[^>]*>/g, "");
    return this.receive({ from: address, subject, text, quoted, answers: sent.id });
  }

  /** A mail comes in. */
  receive(mail: IncomingMail): MailMessage {
    const answered = mail.answers === undefined ? undefined : this.message(mail.answers);
    const from = { name: mail.from, address: mail.from };
    const message = this.#compose(
      {
        subject: mail.subject,
        contentType: "text",
        content: mail.quoted === undefined ? mail.text : `${mail.text}\n\n> ${mail.quoted}`,
        to: [this.#owner],
        cc: [],
        bcc: [],
        replyTo: [],
        headers: mail.headers ?? [],
        attachments: [],
        properties: [],
      },
      "inbox",
      answered,
    );
    return this.#put({ ...message, own: mail.text, from, isRead: false }, "created");
  }

  /** Somebody moves a mail: it is gone from the one folder and comes into the other. */
  move(message: MailMessage, folder: MailMessage["folder"]): MailMessage {
    this.#version += 1;
    this.#deleted.push({ id: message.id, folder: message.folder, version: this.#version });
    return this.#put({ ...message, folder, arrived: 0 }, "created");
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
      id: immutableId(id),
      folder,
      conversationId: answered?.conversationId ?? `AAQk${id}=`,
      internetMessageId: `<${id}@contoso.prod.outlook.com>`,
      from: this.#owner,
      ...(answered === undefined ? {} : { inReplyTo: answered.internetMessageId }),
      isRead: true,
      createdAt: `${this.#now().slice(0, 19)}Z`,
      version: 0,
      arrived: 0,
    };
  }

  #put(message: MailMessage, changeType: "created" | "updated"): MailMessage {
    this.#version += 1;
    const arrived = message.arrived === 0 ? this.#version : message.arrived;
    const kept = { ...message, version: this.#version, arrived };
    this.#messages.set(kept.id, kept);
    this.#onChange({ changeType, message: kept });
    return kept;
  }
}
