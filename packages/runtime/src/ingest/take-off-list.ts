import type { CallSignal, Instant } from "@perennial/contract";
import { type Effect, promisedCall, whatFollows } from "@perennial/lifecycle";
import {
  addEffects,
  findRunning,
  listConnections,
  lockRunning,
  parseCommandId,
  type StoredEnrolment,
  saveAdvanced,
  type Tenant,
  type TenantTransaction,
  toEnrolment,
} from "@perennial/store";
import { promiseContext } from "../caller/promise-context.ts";
import type { RuntimeContext } from "../runtime-context.ts";

/** Calls that are over, and which connection told of each, by the signal's id; nothing for what was told here. */
export interface CallsOver {
  readonly tenant: Tenant;
  readonly finished: readonly CallSignal[];
  readonly from: (signalId: string) => string | undefined;
}

/**
 * Takes customers off a call list that lies with somebody else, once a call was made that did not come from there: nobody
 * calls again who was called already, who was promised to be called on another day, or who wants no more calls. What
 * the keeper of a list tells of its own entry, it knows. Looks only at enrolments that hear of the call in this transaction,
 * so that none misses what else waits for it.
 */
export async function takeOffList(
  context: RuntimeContext,
  tx: TenantTransaction,
  { tenant, finished, from }: CallsOver,
): Promise<void> {
  if (finished.length === 0) return;
  const keepers = await keepersOf(context, tx);
  const told = finished.filter(({ id }) => !keepers.has(from(id) ?? ""));
  const isLast = (each: CallSignal) => isLastWord(context, tenant, each);
  const over = (await Promise.all(told.map((each) => heardBy(tx, each, isLast)))).flat();
  const locked = await lockRunning(tx, [...new Set(over)]);
  const now = context.clock.now();
  const listed = locked.filter(({ variables }) => typeof variables.openCall === "number");
  await addEffects(
    tx,
    listed.map((of) => ({ enrolmentId: of.id, customerId: of.customerId, effect: takenBack(of) })),
    now,
  );
  await saveAdvanced(
    tx,
    listed.map((of) => ({ enrolment: withoutEntry(of, now), putBack: of.news })),
  );
}

/** The connections that calls are put on the list of. */
async function keepersOf(
  { connections }: Pick<RuntimeContext, "connections">,
  tx: TenantTransaction,
): Promise<ReadonlySet<string>> {
  const able = connections.performers("put-call");
  const all = await listConnections(tx);
  return new Set(all.filter(({ connector }) => able.has(connector)).map(({ id }) => id));
}

/** The enrolments whose entries a call makes needless, of those that hear of it. */
async function heardBy(
  tx: TenantTransaction,
  signal: CallSignal,
  isLast: (signal: CallSignal) => boolean,
): Promise<readonly number[]> {
  const { commandId, agreementId, customerId } = signal;
  const origin = commandId === undefined ? undefined : parseCommandId(tx.tenant, commandId);
  if (origin) return [origin.enrolmentId];
  if (!isLast(signal)) return [];
  const running = await findRunning(tx, [customerId]);
  const hearing = running.filter((each) => (agreementId ?? each.agreementId) === each.agreementId);
  return hearing.map(({ id }) => id);
}

/** Whether a call has settled when the customer is called next, if ever; a promise that nobody can keep has not. */
function isLastWord(context: RuntimeContext, tenant: Tenant, signal: CallSignal): boolean {
  if (signal.outcome === "do-not-call") return true;
  const { promise } = whatFollows(signal);
  return promise !== undefined && "step" in promisedCall(promise, promiseContext(context, tenant));
}

function takenBack({ effects, step, variables }: StoredEnrolment): Effect {
  return {
    ...{ kind: "withdraw-call", seq: effects + 1, step: step ?? "" },
    ...{ callSeq: Number(variables.openCall), reason: "call.finished" },
  };
}

function withoutEntry(of: StoredEnrolment, now: Instant): ReturnType<typeof toEnrolment> {
  const variables = { ...of.variables, openCall: null, callTakenBackAt: now };
  return { ...toEnrolment(of), effects: of.effects + 1, variables };
}
