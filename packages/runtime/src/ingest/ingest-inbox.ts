import type { Signal } from "@perennial/contract";
import {
  asTenant,
  claimDeliveries,
  markTaken,
  type Tenant,
  type WaitingDelivery,
} from "@perennial/store";
import type { OpenConnection } from "../connection/connections.ts";
import type { RuntimeContext } from "../runtime-context.ts";
import { applySignals } from "./apply-signals.ts";

/** How many deliveries one transaction takes apart. */
const BATCH = 100;

/** What a round of the loop did. */
export interface IngestRound {
  readonly deliveries: number;
  readonly signals: number;
  readonly more: boolean;
}

/**
 * Takes waiting deliveries apart. What a delivery means and that it was taken are written together; what
 * cannot be understood stays in the inbox with the reason and refuses nobody.
 */
export async function ingestInbox(context: RuntimeContext, tenant: Tenant): Promise<IngestRound> {
  const connections = await context.connections.all(tenant.id);
  return asTenant(context.db, tenant.id, async (tx) => {
    const waiting = await claimDeliveries(tx, BATCH);
    if (waiting.length === 0) return { deliveries: 0, signals: 0, more: false };
    const understood = waiting.map((each) => understand(each, connections));
    const signals = understood.flatMap((each) => each.signals);
    await applySignals(context, tx, { tenant, signals });
    await markTaken(tx, understood, context.clock.now());
    for (const { id, problem } of understood) {
      if (problem !== undefined)
        context.log.warn("A delivery was not understood.", { inbox: id, problem });
    }
    return { deliveries: waiting.length, signals: signals.length, more: waiting.length === BATCH };
  });
}

interface Understood {
  readonly id: number;
  readonly signals: readonly Signal[];
  readonly problem?: string;
}

function understand(delivery: WaitingDelivery, connections: readonly OpenConnection[]): Understood {
  const { id, connectionId } = delivery;
  const found = connections.find((each) => each.connection.id === connectionId);
  const { inbound } = found?.connector ?? {};
  if (!found || !inbound) {
    return { id, signals: [], problem: `no connection "${connectionId}" that takes deliveries` };
  }
  const { signals, problems } = inbound.toSignals(delivery, found.settings);
  const problem = problems.map(({ place, message }) => `${place}: ${message}`).join("; ");
  return { id, signals, ...(problem !== "" && { problem }) };
}
