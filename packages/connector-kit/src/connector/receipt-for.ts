import type { Command, ConnectorError, ConnectorErrorKind, Receipt } from "@perennial/contract";

/** Another try would meet the same answer. */
const FINAL: ReadonlySet<ConnectorErrorKind> = new Set([
  "invalid",
  "forbidden",
  "unsupported",
  "not-found",
]);

/**
 * What a failure means for a command (reliability.md, 3.4): `unknown` where the other side may have
 * taken it, `refused` where it never will, `not-done` where a later try can succeed.
 */
export function receiptFor(error: ConnectorError, command: Pick<Command, "id">): Receipt {
  const told = { commandId: command.id, kind: error.kind, message: error.message };
  if (error.maybeDone) return { ...told, outcome: "unknown" };
  if (FINAL.has(error.kind)) return { ...told, outcome: "refused" };
  return error.retryAfter === undefined
    ? { ...told, outcome: "not-done" }
    : { ...told, outcome: "not-done", retryAfter: error.retryAfter };
}
