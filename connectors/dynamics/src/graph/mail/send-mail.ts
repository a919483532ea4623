import { accepted } from "@perennial/connector-kit";
import { ConnectorError, type Receipt, type SendEmail } from "@perennial/contract";
import { z } from "zod";
import { beforehand } from "../not-done.ts";
import { findMail } from "./find-mail.ts";
import { mailMessage } from "./mail-message.ts";
import type { MailTools } from "./mail-tools.ts";
import { senderOf } from "./sender.ts";

const Draft = z.looseObject({ id: z.string().min(1) });

/** Failures that another attempt would meet again; of a draft that was sent meanwhile Graph tells one of them too. */
const FINAL: readonly string[] = ["not-found", "invalid", "forbidden"];

/**
 * Sends a command's mail once. It is drafted under the command's mark and then sent: a draft can be sent one time, and what
 * was drafted or sent before is found by the mark, so that no repeat makes a second mail. What can never be sent is not left
 * among the drafts. Throws a `ConnectorError`.
 */
export async function sendMail(tools: MailTools, command: SendEmail): Promise<Receipt> {
  const message = mailMessage(command);
  const { writer } = tools;
  const mailbox = await beforehand(senderOf(tools, command));
  const found = await beforehand(findMail(writer, mailbox, command.id));
  if (found?.isDraft === false) return accepted(command, found.id);
  const path = ["users", mailbox, "messages"];
  const draft = async () =>
    (await writer.request({ method: "POST", path, json: message })).read(Draft).id;
  const id = found?.id ?? (await beforehand(draft()));
  try {
    await writer.request({ method: "POST", path: [...path, id, "send"] });
  } catch (error) {
    if (!ConnectorError.isInstance(error) || !FINAL.includes(error.kind)) throw error;
    const now = await findMail(writer, mailbox, command.id);
    if (now?.isDraft === false) return accepted(command, now.id);
    await writer.request({ method: "DELETE", path: [...path, id], accept: [404] });
    throw error;
  }
  return accepted(command, id);
}
