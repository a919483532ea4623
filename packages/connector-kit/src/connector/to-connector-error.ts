import { ConnectorError, type Log } from "@perennial/contract";

/**
 * Makes a `ConnectorError` of whatever was thrown. One that is none is a fault of ours: it is logged,
 * and as it says nothing of the other side the outcome is open.
 */
export function toConnectorError(error: unknown, connector: string, log: Log): ConnectorError {
  if (ConnectorError.isInstance(error)) return error;
  const name = error instanceof Error ? error.name : typeof error;
  // Where, but not the message: it may quote what was being sent.
  log.error("a connector failed unexpectedly", { connector, error: name, at: place(error) });
  return new ConnectorError({
    connector,
    kind: "unavailable",
    maybeDone: true,
    message: `${connector} failed unexpectedly (${name})`,
    cause: error,
  });
}

function place(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  return /^\s+at .*$/m.exec(stack)?.[0].trim() ?? "unknown";
}
