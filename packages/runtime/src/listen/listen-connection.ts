import { ConnectorError } from "@perennial/contract";
import type { ClaimedListen, ListenEnd, Tenant } from "@perennial/store";
import type { OpenConnection } from "../connection/connections.ts";
import { faultWords } from "../failure/lasting-fault.ts";
import { measuresOf } from "../measure/measures.ts";
import type { RuntimeContext } from "../runtime-context.ts";
import { Ear, type EarOptions } from "./ear.ts";
import { nextListening } from "./next-listening.ts";

/** A connection to listen to. */
export interface Listen extends Pick<EarOptions, "ring"> {
  readonly tenant: Tenant;
  readonly open: OpenConnection;
  readonly claimed: ClaimedListen;
  /** Ends it. */
  readonly over: AbortSignal;
}

/**
 * Listens to what changes on the other side of a connection until `over` aborts, somebody else holds it, or it cannot be heard any
 * longer; says when it is tried again. What is heard is asked to be read in the transaction that keeps how far was heard: after a
 * crash the other side tells it once more. What nobody hears is read when it falls due.
 */
export async function listenConnection(
  context: RuntimeContext,
  listen: Listen,
): Promise<ListenEnd> {
  const { tenant, open, claimed, over, ring } = listen;
  const ear = new Ear(context, { tenant: tenant.id, held: claimed, ring });
  const end = { isEnded: false, isWanted: true, error: undefined as unknown };
  try {
    const session = await open.session();
    end.isWanted = session.listen !== undefined;
    await session.listen?.({
      ...{ from: claimed.position ?? undefined, over: AbortSignal.any([over, ear.deaf]) },
      begun: () => ear.begun(),
      heard: (what) => ear.heard(what),
    });
  } catch (error) {
    end.error = error;
  }
  await ear.kept().catch((error: unknown) => {
    end.error ??= error;
  });
  end.isEnded = over.aborted || (ear.deaf.aborted && end.error === undefined);
  if (end.error !== undefined && !end.isEnded) tell(context, listen, end.error);
  const { hasBegun } = ear;
  const failures = hasBegun ? 0 : claimed.failures;
  return nextListening({ ...end, hasBegun, failures }, context.clock.now());
}

/** Trouble costs no reading; it is told to whoever looks at the log, and in the connection's health. */
function tell(context: RuntimeContext, { tenant, open }: Listen, error: unknown): void {
  const about = { tenant: tenant.slug, connection: open.connection.id, reason: faultWords(error) };
  if (!ConnectorError.isInstance(error)) {
    context.log.error("Listening to a connection failed; it is tried again.", about);
    return;
  }
  const { kind } = error;
  measuresOf(context).connectorError(open.connector.manifest.id, kind);
  context.log.warn("A connection could not be listened to; it is read as usual.", {
    ...{ ...about, kind },
  });
}
