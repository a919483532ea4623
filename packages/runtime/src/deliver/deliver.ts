import { machinePace } from "@perennial/queue";
import type { Tenant } from "@perennial/store";
import { measuresOf } from "../measure/measures.ts";
import type { RuntimeContext } from "../runtime-context.ts";
import { type ClaimedRound, claimRound } from "./claim-round.ts";
import { claimSizeOf } from "./claim-size.ts";
import type { DeliverOptions } from "./deliver-options.ts";
import { Delivery } from "./delivery.ts";

/** How many rows one round takes at most: a few seconds' work. */
const LIMIT = 4_000;

/** What a round of the loop did. */
export interface DeliverRound {
  /** Rows that were due and were looked at. */
  readonly handled: number;
  /** Rows handed to a connector. */
  readonly claimed: number;
  /** Rows the other side has, known by its answer, a look-up or a report. */
  readonly sent: number;
  readonly held: number;
  readonly skipped: number;
  readonly refused: number;
  /** Rows that certainly were not done and are tried again. */
  readonly retried: number;
  /** Rows that may have been done; they are resolved later. */
  readonly unknown: number;
  /** Rows of which nobody can know, for a person to see. */
  readonly unclear: number;
  /** Whether there may be more that is due. */
  readonly more: boolean;
}

/**
 * Does one round of the deliver loop for a tenant: claims and judges what is due, hands it to the connectors, and
 * records each answer (architecture.md, 5). It claims as much at a time as is sent within seconds, the next while the
 * last is being sent. Call it until nothing is due.
 *
 * @example
 * let round: DeliverRound;
 * do round = await deliver(context, tenant); while (round.more);
 */
export function deliver(
  context: RuntimeContext,
  tenant: Tenant,
  options: DeliverOptions = {},
): Promise<DeliverRound> {
  return measuresOf(context).work(
    { name: "deliver", tenant: tenant.id },
    () => deliverDue(context, tenant, options),
    ({ more, ...counts }) => counts,
  );
}

async function deliverDue(
  context: RuntimeContext,
  tenant: Tenant,
  options: DeliverOptions,
): Promise<DeliverRound> {
  const delivery = new Delivery(context, tenant);
  const claims: ClaimedRound[] = [];
  const doing: Promise<void>[] = [];
  const claiming = claimAll(context, tenant, { options, delivery, claims, doing });
  // One that fails does not leave the others running behind the caller's back.
  const ended = [...(await Promise.allSettled([claiming])), ...(await Promise.allSettled(doing))];
  await delivery.finish();
  const failed = ended.find((each) => each.status === "rejected");
  if (failed) throw failed.reason;
  return roundOf(claims, delivery);
}

interface Claiming {
  readonly options: DeliverOptions;
  readonly delivery: Delivery;
  /** Where claims are kept as they are made, and what is being done with each. */
  readonly claims: ClaimedRound[];
  readonly doing: Promise<void>[];
}

/** Claims what comes next while the claim before is in the connectors' hands, and no more than that. */
async function claimAll(
  context: RuntimeContext,
  tenant: Tenant,
  { options: { limit = LIMIT, over, ...options }, delivery, claims, doing }: Claiming,
): Promise<void> {
  const size = claimSizeOf(context, tenant.id);
  for (let left = limit; left > 0; ) {
    // A worker that stands still before it hears of its commit has less of its lease left than it would think.
    const begun = machinePace.now();
    const rows = Math.min(size.rows, left);
    const claim = await claimRound(context, tenant, { ...options, limit: rows });
    claims.push(claim);
    left -= rows;
    const before = doing.at(-1);
    const sent = delivery.take(claim, begun);
    const noted = sent.then(() => size.note(rows, machinePace.now() - begun));
    // Seen when all are waited for, which may be after the next claim.
    noted.catch(() => undefined);
    doing.push(noted);
    if (!claim.more || delivery.isWarned || over?.aborted) return;
    await before;
  }
}

function roundOf(claims: readonly ClaimedRound[], delivery: Delivery): DeliverRound {
  const sum = (count: (claim: ClaimedRound) => number) =>
    claims.reduce((total, claim) => total + count(claim), 0);
  // What a later claim had to leave may have been held by what was recorded of an earlier one.
  const isLeft = claims.slice(1).some(({ due, handled }) => due > handled);
  return {
    handled: sum(({ handled }) => handled),
    claimed: sum(({ claimed }) => claimed.length),
    sent: delivery.settled("done"),
    held: sum(({ held }) => held),
    skipped: sum(({ skipped }) => skipped) + delivery.settled("skipped"),
    refused: delivery.settled("refused"),
    retried: delivery.settled("pending"),
    unknown: delivery.settled("unknown"),
    unclear: sum(({ unclear }) => unclear) + delivery.settled("unclear"),
    more: isLeft || claims.at(-1)?.more === true,
  };
}
