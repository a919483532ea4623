import { type CommandHandlers, mapWithLimit } from "@perennial/connector-kit";
import type { AttemptedCommand, ConnectorContext, LookUpAnswer } from "@perennial/contract";
import type { SmtpClient } from "./smtp-client.ts";
import { toMessage } from "./smtp-message.ts";
import { messageIdOf } from "./smtp-message-id.ts";
import type { SmtpSearch } from "./smtp-search.ts";
import type { SmtpSettings } from "./smtp-settings.ts";

/** What sending needs beside the message. */
export interface SmtpSending {
  readonly client: SmtpClient;
  readonly settings: SmtpSettings;
  readonly context: Pick<ConnectorContext, "clock">;
}

/** One function for each command. */
export function smtpCommands({ client, settings, context }: SmtpSending): CommandHandlers {
  return {
    async "send-email"(command) {
      const providerId = await client.send(toMessage(command, settings, context.clock.now()));
      return { commandId: command.id, outcome: "accepted", providerId };
    },
  };
}

/** Asks the relay's search for the message of each command. */
export function lookUpMessages(
  search: SmtpSearch,
  fromAddress: string,
  attempts: readonly AttemptedCommand[],
): Promise<readonly LookUpAnswer[]> {
  return mapWithLimit(attempts, 8, async ({ command }): Promise<LookUpAnswer> => {
    const providerId = await search.find(messageIdOf(command.id, fromAddress));
    return providerId === undefined
      ? { commandId: command.id, found: false }
      : { commandId: command.id, found: true, providerId };
  });
}
