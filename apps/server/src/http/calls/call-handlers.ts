import type { CallEndInput } from "@perennial/api";
import type { CallEndedSignal, CallSignal, CallStartedSignal, Signal } from "@perennial/contract";
import { promisedCall, whatFollows } from "@perennial/lifecycle";
import { applySignals, promiseContext } from "@perennial/runtime";
import {
  asTenant,
  CUSTOMERS,
  listHandOvers,
  readCalls,
  readPromises,
  readRecords,
  type StoredCall,
  type Tenant,
  type TenantTransaction,
} from "@perennial/store";
import type { ServerContext } from "../../server-context.ts";
import { digestOf } from "../../setup/credential.ts";
import type { Handlers } from "../bind.ts";
import { HttpProblem, notFound } from "../problem.ts";
import { handOverView, PROMISE_PREFIX, promiseView } from "./promise-view.ts";

type CallOperation = "startCall" | "finishCall";

/** Calls as they happen: what holds programs, and what moves them. */
export function callHandlers(context: ServerContext): Pick<Handlers, CallOperation> {
  const { db, clock } = context;
  return {
    startCall: async ({ body, caller }) => {
      const tenant = await context.tenant(caller.tenant);
      const signal: CallStartedSignal = {
        ...{ ...told(body), id: tellingId(body.callId, "started", body), at: clock.now() },
        type: "call.started",
      };
      return asTenant(db, tenant.id, async (tx) => {
        if (body.customerId !== undefined) await demandCustomer(tx, body.customerId);
        await applySignals(context, tx, { tenant, signals: [signal] });
        const [call] = await readCalls(tx, [body.callId]);
        const customerId = call?.customerId ?? null;
        const isOn = call !== undefined && call.endedAt === null;
        return { callId: body.callId, customerId, held: isOn && customerId !== null };
      });
    },
    finishCall: async ({ params: { callId }, body, caller }) => {
      const tenant = await context.tenant(caller.tenant);
      const done = await asTenant(db, tenant.id, async (tx) => {
        const [known] = await readCalls(tx, [callId]);
        const ending = { callId, body, known, by: caller.name, now: clock.now() };
        const finished = body.outcome === undefined ? undefined : finishedSignal(ending);
        if (finished) await demandCustomer(tx, finished.customerId);
        if (finished) demandKeepable(context, tenant, finished);
        const signals: readonly Signal[] = [endedSignal(ending), ...(finished ? [finished] : [])];
        await applySignals(context, tx, { tenant, signals });
        return answerOf(context, tx, { tenant, callId, finished });
      });
      context.ring(tenant.id);
      return done;
    },
  };
}

interface Ending {
  readonly callId: string;
  readonly body: CallEndInput;
  readonly known: StoredCall | undefined;
  readonly by: string;
  readonly now: string;
}

/** What was told, without what was left out. */
function told<Body extends object>(body: Body): Body {
  return Object.fromEntries(
    Object.entries(body).filter(([, value]) => value !== undefined),
  ) as Body;
}

/** Told again in the same words, it is the same telling. */
function tellingId(callId: string, what: string, body: unknown): string {
  return `call:${callId}:${what}:${digestOf(JSON.stringify(body)).slice(0, 16)}`;
}

function endedSignal({ callId, body, now }: Ending): CallEndedSignal {
  const { customerId, team, direction, startedAt, answeredAt, transfers, errand } = body;
  const { agent, endedAt = now } = body;
  return {
    ...told({ customerId, team, direction, startedAt, answeredAt, transfers, errand, agent }),
    ...{ id: tellingId(callId, "ended", body), at: now, type: "call.ended", callId, endedAt },
  };
}

function finishedSignal({ callId, body, known, by, now }: Ending): CallSignal {
  const { outcome, commandId, agent = by, endedAt = known?.endedAt ?? now } = body;
  const customerId = body.customerId ?? known?.customerId ?? undefined;
  if (outcome === undefined || customerId === undefined) throw nobodyKnown();
  const { agreementId, errand = known?.errand ?? undefined, note, transfer, promise } = body;
  const listed = commandId?.startsWith(PROMISE_PREFIX) ? undefined : commandId;
  // What was on the call list, the company has called.
  const direction = body.direction ?? known?.direction ?? "out";
  return {
    ...told({ agreementId, errand, note, transfer, promise, commandId: listed }),
    ...(body.opportunity && { opportunity: body.opportunity }),
    // What is told anew acts anew: a wrong outcome can be put right.
    ...{ id: tellingId(callId, "finished", body), at: now, type: "call.finished", callId },
    ...{ customerId, outcome, endedAt, agent, direction },
  };
}

function nobodyKnown(): HttpProblem {
  const message = {
    sv: "Ange vem samtalet var med: ingen har berättat det om det här samtalet.",
    en: "Say whom the call was with: nobody has told it of this call.",
  };
  return new HttpProblem(400, "Invalid request", message, [{ place: "body.customerId", message }]);
}

/** Throws an `HttpProblem` where there is no such customer. */
export async function demandCustomer(tx: TenantTransaction, id: string): Promise<void> {
  const [known] = await readRecords(tx, CUSTOMERS, [id]);
  if (!known) throw notFound("customer", id);
}

/** What cannot be kept is not promised: another day can be agreed while the customer is still on the phone. */
function demandKeepable(context: ServerContext, tenant: Tenant, signal: CallSignal): void {
  const { promise } = whatFollows(signal);
  const answer = promise && promisedCall(promise, promiseContext(context, tenant));
  if (!answer || "step" in answer) return;
  const { sentence: message, nextPossible: instead } = answer.problem;
  const fault = { place: "body.promise", message, instead };
  throw new HttpProblem(409, "Cannot be promised", message, [fault]);
}

interface Done {
  readonly tenant: Tenant;
  readonly callId: string;
  readonly finished: CallSignal | undefined;
}

async function answerOf(
  { clock }: ServerContext,
  tx: TenantTransaction,
  { tenant, callId, finished }: Done,
) {
  const promised = finished && whatFollows(finished).promise;
  const [[call], [promise], notes] = await Promise.all([
    readCalls(tx, [callId]),
    readPromises(tx, promised ? [promised.id] : []),
    listHandOvers(tx, callId),
  ]);
  const [customer] = await readRecords(tx, CUSTOMERS, promise ? [promise.customerId] : []);
  const scene = { tenant, now: clock.now(), name: customer?.name ?? "" };
  const left = finished?.transfer && notes.at(-1);
  return {
    ...{ callId, registered: typeof call?.registeredAt === "string" },
    promise: promise ? promiseView(promise, scene) : null,
    handOver: left ? handOverView(left) : null,
  };
}
