import { z } from "zod";
import { mailError } from "./mail-errors.ts";

const Stand = z.strictObject({
  /** Where the next changes are. */
  link: z.string(),
  /** From when on mails are read, should the link be too old one day. */
  since: z.string(),
});
const Cursor = z.strictObject({ version: z.literal(1), mailboxes: z.record(z.string(), Stand) });

/** How far each mailbox has been read, by its address in small letters. */
export type MailStands = Readonly<Record<string, z.infer<typeof Stand>>>;

/** Reads a cursor; nothing has been read without one. Throws a `ConnectorError` for one that is none of ours. */
export function readMailCursor(cursor: string | undefined): MailStands {
  if (cursor === undefined) return {};
  try {
    return Cursor.parse(JSON.parse(cursor)).mailboxes;
  } catch {
    throw mailError("invalid", "the cursor is none of this connector's; read everything anew");
  }
}

/** Writes a cursor. */
export function writeMailCursor(mailboxes: MailStands): string {
  return JSON.stringify({ version: 1, mailboxes });
}
