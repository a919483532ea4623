import { mapWithLimit } from "@perennial/connector-kit";
import type { AttemptedCommand, LookUpAnswer } from "@perennial/contract";
import { findMail } from "./find-mail.ts";
import type { MailTools } from "./mail-tools.ts";

/**
 * Asks whether mails of unknown outcome were sent. All mailboxes are asked: whose a customer is may have changed since. A mail
 * that is still a draft was not sent, and the next attempt sends that very draft. Throws a `ConnectorError` where it cannot be
 * asked, for that is no absence.
 */
export function lookUpMails(
  { writer, settings }: MailTools,
  attempts: readonly AttemptedCommand[],
): Promise<readonly LookUpAnswer[]> {
  return mapWithLimit(attempts, 2, async ({ command }): Promise<LookUpAnswer> => {
    const commandId = command.id;
    let failure: { readonly error: unknown } | undefined;
    for (const mailbox of settings.mailboxes) {
      try {
        const found = await findMail(writer, mailbox, commandId);
        if (found?.isDraft === false) return { commandId, found: true, providerId: found.id };
      } catch (error) {
        // It may yet be found in another.
        failure ??= { error };
      }
    }
    if (failure !== undefined) throw failure.error;
    return { commandId, found: false };
  });
}
