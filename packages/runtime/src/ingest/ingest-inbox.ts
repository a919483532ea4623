import type { Misunderstanding, RecordRef, Signal } from "@perennial/contract";
import {
  askRereads,
  asTenant,
  claimDeliveries,
  markTaken,
  type TakenUp,
  type Tenant,
  type TenantTransaction,
  type WaitingDelivery,
} from "@perennial/store";
import type { OpenConnection } from "../connection/connections.ts";
import { retryTransaction } from "../deliver/retry-transaction.ts";
import { attempted } from "../failure/attempted.ts";
import { faultWords, isLastingFault } from "../failure/lasting-fault.ts";
import { measuresOf } from "../measure/measures.ts";
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

const NOTHING: IngestRound = { deliveries: 0, signals: 0, more: false };

/**
 * Takes waiting deliveries apart. What a delivery means and that it was taken are written together; what
 * cannot be understood, or not be kept, stays in the inbox with the reason and holds up nothing else; what
 * brings its worker down is put aside.
 */
export function ingestInbox(context: RuntimeContext, tenant: Tenant): Promise<IngestRound> {
  return measuresOf(context).work(
    { name: "ingest", tenant: tenant.id },
    () => takeWaiting(context, tenant),
    ({ deliveries, signals }) => ({ deliveries, signals }),
  );
}

async function takeWaiting(context: RuntimeContext, tenant: Tenant): Promise<IngestRound> {
  const connections = await context.connections.all(tenant.id);
  const ingest: Ingest = { context, tenant, connections };
  try {
    return await takeBatch(ingest, BATCH);
  } catch (error) {
    if (!isLastingFault(error)) throw error;
    return takeSingly(ingest);
  }
}

interface Ingest {
  readonly context: RuntimeContext;
  readonly tenant: Tenant;
  readonly connections: readonly OpenConnection[];
}

async function takeBatch(
  ingest: Ingest,
  limit: number,
  { seen, salvage }: Rescue = {},
): Promise<IngestRound> {
  const { context, tenant } = ingest;
  const round = await attempted<IngestRound>(context, {
    ...{ tenant, kind: "delivery", limit, now: context.clock.now() },
    work: (tx, taken) => takeChosen(ingest, tx, { ...taken, seen }),
    ...(salvage && { salvage }),
  });
  return round ?? NOTHING;
}

/** What becomes of deliveries of which the database refuses something. */
interface Rescue {
  /** Told what was taken up. */
  readonly seen?: ((understood: readonly Understood[]) => void) | undefined;
  readonly salvage?: (fault: unknown) => Promise<IngestRound>;
}

async function takeChosen(
  { context, tenant, connections }: Ingest,
  tx: TenantTransaction,
  { ids, more, seen }: TakenUp & Pick<Rescue, "seen">,
): Promise<IngestRound> {
  const waiting = await claimDeliveries(tx, ids.length, ids);
  if (waiting.length === 0) return NOTHING;
  const understood = waiting.map((each) => understand(each, connections));
  seen?.(understood);
  const signals = understood.flatMap((each) => each.signals);
  await applySignals(context, tx, { tenant, signals, from: sourcesOf(understood) });
  await putAway(context, tx, understood);
  return { deliveries: waiting.length, signals: signals.length, more };
}

/** Takes deliveries one by one, so that the one that cannot be kept costs the others nothing. */
async function takeSingly(ingest: Ingest): Promise<IngestRound> {
  let round = NOTHING;
  for (let count = 0; count < BATCH; count++) {
    const one = await takeOne(ingest);
    if (one.deliveries === 0) return round;
    const { deliveries, signals } = round;
    round = { deliveries: deliveries + 1, signals: signals + one.signals, more: true };
  }
  return round;
}

function takeOne(ingest: Ingest): Promise<IngestRound> {
  let claimed: readonly Understood[] = [];
  return takeBatch(ingest, 1, {
    seen: (understood) => {
      claimed = understood;
    },
    salvage: async (fault) => {
      const [delivery] = claimed;
      if (!delivery) throw fault;
      return salvage(ingest, delivery);
    },
  });
}

/** Takes from a delivery what can be kept, signal by signal; repeating it after a crash changes nothing. */
async function salvage({ context, tenant }: Ingest, delivery: Understood): Promise<IngestRound> {
  const problems = [...delivery.problems];
  for (const signal of delivery.signals) {
    try {
      await inTransaction(context, tenant, (tx) =>
        applySignals(context, tx, { tenant, signals: [signal], from: () => delivery.connectionId }),
      );
    } catch (error) {
      if (!isLastingFault(error)) throw error;
      problems.push({ place: `signal ${signal.id}`, message: faultWords(error) });
    }
  }
  await inTransaction(context, tenant, (tx) => putAway(context, tx, [{ ...delivery, problems }]));
  const signals = delivery.signals.length - (problems.length - delivery.problems.length);
  return { deliveries: 1, signals, more: true };
}

function inTransaction<T>(
  { db }: RuntimeContext,
  tenant: Tenant,
  work: (tx: TenantTransaction) => Promise<T>,
): Promise<T> {
  return retryTransaction(() => asTenant(db, tenant.id, work));
}

/** A delivery, what it means, and what of it could not be understood. */
interface Understood {
  readonly id: number;
  readonly connectionId: string;
  readonly signals: readonly Signal[];
  readonly problems: readonly Misunderstanding[];
  /** Records to be read anew. */
  readonly changed?: readonly RecordRef[];
}

/** Which connection told a signal, by the signal's id. */
function sourcesOf(understood: readonly Understood[]): (signalId: string) => string | undefined {
  const sources = new Map(
    understood.flatMap(({ signals, connectionId }) =>
      signals.map(({ id }) => [id, connectionId] as const),
    ),
  );
  return (signalId) => sources.get(signalId);
}

async function putAway(
  { clock, log }: RuntimeContext,
  tx: TenantTransaction,
  understood: readonly Understood[],
): Promise<void> {
  const rows = understood.map(({ id, problems }) => {
    const problem = problems.map(({ place, message }) => `${place}: ${message}`).join("; ");
    return { id, ...(problem !== "" && { problem }) };
  });
  const changed = understood.flatMap(({ connectionId, changed: refs = [] }) =>
    refs.map(({ object, id }) => ({ connectionId, object, id })),
  );
  await askRereads(tx, changed, clock.now());
  await markTaken(tx, rows, clock.now());
  for (const { id, problem } of rows) {
    if (problem !== undefined) log.warn("A delivery was not understood.", { inbox: id, problem });
  }
}

function understand(delivery: WaitingDelivery, connections: readonly OpenConnection[]): Understood {
  const { id, connectionId } = delivery;
  const found = connections.find((each) => each.connection.id === connectionId);
  const { inbound } = found?.connector ?? {};
  const lost = (message: string) => ({
    ...{ id, connectionId, signals: [], problems: [{ place: "body", message }] },
  });
  if (!found || !inbound) return lost(`no connection "${connectionId}" takes deliveries`);
  try {
    return { id, connectionId, ...inbound.toSignals(delivery, found.settings) };
  } catch (error) {
    return lost(faultWords(error));
  }
}
