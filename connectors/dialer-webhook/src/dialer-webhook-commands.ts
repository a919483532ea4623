import { type CommandHandlers, mapWithLimit } from "@perennial/connector-kit";
import type { AttemptedCommand, Command, LookUpAnswer } from "@perennial/contract";
import type { DialerWebhookClient } from "./dialer-webhook-client.ts";

/** One function for each command. */
export function dialerWebhookCommands(client: DialerWebhookClient): CommandHandlers {
  return {
    async "put-call"({ kind: _kind, ...entry }) {
      await client.put(entry);
      return { commandId: entry.id, outcome: "accepted" };
    },
    async "withdraw-call"({ id, callId, reason }) {
      const removal = await client.remove(callId, reason);
      if (removal.removed) return { commandId: id, outcome: "accepted" };
      const message = removal.words || "the call is under way or over";
      return { commandId: id, outcome: "refused", kind: "conflict", message };
    },
  };
}

/** Asks for each command whether the list shows it: a put entry is there, a withdrawn one is not. */
export function lookUpCalls(
  client: DialerWebhookClient,
  attempts: readonly AttemptedCommand[],
): Promise<readonly LookUpAnswer[]> {
  return mapWithLimit(attempts, 8, async ({ command }) => ({
    commandId: command.id,
    found: await shows(client, command),
  }));
}

async function shows(client: DialerWebhookClient, command: Command): Promise<boolean> {
  if (command.kind === "put-call") return client.has(command.id);
  return command.kind === "withdraw-call" && !(await client.has(command.callId));
}
