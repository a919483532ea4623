import type { Command } from "@perennial/contract";
import { promiseReason } from "@perennial/lifecycle";
import {
  type ClaimedPromiseWrite,
  claimPromiseWrites,
  type ListedPromise,
  type PromiseWriteOutcome,
  settlePromiseWrites,
  type Tenant,
} from "@perennial/store";
import { promiseOf } from "../caller/caller-source.ts";
import { staffView } from "../deliver/compose-command.ts";
import { withdrawalReason } from "../deliver/staff-words.ts";
import type { RuntimeContext } from "../runtime-context.ts";
import { promiseCommandId } from "./promise-command.ts";
import type { Exchange } from "./standing.ts";
import { type Verdict, writeClaimed } from "./write-claimed.ts";

/** Goes before all that nobody has promised. */
const PRIORITY = 100;

/** A promise that has been taken up, with what the other side is told of it, if anything. */
interface Told extends ClaimedPromiseWrite {
  readonly command: Command | undefined;
}

/**
 * Tells whoever keeps a call list of calls that were promised here, and takes those off that are kept, called off or whose customer is
 * gone (product.md 2, item 10). What is refused is kept with its words, for a person to see. Gives how many were handled.
 */
export function writePromises(context: RuntimeContext, exchange: Exchange): Promise<number> {
  const { tenant, open } = exchange;
  return writeClaimed<Told>(context, exchange, {
    kind: "put-call",
    async claim(tx, claim) {
      const claimed = await claimPromiseWrites(tx, claim);
      return claimed.map((each) => ({ ...each, command: commandOf(tenant, each, claim.now) }));
    },
    commandOf: ({ command }) => command,
    settle: (tx, verdicts) =>
      settlePromiseWrites(
        tx,
        open.connection.id,
        verdicts.map(({ claimed, verdict }) => outcomeOf(claimed, verdict)),
      ),
  });
}

/** Its id is the same for as long as the promise lives, so that what is promised anew replaces the entry. */
function commandOf(
  tenant: Tenant,
  { promise, promiseId, customerId, isListed }: ClaimedPromiseWrite,
  now: string,
): Command | undefined {
  const id = promiseCommandId(tenant.id, promiseId);
  const isOpen = promise !== undefined && promise.settledAt === null;
  if (isOpen && promise.expiresAt > now) return putCall(tenant, promise, id);
  if (!isListed) return undefined;
  const reason = withdrawalReason(causeOf(promise), staffView(tenant));
  return { kind: "withdraw-call", id: `${id}-off`, customerId, callId: id, reason };
}

function causeOf(promise: ListedPromise | undefined): string {
  if (!promise) return "customer.erased";
  return promise.settledAs === "called-off" ? "promise-called-off" : "promise-kept";
}

function putCall(tenant: Tenant, promise: ListedPromise, id: string): Command | undefined {
  const { customerId, agreementId, name, number, date, from, to, notBefore, dueBy } = promise;
  const { expiresAt, about } = promise;
  if (number === null) return undefined;
  return {
    ...{ kind: "put-call", id, customerId, phone: number, name },
    ...(agreementId !== null && { agreementId }),
    reason: promiseReason(promiseOf(promise))[staffView(tenant).locale],
    ...{ script: about, priority: PRIORITY, expiresAt },
    agreed: { date, from, to, zone: tenant.timeZone, notBefore, dueBy },
  };
}

function outcomeOf(
  { promiseId, asks, command }: Told,
  { problem, dueAt, uncounted }: Verdict,
): PromiseWriteOutcome {
  const isPut = command?.kind === "put-call";
  // An entry that cannot be taken off any more is under way, or over.
  const isOver = !isPut && dueAt === undefined;
  return {
    ...{ promiseId, asks, isListed: isPut, problem: isOver ? null : problem },
    ...(dueAt !== undefined && { dueAt }),
    ...(uncounted !== undefined && { uncounted }),
  };
}
