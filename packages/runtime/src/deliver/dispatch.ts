import type { Instant, Receipt } from "@perennial/contract";
import { machinePace } from "@perennial/queue";
import type { Tenant } from "@perennial/store";
import type { OpenConnection } from "../connection/connections.ts";
import type { CommandRoom } from "../connection/family-limiter.ts";
import type { RuntimeContext } from "../runtime-context.ts";
import { type ConnectionNotice, connectionNotice } from "./connection-notice.ts";
import { later } from "./later.ts";
import { performBatch } from "./perform-batch.ts";
import { type AttemptOutcome, notBegun, settlementOf } from "./settlement-of.ts";
import type { Claimed } from "./write-plans.ts";

/** How many batches of one connection are under way at once. */
const SIDE_BY_SIDE = 4;
/** Nothing is begun later than this after its claim, in milliseconds of real time: half a lease is left to finish. */
const BEGIN_WITHIN = 30_000;
/** When what was not begun for want of time is looked at again, in milliseconds. */
const SOON = 1_000;
/** When what a broken connection left lying, or a full one, is looked at again at the latest, in milliseconds. */
const LATE = 5 * 60_000;

/** What came of commands, and what their connection said of itself. */
export interface Dispatched {
  readonly outcomes: readonly AttemptOutcome[];
  readonly notice?: { readonly connection: string } & ConnectionNotice;
}

/**
 * Hands claimed commands to their connectors: connections side by side, each in batches of its own size and at its
 * own rate. Whatever is over is told at once. Never throws.
 */
export async function dispatch(
  context: RuntimeContext,
  tenant: Tenant,
  work: {
    readonly claimed: readonly Claimed[];
    /** When the round began, by the machine's own time: before the claim, whose lease counts from then on. */
    readonly begun: number;
    readonly tell: (dispatched: Dispatched) => void;
  },
): Promise<void> {
  const byConnection = Map.groupBy(work.claimed, ({ connection }) => connection.connection.id);
  await Promise.all(
    [...byConnection.values()].map(async (claimed) => {
      const [first] = claimed;
      if (!first) return;
      const route = { tenant, connection: first.connection, begun: work.begun, tell: work.tell };
      await new Dispatch(context, route).run(claimed);
    }),
  );
}

interface Route {
  readonly tenant: Tenant;
  readonly connection: OpenConnection;
  readonly begun: number;
  readonly tell: (dispatched: Dispatched) => void;
}

/** The commands of one connection on their way. */
class Dispatch {
  readonly #context: RuntimeContext;
  readonly #route: Route;
  readonly #room: CommandRoom | undefined;
  /** What the connection has said of itself: after that nothing more is begun. */
  #notice: ConnectionNotice | undefined;

  constructor(context: RuntimeContext, route: Route) {
    this.#context = context;
    this.#route = route;
    this.#room = route.connection.limiter.commands;
  }

  async run(claimed: readonly Claimed[]): Promise<void> {
    const { batchSize } = this.#route.connection.connector.manifest;
    const size = Math.min(batchSize, this.#room?.size ?? batchSize);
    const batches = inChunks(claimed, size).values();
    const worker = async () => {
      for (const batch of batches) await this.#perform(batch);
    };
    await Promise.all(Array.from({ length: SIDE_BY_SIDE }, worker));
  }

  async #perform(batch: readonly Claimed[]): Promise<void> {
    const wait = await this.#enter(batch.length);
    if (wait !== undefined) {
      const again = this.#again(wait);
      this.#route.tell({ outcomes: batch.map(({ attempt }) => notBegun(attempt, again)) });
      return;
    }
    const { connection, tell } = this.#route;
    const receipts = await performBatch(
      batch.map(({ command }) => command),
      {
        connector: connection.connector.manifest.id,
        session: () => connection.session(),
        log: this.#context.log,
        measures: this.#context.measures,
      },
    );
    const now = this.#context.clock.now();
    const outcomes = batch.map(({ attempt }, index) => settlementOf(receipts[index], attempt, now));
    const notice = connectionNotice(receipts.filter(isReceipt), now);
    if (notice) this.#notice = notice;
    tell({
      outcomes,
      ...(notice && { notice: { connection: connection.connection.id, ...notice } }),
    });
  }

  /** Waits for room for so many; gives the milliseconds to wait on where they are not to be begun now. */
  async #enter(count: number): Promise<number | undefined> {
    if (this.#over) return SOON;
    const admission = await this.#room?.take(count, { patience: this.#left });
    if (admission?.admitted === false) return admission.wait;
    return this.#over ? SOON : undefined;
  }

  /** How long something may still be begun, in milliseconds. */
  get #left(): number {
    return this.#route.begun + BEGIN_WITHIN - machinePace.now();
  }

  get #over(): boolean {
    return this.#notice !== undefined || this.#left < 0;
  }

  /** When what was claimed and not begun is looked at again: with a full connection, when there is room. */
  #again(wait: number): Instant {
    const now = this.#context.clock.now();
    if (this.#notice === undefined) return later(now, Math.min(Math.max(wait, SOON), LATE));
    return "resumeAt" in this.#notice ? this.#notice.resumeAt : later(now, LATE);
  }
}

function isReceipt(receipt: Receipt | undefined): receipt is Receipt {
  return receipt !== undefined;
}

function inChunks<T>(items: readonly T[], size: number): T[][] {
  const chunks: T[][] = [];
  for (let at = 0; at < items.length; at += size) chunks.push(items.slice(at, at + size));
  return chunks;
}
