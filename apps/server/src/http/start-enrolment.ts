import { createHash } from "node:crypto";
import { type Start, type Started, startByHand, startProgram } from "@perennial/runtime";
import { asTenant, recordSignals, type Tenant } from "@perennial/store";
import type { ServerContext } from "../server-context.ts";

/** Whom to let into what, and who asks. */
export interface EnrolmentRequest extends Omit<Start, "cause"> {
  /** The same when it is asked again. @default none */
  readonly id?: string | undefined;
  readonly by: string;
}

/** Thrown to leave nothing of a request behind, so that it may be asked again. */
class NotEntered extends Error {
  override readonly name = "NotEntered";
  readonly started: Started;

  constructor(started: Started) {
    super(started.reason ?? "the program lets nobody in");
    this.started = started;
  }
}

/**
 * Lets a customer into a program by hand. What is asked again under an id, of the same customer, agreement and program,
 * is done once and answered as it was; what was refused leaves no trace and is judged anew.
 */
export async function startEnrolment(
  context: ServerContext,
  tenant: Tenant,
  { id, by, ...start }: EnrolmentRequest,
): Promise<Started> {
  if (id === undefined) return startByHand(context, tenant, start);
  const { program, customerId, agreementId } = start;
  const now = context.clock.now();
  const about = { customerId, ...(agreementId !== undefined && { agreementId }) };
  const signal = {
    ...{ id: signalId({ id, ...start }), at: now, program, by, ...about },
    type: "program.requested",
  } as const;
  try {
    return await asTenant(context.db, tenant.id, async (tx) => {
      const fresh = await recordSignals(tx, [{ signal, ...about }], now);
      if (!fresh.has(signal.id)) return { entered: true, reason: null };
      const started = await startProgram(context, tx, { tenant, ...start });
      if (!started.entered) throw new NotEntered(started);
      return started;
    });
  } catch (error) {
    if (error instanceof NotEntered) return error.started;
    throw error;
  }
}

/** A request is the same if its id is, and whom it is about: an id that is used again for another is another request. */
function signalId({
  id,
  program,
  customerId,
  agreementId,
  startAt,
}: Start & { readonly id: string }) {
  const whom = JSON.stringify([program, customerId, agreementId ?? null, startAt ?? null]);
  return `enrol:${id}:${createHash("sha256").update(whom).digest("hex")}`;
}
