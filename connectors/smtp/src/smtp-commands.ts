import { type CommandHandlers, mapWithLimit } from "@perennial/connector-kit";
import type {
  AttemptedCommand,
  ConnectorContext,
  LookUpAnswer,
  SendEmail,
} from "@perennial/contract";
import type { SmtpClient } from "./smtp-client.ts";
import { toMessage } from "./smtp-message.ts";
import { messageIdOf } from "./smtp-message-id.ts";
import { createBodyCompiler } from "./smtp-mjml.ts";
import type { SmtpSearch } from "./smtp-search.ts";
import type { SmtpSettings } from "./smtp-settings.ts";
import { trackHtml, webAddress } from "./smtp-tracking.ts";

/** What sending needs beside the message. */
export interface SmtpSending {
  readonly client: SmtpClient;
  readonly settings: SmtpSettings;
  readonly context: Pick<ConnectorContext, "clock" | "callbackUrl">;
}

/** One function for each command. */
export function smtpCommands({ client, settings, context }: SmtpSending): CommandHandlers {
  const compile = createBodyCompiler();
  return {
    async "send-email"(command) {
      const html = command.html === undefined ? undefined : await compile(command.html);
      const formatted =
        html === undefined ? {} : { html: tracked(html, { command, settings, context }) };
      const message = toMessage({ ...command, ...formatted }, settings, context.clock.now());
      const providerId = await client.send(message);
      return { commandId: command.id, outcome: "accepted", providerId };
    },
  };
}

interface Composing extends Omit<SmtpSending, "client"> {
  readonly command: SendEmail;
}

/** Nothing is traced unless the customer agreed to it and the connection is set up for it. */
function tracked(html: string, { command, settings, context }: Composing): string {
  const { trackLinks } = settings;
  if (trackLinks === undefined || command.track !== true) return html;
  const { secret, baseUrl: url = context.callbackUrl } = trackLinks;
  const stop = webAddress(command.unsubscribeUrl ?? "");
  const untouched = stop === undefined ? [] : [stop];
  return trackHtml(html, { url, secret, commandId: command.id, untouched });
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
