import { receiptFor, toConnectorError } from "@perennial/connector-kit";
import type { Command, ConnectorContext, Receipt } from "@perennial/contract";
import type { CommandResult, WebhookClient } from "./webhook-client.ts";
import { webhookManifest } from "./webhook-manifest.ts";

/** The most that one request carries. */
const BATCH = 100;
const DECLARED: ReadonlySet<string> = new Set(webhookManifest.commands);

/** The CRM and where to tell of faults. */
interface Sending {
  readonly client: WebhookClient;
  readonly context: Pick<ConnectorContext, "log">;
}

/** Sends commands to the CRM, up to a hundred in a request, and gives a receipt for each, in order. */
export async function sendCommands(
  sending: Sending,
  commands: readonly Command[],
): Promise<readonly Receipt[]> {
  const known = commands.filter(({ kind }) => DECLARED.has(kind));
  const receipts = new Map<string, Receipt>();
  for (let start = 0; start < known.length; start += BATCH) {
    const batch = known.slice(start, start + BATCH);
    for (const receipt of await sendBatch(sending, batch)) receipts.set(receipt.commandId, receipt);
  }
  return commands.map((command) => receipts.get(command.id) ?? unsupported(command));
}

async function sendBatch(
  { client, context }: Sending,
  batch: readonly Command[],
): Promise<readonly Receipt[]> {
  try {
    const results = new Map((await client.send(batch)).map((result) => [result.id, result]));
    return batch.map((command) => receiptOf(command, results.get(command.id)));
  } catch (error) {
    const failure = toConnectorError(error, webhookManifest.id, context.log);
    return batch.map((command) => receiptFor(failure, command));
  }
}

function receiptOf({ id }: Command, result: CommandResult | undefined): Receipt {
  if (result?.status === "done") return { commandId: id, outcome: "accepted" };
  if (result?.status === "refused") {
    const message = result.message || "refused without a reason";
    return { commandId: id, outcome: "refused", kind: "invalid", message };
  }
  const message =
    result === undefined
      ? "the answer does not mention this command"
      : "the answer gives this command a status other than done and refused";
  return { commandId: id, outcome: "unknown", kind: "unavailable", message };
}

function unsupported(command: Command): Receipt {
  const message = `${webhookManifest.id} has no command ${command.kind}`;
  return { commandId: command.id, outcome: "refused", kind: "unsupported", message };
}
