import type { SendEmail } from "@perennial/contract";
import { mailError } from "./mail-errors.ts";
import type { MailTools } from "./mail-tools.ts";

/**
 * The mailbox that a mail is sent from: the customer's owner's where the settings say so and have it, or else the first.
 * Throws a `ConnectorError`.
 */
export async function senderOf(
  { settings, ownerOf }: Pick<MailTools, "settings" | "ownerOf">,
  { customerId }: Pick<SendEmail, "customerId">,
): Promise<string> {
  const { mailboxes, from } = settings;
  const [first] = mailboxes;
  if (first === undefined) throw mailError("invalid", "fill in a mailbox in the settings");
  if (from === "first") return first;
  const names = (await ownerOf(customerId)).map((name) => name.toLowerCase());
  return mailboxes.find((address) => names.includes(address.toLowerCase())) ?? first;
}
