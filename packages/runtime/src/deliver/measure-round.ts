import type { SettledRow } from "@perennial/store";
import type { OpenConnection } from "../connection/connections.ts";
import { type DeliveryOutcome, measuresOf } from "../measure/measures.ts";
import type { RuntimeContext } from "../runtime-context.ts";
import type { AttemptOutcome } from "./settlement-of.ts";
import type { Claimed } from "./write-plans.ts";

/** Counts what was recorded of a round, by the connector that had it in hand and by where it stands now. */
export function countSettled(
  context: RuntimeContext,
  settled: readonly SettledRow[],
  handed: readonly { readonly connection: OpenConnection }[],
): void {
  const connectors = new Map(
    handed.map(({ connection }) => [connection.connection.id, connection.connector.manifest.id]),
  );
  const counts = new Map<string, Map<DeliveryOutcome, number>>();
  for (const { connectionId, state } of settled) {
    const connector = connectionId === null ? undefined : connectors.get(connectionId);
    if (connector === undefined) continue;
    const states = counts.get(connector) ?? new Map<DeliveryOutcome, number>();
    states.set(state, (states.get(state) ?? 0) + 1);
    counts.set(connector, states);
  }
  const measures = measuresOf(context);
  for (const [connector, states] of counts) {
    for (const [state, count] of states) measures.deliveries(connector, state, count);
  }
}

/** Counts the errors that connectors answered with. */
export function countErrors(
  context: RuntimeContext,
  outcomes: readonly AttemptOutcome[],
  claimed: readonly Claimed[],
): void {
  const measures = measuresOf(context);
  const failed = outcomes.filter(({ kind }) => kind !== undefined);
  if (failed.length === 0) return;
  const connectors = new Map(
    claimed.map(({ attempt, connection }) => [keyOf(attempt), connection.connector.manifest.id]),
  );
  for (const outcome of failed) {
    const connector = connectors.get(keyOf(outcome));
    if (connector !== undefined && outcome.kind !== undefined) {
      measures.connectorError(connector, outcome.kind);
    }
  }
}

function keyOf({ enrolmentId, seq }: Pick<AttemptOutcome, "enrolmentId" | "seq">): string {
  return `${enrolmentId}/${seq}`;
}
