import type { CallEndedSignal, CallSignal, CallStartedSignal, Signal } from "@perennial/contract";
import { callingNumber, identify } from "@perennial/lifecycle";
import {
  type CallNote,
  holdCustomers,
  noteCalls,
  readCalls,
  releaseHeldOf,
  type Tenant,
  type TenantTransaction,
} from "@perennial/store";
import { findCandidates } from "../caller/find-candidates.ts";
import { serviceDeskOf } from "../caller/service-desk-of.ts";
import type { RuntimeContext } from "../runtime-context.ts";
import { followUpCalls } from "./follow-up-calls.ts";
import { takeOffList } from "./take-off-list.ts";

/** What is told of a call. */
export type CallTold = CallStartedSignal | CallEndedSignal | CallSignal;

/** Whether a signal tells of a call. */
export function tellsOfCall(signal: Signal): signal is CallTold {
  return (
    signal.type === "call.started" ||
    signal.type === "call.ended" ||
    signal.type === "call.finished"
  );
}

/** The signals of calls that were told, for a tenant. */
export interface CallsTold {
  readonly tenant: Tenant;
  readonly signals: readonly CallTold[];
  /** The connection that told a signal, by the signal's id. @default none: somebody here did */
  readonly from?: (signalId: string) => string | undefined;
}

/**
 * Notes calls that are told (L-21), whatever the order, and what follows of them: programs of a customer hold while a call
 * is on and go on at once when it is over, promises become entries of the call list, notes wait for the next agent, and
 * whoever was called is taken off a list that lies with somebody else.
 */
export async function noteCallsTold(
  context: RuntimeContext,
  tx: TenantTransaction,
  { tenant, signals, from = () => undefined }: CallsTold,
): Promise<void> {
  if (signals.length === 0) return;
  const now = context.clock.now();
  const desk = await serviceDeskOf(context, tx, tenant);
  const known = await withCustomers(context, tx, { tenant, signals });
  const notes = known.map((signal) => noteOf(signal, desk.calling, now));
  const begun = known.filter(({ type }) => type === "call.started");
  await holdCustomers(tx, customersOf(begun));
  await noteCalls(tx, joined(notes));
  const over = known.filter(({ type }) => type !== "call.started");
  const ids = over.map((each) => callIdOf(each));
  const customers = (await readCalls(tx, ids)).flatMap(({ customerId }) => customerId ?? []);
  await releaseHeldOf(tx, [...new Set(customers)], { reason: "in-call", now });
  const finished = known.filter((each) => each.type === "call.finished");
  await followUpCalls(context, tx, { tenant, finished, from });
  await takeOffList(context, tx, { tenant, finished, from });
}

/** The id of a call: its own, or that of what is told of it where the teller has none. */
function callIdOf(signal: CallTold): string {
  return signal.callId ?? signal.id;
}

function customersOf(signals: readonly CallTold[]): readonly string[] {
  return [...new Set(signals.flatMap(({ customerId }) => customerId ?? []))];
}

/** Finds out by its number whom a call is with that names nobody; where several may be meant, it is nobody's. */
async function withCustomers(
  context: RuntimeContext,
  tx: TenantTransaction,
  { tenant, signals }: CallsTold,
): Promise<readonly CallTold[]> {
  const { calling } = await serviceDeskOf(context, tx, tenant);
  const found: CallTold[] = [];
  for (const signal of signals) {
    if (signal.type === "call.finished" || signal.customerId !== undefined) found.push(signal);
    else if (signal.phone === undefined) found.push(signal);
    else {
      const clue = { phone: signal.phone };
      const candidates = await findCandidates(tx, clue, calling);
      const who = identify(clue, candidates, calling);
      const customerId = who.kind === "one" ? who.match.candidate.customer.id : undefined;
      found.push(customerId === undefined ? signal : { ...signal, customerId });
    }
  }
  return found;
}

function noteOf(
  signal: CallTold,
  calling: Parameters<typeof callingNumber>[1],
  now: string,
): CallNote {
  const { customerId, direction, agent, errand } = signal;
  const base = { id: callIdOf(signal), customerId, direction, agent, errand };
  if (signal.type === "call.finished") {
    const { endedAt, commandId, outcome, note, opportunity } = signal;
    const over = { startedAt: endedAt, endedAt, registeredAt: now };
    // Whoever tells no more than what came of a call has made it.
    const made = direction ?? (signal.callId === undefined ? "out" : undefined);
    return { ...base, ...over, direction: made, commandId, outcome, note, opportunity };
  }
  const { phone, team, answeredAt, transfers, startedAt = signal.at } = signal;
  const number = phone === undefined ? undefined : callingNumber(phone, calling);
  // A telephone system whose clock is ahead must not keep its calls from holding anything.
  const begun = startedAt < now ? startedAt : now;
  const told = { ...base, phone: number, team, answeredAt, transfers, startedAt: begun };
  if (signal.type === "call.ended") return { ...told, endedAt: signal.endedAt };
  const { selfService: used } = signal;
  return {
    ...told,
    ...(used && {
      ...{ selfService: used.service, selfServiceOutcome: used.outcome, selfServiceAt: used.at },
    }),
  };
}

/** Calls once each, with all that is told of them together: of moments the earliest, of the rest the last. */
function joined(notes: readonly CallNote[]): readonly CallNote[] {
  const byId = new Map<string, CallNote>();
  for (const note of notes) {
    const before = byId.get(note.id);
    const told = Object.entries(note).filter(([, value]) => value !== undefined);
    const startedAt =
      before !== undefined && before.startedAt < note.startedAt ? before.startedAt : note.startedAt;
    byId.set(note.id, {
      ...before,
      ...(Object.fromEntries(told) as unknown as CallNote),
      startedAt,
    });
  }
  return [...byId.values()];
}
