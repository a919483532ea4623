import { machinePace } from "@perennial/queue";
import { asTenant, type SettledRow, type Tenant } from "@perennial/store";
import { noteConnection } from "../connection/note-connection.ts";
import { measuresOf } from "../measure/measures.ts";
import type { RuntimeContext } from "../runtime-context.ts";
import { claimRound } from "./claim-round.ts";
import type { DeliverOptions } from "./deliver-options.ts";
import { type Dispatched, dispatch } from "./dispatch.ts";
import { lookUpAll } from "./look-up.ts";
import { countErrors, countSettled } from "./measure-round.ts";
import { type Outcome, type Recording, recordSettlements } from "./record-settlements.ts";
import { Recorder } from "./recorder.ts";
import { retryTransaction } from "./retry-transaction.ts";

/** How many rows one round takes. */
const LIMIT = 1_000;

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
 * Does one round of the deliver loop for a tenant: claims and judges what is due in one transaction, hands it to
 * the connectors, and records each answer (architecture.md, 5). Call it until nothing is due.
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
  // A worker that stands still before it hears of its commit has less of its lease left than it would think.
  const begun = machinePace.now();
  const round = await claimRound(context, tenant, { limit: LIMIT, ...options });
  const { claimed, asked, handled, held, skipped, unclear, more } = round;
  const settled: SettledRow[] = [];
  const result = (): DeliverRound => {
    const count = (state: SettledRow["state"]) =>
      settled.filter((row) => row.state === state).length;
    return {
      ...{ handled, claimed: claimed.length, held, more },
      sent: count("done"),
      skipped: skipped + count("skipped"),
      refused: count("refused"),
      retried: count("pending"),
      unknown: count("unknown"),
      unclear: unclear + count("unclear"),
    };
  };
  if (claimed.length + asked.length === 0) return result();
  const notes = (await context.connections.for(tenant.id, "add-note")) !== undefined;
  const record = async (outcomes: readonly Outcome[], provenBy: Recording["provenBy"]) => {
    const recording = { now: context.clock.now(), provenBy, notes };
    const written = await retryTransaction(() =>
      asTenant(context.db, tenant.id, (tx) => recordSettlements(tx, outcomes, recording)),
    );
    settled.push(...written);
    countSettled(context, written, [...claimed, ...asked]);
  };
  const recorder = new Recorder<Dispatched>(async (results) => {
    const outcomes = results.flatMap((each) => each.outcomes);
    await record(outcomes, "answer");
    countErrors(context, outcomes, claimed);
    await heed(context, tenant, results);
  });
  const working = [
    lookUpAll(context, asked).then((outcomes) => record(outcomes, "look-up")),
    dispatch(context, tenant, { claimed, begun, tell: (result) => recorder.add(result) }).then(() =>
      recorder.finish(),
    ),
  ];
  // One that fails does not leave the other running behind the caller's back.
  const [failed] = (await Promise.allSettled(working)).filter((each) => each.status === "rejected");
  if (failed) throw failed.reason;
  return result();
}

/** Does what connections say of themselves: one whose credentials are refused stands still until they are mended. */
async function heed(
  context: RuntimeContext,
  tenant: Tenant,
  results: readonly Dispatched[],
): Promise<void> {
  const notices = results.flatMap(({ notice }) => notice ?? []);
  if (notices.length === 0) return;
  await retryTransaction(() =>
    asTenant(context.db, tenant.id, async (tx) => {
      const now = context.clock.now();
      for (const { connection, ...note } of notices) {
        await noteConnection(tx, connection, { note, now });
      }
    }),
  );
  const broken = notices.filter((notice) => "problem" in notice);
  for (const { connection } of broken) {
    context.log.warn("A connection stands still until somebody mends it.", {
      tenant: tenant.slug,
      connection,
    });
  }
}
