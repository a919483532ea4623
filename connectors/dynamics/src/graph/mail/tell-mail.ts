import { toInstant } from "@perennial/connector-kit";
import type { Signal } from "@perennial/contract";
import { z } from "zod";
import { type GraphClient, IMMUTABLE_IDS } from "../graph-client.ts";
import { type OwnMail, ownMailsIn } from "./conversation.ts";
import { headerOf, IncomingMail } from "./incoming-mail.ts";
import { bounceOf, isReport } from "./mail-bounce.ts";
import type { MailPlace } from "./mail-ref.ts";
import { OUTLOOK_MAIL } from "./outlook-mail-manifest.ts";

/** The longest answer that is told; what quotes all before it may be longer. */
const LONGEST = 20_000;

const Brief = z.looseObject({ conversationId: z.string().nullish() });

const SELECTED = [
  ...["id", "internetMessageId", "receivedDateTime", "from"],
  ...["body", "uniqueBody", "internetMessageHeaders"],
].join(",");

/** A mail that came in, and what is known of it before it is read. */
export interface CameIn extends MailPlace {
  /** @default read */
  readonly conversationId?: string;
}

/**
 * What a mail means that came in: an answer to a mail of ours, or a report that one did not arrive. Anything else in the
 * mailbox is its owner's affair: it means nothing, and of it no more is read than which conversation it belongs to. Throws
 * a `ConnectorError`.
 */
export async function tellMail(client: GraphClient, mail: CameIn): Promise<readonly Signal[]> {
  const conversation =
    mail.conversationId ?? (await read(client, mail, ["conversationId", Brief]))?.conversationId;
  if (typeof conversation !== "string") return [];
  const own = await ownMailsIn(client, mail.mailbox, conversation);
  if (own.length === 0) return [];
  const whole = await read(client, mail, [SELECTED, IncomingMail]);
  return whole === undefined ? [] : meaningOf(whole, own);
}

/** Undefined where the mail is gone. */
async function read<Shape>(
  { request }: GraphClient,
  { mailbox, id }: MailPlace,
  [$select, schema]: readonly [select: string, schema: z.ZodType<Shape>],
): Promise<Shape | undefined> {
  const answer = await request({
    ...{ method: "GET", path: ["users", mailbox, "messages", id], query: { $select } },
    headers: { prefer: `${IMMUTABLE_IDS}, outlook.body-content-type="text"` },
    accept: [404],
  });
  return answer.status === 404 ? undefined : answer.read(schema);
}

/** What a mail in a conversation of ours means. Pure. */
export function meaningOf(mail: IncomingMail, own: readonly OwnMail[]): readonly Signal[] {
  const at = toInstant(mail.receivedDateTime);
  if (at === undefined || own.some(({ messageId }) => messageId === mail.internetMessageId))
    return [];
  const about = { id: `${OUTLOOK_MAIL}:${mail.id}`, at };
  if (isReport(mail)) {
    const bounce = bounceOf(mail, own);
    return bounce === undefined ? [] : [{ ...about, type: "message.failed", ...bounce }];
  }
  const from = mail.from?.emailAddress.address ?? "";
  if (from === "" || isAutomatic(mail)) return [];
  const text = (mail.uniqueBody ?? mail.body)?.content ?? "";
  const told = text.replaceAll("\r\n", "\n").trim().slice(0, LONGEST).toWellFormed();
  return [{ ...about, type: "message.replied", channel: "email", from, text: told }];
}

/** Whether a program wrote it, such as that of somebody who is away (RFC 3834, 5). */
function isAutomatic(mail: IncomingMail): boolean {
  return (headerOf(mail, "auto-submitted") ?? "no").trim().toLowerCase() !== "no";
}
