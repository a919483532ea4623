import { receiptFor } from "@perennial/connector-kit";
import { type Command, ConnectorError, type Receipt } from "@perennial/contract";
import type { HubspotWriting } from "./hubspot-writing.ts";
import { updateConsents } from "./update-consents.ts";
import { updateRecords } from "./update-records.ts";
import { withdrawCalls } from "./withdraw-calls.ts";
import { type ActivityCommand, writeActivities } from "./write-activities.ts";
import { endsAll, notTried } from "./write-outcome.ts";

/** Does those of the commands that it is for. */
type Part = (writing: HubspotWriting, commands: readonly Command[]) => Promise<readonly Receipt[]>;

/** One after the other: a call that is put and withdrawn in the same go is put first. */
const PARTS: readonly Part[] = [
  (writing, all) =>
    updateRecords(
      writing,
      all.filter((one) => one.kind === "update-record"),
    ),
  (writing, all) => writeActivities(writing, all.filter(isActivity)),
  (writing, all) =>
    withdrawCalls(
      writing,
      all.filter((one) => one.kind === "withdraw-call"),
    ),
  (writing, all) =>
    updateConsents(
      writing,
      all.filter((one) => one.kind === "update-consent"),
    ),
];

/**
 * Makes a session's `perform`: commands of a kind go together, in as few requests as HubSpot allows, and each gets the
 * receipt of what became of it alone. After refused credentials or a rate limit nothing more is asked.
 */
export function performCommands(
  writing: HubspotWriting,
): (commands: readonly Command[]) => Promise<readonly Receipt[]> {
  return async (commands) => {
    const receipts = new Map<string, Receipt>();
    let halt: ConnectorError | undefined;
    for (const part of PARTS) {
      if (halt !== undefined) break;
      for (const receipt of await part(writing, commands)) {
        receipts.set(receipt.commandId, receipt);
        halt ??= haltIn(receipt);
      }
    }
    return commands.map(
      (command) => receipts.get(command.id) ?? receiptFor(reasonWithout(command, halt), command),
    );
  };
}

function isActivity(command: Command): command is ActivityCommand {
  return ["create-task", "put-call", "add-note"].includes(command.kind);
}

/** The failure in a receipt that speaks for all commands after it. */
function haltIn(receipt: Receipt): ConnectorError | undefined {
  if (receipt.outcome !== "not-done") return undefined;
  const { kind, message, retryAfter } = receipt;
  const failure = new ConnectorError({
    connector: "hubspot",
    kind,
    message,
    ...(retryAfter === undefined ? {} : { retryAfter }),
  });
  return endsAll(failure) ? notTried(failure) : undefined;
}

function reasonWithout({ kind }: Command, halt: ConnectorError | undefined): ConnectorError {
  if (halt !== undefined) return halt;
  const message = `hubspot has no command ${kind}`;
  return new ConnectorError({ connector: "hubspot", kind: "unsupported", message });
}
