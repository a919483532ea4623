import type { Instant, Receipt } from "@perennial/contract";
import { machinePace } from "@perennial/queue";
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
  readonly connection: OpenConnection;
  readonly outcomes: readonly AttemptOutcome[];
  readonly notice?: ConnectionNotice;
}

/**
 * Hands claimed commands to their connectors: connections side by side, each in batches of its own size and at its
 * own rate, what is claimed later behind what was claimed before. Whatever is over is told at once.
 */
export class Dispatcher {
  readonly #context: RuntimeContext;
  readonly #tell: (dispatched: Dispatched) => void;
  readonly #lanes = new Map<OpenConnection, Lane>();

  constructor(context: RuntimeContext, tell: (dispatched: Dispatched) => void) {
    this.#context = context;
    this.#tell = tell;
  }

  /**
   * Takes commands and resolves when all of them are told.
   * @param begun - the machine's own time before their claim, whose lease counts from then on
   */
  async add(claimed: readonly Claimed[], begun: number): Promise<void> {
    const byConnection = Map.groupBy(claimed, ({ connection }) => connection);
    await Promise.all(
      [...byConnection].map(([connection, own]) => this.#lane(connection).add(own, begun)),
    );
  }

  #lane(connection: OpenConnection): Lane {
    const known = this.#lanes.get(connection);
    if (known) return known;
    const lane = new Lane(this.#context, connection, this.#tell);
    this.#lanes.set(connection, lane);
    return lane;
  }
}

/** Commands that go to a connection together. */
interface Batch {
  readonly claimed: readonly Claimed[];
  readonly begun: number;
  readonly over: PromiseWithResolvers<void>;
}

/** The commands of one connection on their way. */
class Lane {
  readonly #context: RuntimeContext;
  readonly #connection: OpenConnection;
  readonly #tell: (dispatched: Dispatched) => void;
  readonly #room: CommandRoom | undefined;
  readonly #waiting: Batch[] = [];
  #underWay = 0;
  /** What the connection has said of itself: after that nothing more is begun. */
  #notice: ConnectionNotice | undefined;

  constructor(
    context: RuntimeContext,
    connection: OpenConnection,
    tell: (dispatched: Dispatched) => void,
  ) {
    this.#context = context;
    this.#connection = connection;
    this.#tell = tell;
    this.#room = connection.limiter.commands;
  }

  async add(claimed: readonly Claimed[], begun: number): Promise<void> {
    const { batchSize } = this.#connection.connector.manifest;
    const size = Math.min(batchSize, this.#room?.size ?? batchSize);
    const batches = inChunks(claimed, size).map(
      (chunk): Batch => ({ claimed: chunk, begun, over: Promise.withResolvers() }),
    );
    this.#waiting.push(...batches);
    while (this.#underWay < SIDE_BY_SIDE && this.#waiting.length > 0) void this.#work();
    await Promise.all(batches.map(({ over }) => over.promise));
  }

  async #work(): Promise<void> {
    this.#underWay += 1;
    for (let batch = this.#waiting.shift(); batch; batch = this.#waiting.shift()) {
      await this.#perform(batch).then(batch.over.resolve, batch.over.reject);
    }
    this.#underWay -= 1;
  }

  async #perform({ claimed, begun }: Batch): Promise<void> {
    const connection = this.#connection;
    const wait = await this.#enter(claimed.length, begun);
    if (wait !== undefined) {
      const again = this.#again(wait);
      const outcomes = claimed.map(({ attempt }) => notBegun(attempt, again));
      this.#tell({ connection, outcomes });
      return;
    }
    const receipts = await performBatch(
      claimed.map(({ command }) => command),
      {
        connector: connection.connector.manifest.id,
        session: () => connection.session(),
        log: this.#context.log,
        measures: this.#context.measures,
      },
    );
    const now = this.#context.clock.now();
    const outcomes = claimed.map(({ attempt }, index) =>
      settlementOf(receipts[index], attempt, now),
    );
    const notice = connectionNotice(receipts.filter(isReceipt), now);
    if (notice) this.#notice = notice;
    this.#tell({ connection, outcomes, ...(notice && { notice }) });
  }

  /** Waits for room for so many; gives the milliseconds to wait on where they are not to be begun now. */
  async #enter(count: number, begun: number): Promise<number | undefined> {
    /** How long something may still be begun, in milliseconds. */
    const left = () => begun + BEGIN_WITHIN - machinePace.now();
    const isOver = () => this.#notice !== undefined || left() < 0;
    if (isOver()) return SOON;
    const admission = await this.#room?.take(count, { patience: left() });
    if (admission?.admitted === false) return admission.wait;
    return isOver() ? SOON : undefined;
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
