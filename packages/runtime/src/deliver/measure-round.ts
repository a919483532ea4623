import type { SettledRow } from "@perennial/store";
import type { OpenConnection } from "../connection/connections.ts";
import { type DeliveryOutcome, measuresOf } from "../measure/measures.ts";
import type { RuntimeContext } from "../runtime-context.ts";
import type { Dispatched } from "./dispatch.ts";

/** Counts what was recorded of a round, by the connector that had it in hand and by where it stands now. */
export function countSettled(
  context: RuntimeContext,
  settled: readonly SettledRow[],
  connections: readonly OpenConnection[],
): void {
  const connectors = new Map(
    connections.map(({ connection, connector }) => [connection.id, connector.manifest.id]),
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
export function countErrors(context: RuntimeContext, results: readonly Dispatched[]): void {
  const measures = measuresOf(context);
  for (const { connection, outcomes } of results) {
    for (const { kind } of outcomes) {
      if (kind !== undefined) measures.connectorError(connection.connector.manifest.id, kind);
    }
  }
}
