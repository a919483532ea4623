import type { CallSignal } from "@perennial/contract";
import { promisedCall, whatFollows } from "@perennial/lifecycle";
import {
  addHandOver,
  addPromises,
  callOffPromises,
  dropPromiseWrites,
  keepPromises,
  type NewPromise,
  type Tenant,
  type TenantTransaction,
} from "@perennial/store";
import { promiseContext } from "../caller/promise-context.ts";
import { orderPromises } from "../exchange/order-promises.ts";
import { parsePromiseCommandId } from "../exchange/promise-command.ts";
import type { RuntimeContext } from "../runtime-context.ts";

/** Outcomes of a call in which nobody was spoken with. */
const NOBODY_REACHED: ReadonlySet<string> = new Set<CallSignal["outcome"]>([
  "not-reached",
  "wrong-number",
]);

/** Calls that are over, for a tenant. */
export interface FinishedCalls {
  readonly tenant: Tenant;
  readonly finished: readonly CallSignal[];
  /** The connection that told a signal, by the signal's id. */
  readonly from: (signalId: string) => string | undefined;
}

/**
 * What finished calls lead to (product.md 2, item 10): promises that they keep are kept, new ones are given, and notes are
 * left for the next agent. A promise that cannot be kept any more when it is told is given up with a line in the log:
 * whoever tells of it over HTTP was told so while the customer was still on the phone.
 */
export async function followUpCalls(
  context: RuntimeContext,
  tx: TenantTransaction,
  { tenant, finished, from }: FinishedCalls,
): Promise<void> {
  const talked = finished.filter(({ outcome }) => !NOBODY_REACHED.has(outcome));
  const kept = await keepPromises(
    tx,
    talked.map(({ customerId, endedAt }) => ({ customerId, at: endedAt })),
  );
  const unwanted = finished.filter(({ outcome }) => outcome === "do-not-call");
  const off = await callOffPromises(
    tx,
    unwanted.map(({ customerId }) => customerId),
    context.clock.now(),
  );
  const promises = finished.flatMap((each) => promiseOf(context, tenant, each));
  await addPromises(tx, [...new Map(promises.map((each) => [each.id, each])).values()]);
  await forgetKnown(tx, { finished: talked, from });
  await orderPromises(context, tx, [...kept, ...off, ...promises.map(({ id }) => id)]);
  for (const { handOver } of finished.map(whatFollows)) {
    if (handOver) await addHandOver(tx, { ...handOver, errand: handOver.errand ?? null });
  }
}

/** What the keeper of a list tells of its own entry, it knows: it is not told to take it off. */
async function forgetKnown(
  tx: TenantTransaction,
  { finished, from }: Pick<FinishedCalls, "finished" | "from">,
): Promise<void> {
  for (const { id, commandId } of finished) {
    const teller = from(id);
    const promise = commandId && parsePromiseCommandId(tx.tenant, commandId);
    if (teller !== undefined && promise) await dropPromiseWrites(tx, teller, [promise]);
  }
}

function promiseOf(
  context: RuntimeContext,
  tenant: Tenant,
  signal: CallSignal,
): readonly NewPromise[] {
  const { promise } = whatFollows(signal);
  if (!promise) return [];
  const told = promisedCall(promise, promiseContext(context, tenant));
  if ("problem" in told) {
    const { sentence } = told.problem;
    context.log.warn("A promised call cannot be kept.", {
      ...{ tenant: tenant.slug, signal: signal.id, error: sentence.en },
    });
    return [];
  }
  const { notBefore, dueBy, expiresAt } = told.step;
  const { id, customerId, date, from, to, about, agreedAt } = promise;
  const { agreementId = null, phone = null, agent = null } = promise;
  return [
    {
      id,
      customerId,
      agreementId,
      date,
      from,
      to,
      notBefore,
      dueBy,
      expiresAt,
      about,
      phone,
      agent,
      agreedAt,
    },
  ];
}
