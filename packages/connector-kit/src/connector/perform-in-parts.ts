import { type Command, ConnectorError, type Receipt } from "@perennial/contract";
import { endsAll, notTried } from "./halting.ts";
import { receiptFor } from "./receipt-for.ts";

/** Does those of the commands that it is for, with a receipt for each. Never throws. */
export type PerformPart = (commands: readonly Command[]) => Promise<readonly Receipt[]>;

/**
 * Makes a session's `perform` for a vendor that takes commands of a kind together, in as few requests as it allows: each command gets
 * the receipt of what became of it alone. The parts go one after the other; behind refused credentials or a rate limit nothing more
 * is asked, and a kind that no part is for is `unsupported`.
 */
export function performInParts(
  connector: string,
  parts: readonly PerformPart[],
): (commands: readonly Command[]) => Promise<readonly Receipt[]> {
  return async (commands) => {
    const receipts = new Map<string, Receipt>();
    let halt: ConnectorError | undefined;
    for (const part of parts) {
      if (halt !== undefined) break;
      for (const receipt of await part(commands)) {
        receipts.set(receipt.commandId, receipt);
        halt ??= haltIn(connector, receipt);
      }
    }
    return commands.map(
      (command) =>
        receipts.get(command.id) ?? receiptFor(halt ?? unsupported(connector, command), command),
    );
  };
}

/** The failure in a receipt that speaks for all commands after it. */
function haltIn(connector: string, receipt: Receipt): ConnectorError | undefined {
  if (receipt.outcome !== "not-done" || !endsAll(receipt)) return undefined;
  const { kind, message, retryAfter } = receipt;
  const failure = { connector, kind, message, ...(retryAfter !== undefined && { retryAfter }) };
  return notTried(new ConnectorError(failure));
}

function unsupported(connector: string, { kind }: Command): ConnectorError {
  const message = `${connector} has no command ${kind}`;
  return new ConnectorError({ connector, kind: "unsupported", message });
}
