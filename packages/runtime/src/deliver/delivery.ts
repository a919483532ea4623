import { asTenant, type OutboxState, type SettledRow, type Tenant } from "@perennial/store";
import type { OpenConnection } from "../connection/connections.ts";
import { noteConnection } from "../connection/note-connection.ts";
import type { RuntimeContext } from "../runtime-context.ts";
import type { ClaimedRound } from "./claim-round.ts";
import { type Dispatched, Dispatcher } from "./dispatch.ts";
import { lookUpAll } from "./look-up.ts";
import { countErrors, countSettled } from "./measure-round.ts";
import { type Outcome, type Recording, recordSettlements } from "./record-settlements.ts";
import { Recorder } from "./recorder.ts";
import { retryTransaction } from "./retry-transaction.ts";

/** What is done with what was claimed: it is handed to connectors, asked about, and what comes of it is recorded. */
export class Delivery {
  readonly #context: RuntimeContext;
  readonly #tenant: Tenant;
  readonly #dispatcher: Dispatcher;
  readonly #recorder: Recorder<Dispatched>;
  readonly #connections = new Set<OpenConnection>();
  readonly #settled = new Map<OutboxState, number>();
  #notes: Promise<boolean> | undefined;
  #isWarned = false;

  constructor(context: RuntimeContext, tenant: Tenant) {
    this.#context = context;
    this.#tenant = tenant;
    this.#recorder = new Recorder((results) => this.#recordAll(results));
    this.#dispatcher = new Dispatcher(context, (result) => {
      if (result.notice) this.#isWarned = true;
      this.#recorder.add(result);
    });
  }

  /** Whether a connection has said that it wants nothing now: what is claimed for it would only be put back. */
  get isWarned(): boolean {
    return this.#isWarned;
  }

  /** How many rows were settled as what. */
  settled(state: OutboxState): number {
    return this.#settled.get(state) ?? 0;
  }

  /** Does what a claim asks for; resolves when all of it is over, though its last answers may not be written yet. */
  async take({ claimed, asked }: ClaimedRound, begun: number): Promise<void> {
    for (const { connection } of [...claimed, ...asked]) this.#connections.add(connection);
    const working = [
      this.#dispatcher.add(claimed, begun),
      lookUpAll(this.#context, asked).then((outcomes) => this.#record(outcomes, "look-up")),
    ];
    // The other goes on to its end, so that nothing runs behind the caller's back.
    const [failed] = (await Promise.allSettled(working)).filter(
      (each) => each.status === "rejected",
    );
    if (failed) throw failed.reason;
  }

  /** Resolves when every answer is written; throws the first thing that went wrong with that, after trying the rest. */
  finish(): Promise<void> {
    return this.#recorder.finish();
  }

  async #recordAll(results: readonly Dispatched[]): Promise<void> {
    const outcomes = results.flatMap((each) => each.outcomes);
    await this.#record(outcomes, "answer");
    countErrors(this.#context, results);
    await this.#heed(results);
  }

  async #record(outcomes: readonly Outcome[], provenBy: Recording["provenBy"]): Promise<void> {
    if (outcomes.length === 0) return;
    const { db, clock, connections } = this.#context;
    const { id } = this.#tenant;
    this.#notes ??= connections.for(id, "add-note").then((found) => found !== undefined);
    const recording = { now: clock.now(), provenBy, notes: await this.#notes };
    const written = await retryTransaction(() =>
      asTenant(db, id, (tx) => recordSettlements(tx, outcomes, recording)),
    );
    this.#count(written);
  }

  #count(written: readonly SettledRow[]): void {
    for (const { state } of written) this.#settled.set(state, this.settled(state) + 1);
    countSettled(this.#context, written, [...this.#connections]);
  }

  /** Does what connections say of themselves: one whose credentials are refused stands still until they are mended. */
  async #heed(results: readonly Dispatched[]): Promise<void> {
    const notices = results.flatMap(({ notice, connection }) =>
      notice ? [{ connection: connection.connection.id, note: notice }] : [],
    );
    if (notices.length === 0) return;
    const { db, clock, log } = this.#context;
    await retryTransaction(() =>
      asTenant(db, this.#tenant.id, async (tx) => {
        const now = clock.now();
        for (const { connection, note } of notices) {
          await noteConnection(tx, connection, { note, now });
        }
      }),
    );
    for (const { connection, note } of notices) {
      if (!("problem" in note)) continue;
      log.warn("A connection stands still until somebody mends it.", {
        tenant: this.#tenant.slug,
        connection,
      });
    }
  }
}
