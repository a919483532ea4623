import { randomUUID } from "node:crypto";
import type { Clock } from "@perennial/contract";
import { listenConnection } from "@perennial/runtime";
import {
  asTenant,
  type ClaimedListen,
  claimListen,
  endListen,
  lookForListens,
  prolongListen,
  type Tenant,
} from "@perennial/store";
import type { ServerRuntime } from "../setup/create-context.ts";
import { after, Heartbeat } from "./heartbeat.ts";

/** Whoever has not said for so long that it goes on listening counts as dead, in milliseconds. */
const LEASE = 90_000;
/** How often whoever listens says so, in milliseconds. */
const HEARTBEAT = 30_000;
/** Connections that one process listens to at most: each holds a question open at the other side. */
const MOST = 500;

/** What listeners need of the loops. */
export interface ListenersOptions {
  /** Finds a tenant as it is now; nothing where nothing may be done for it here. */
  readonly tenantOf: (tenant: number) => Promise<Tenant | undefined>;
  /** Told when something that was heard is to be read. */
  readonly ring: (tenant: number, kind: "due" | "read") => void;
}

interface Listening {
  readonly over: AbortController;
  readonly done: Promise<void>;
}

/**
 * Listens to every connection that wants it, as one of any number of processes: each connection is listened to by one, and by another from where it
 * was heard when that one is gone.
 */
export class Listeners {
  readonly #context: ServerRuntime;
  readonly #options: ListenersOptions;
  /** The connectors that can listen. */
  readonly #connectors: readonly string[];
  /** What this process listens to, by the word that it holds it by. */
  readonly #under = new Map<string, Listening>();
  #isOver = false;

  constructor(context: ServerRuntime, options: ListenersOptions) {
    this.#context = context;
    this.#options = options;
    const able = context.connectors.filter(({ manifest }) => manifest.listens === true);
    this.#connectors = able.map(({ manifest }) => manifest.id);
  }

  /** Begins to listen to what nobody listens to, and ends what is not to be listened to here any longer. */
  async look(): Promise<void> {
    if (this.#isOver || this.#connectors.length === 0) return;
    const { db, clock } = this.#context;
    const holders = [...this.#under.keys()];
    const wanted = { connectors: this.#connectors, now: clock.now(), holders };
    const { due, held } = await lookForListens(db, wanted);
    for (const holder of holders) if (!held.includes(holder)) this.#end(holder);
    for (const { tenant, connection } of due) {
      if (this.#isOver || this.#under.size >= MOST) return;
      await this.#begin(tenant, connection);
    }
  }

  /** Ends all listening; others go on from where it was heard. */
  async stop(): Promise<void> {
    this.#isOver = true;
    const under = [...this.#under];
    for (const [holder] of under) this.#end(holder);
    await Promise.all(under.map(([, { done }]) => done));
  }

  #end(holder: string): void {
    this.#under.get(holder)?.over.abort();
  }

  async #begin(tenantId: number, connection: string): Promise<void> {
    const { db, clock } = this.#context;
    const tenant = await this.#options.tenantOf(tenantId);
    if (!tenant) return;
    const by = { connection, holder: randomUUID() };
    const lease = { now: clock.now(), until: leaseFrom(clock) };
    const claimed = await asTenant(db, tenantId, (tx) => claimListen(tx, by, lease));
    if (!claimed) return;
    const over = new AbortController();
    const done = this.#listen({ tenant, claimed, over, until: lease.until }).finally(() =>
      this.#under.delete(claimed.holder),
    );
    this.#under.set(claimed.holder, { over, done });
  }

  /** Listens until it is over; never throws. */
  async #listen({ tenant, claimed, over, until }: Claim): Promise<void> {
    const { db, clock, log, connections } = this.#context;
    const { connection } = claimed;
    const about = { tenant: tenant.slug, connection };
    const heart = new Heartbeat({
      ...{ clock, log, until, about, every: HEARTBEAT, lease: LEASE },
      prolong: (_until, next) => asTenant(db, tenant.id, (tx) => prolongListen(tx, claimed, next)),
    });
    try {
      const open = await connections.get(tenant.id, connection);
      const end = open
        ? await listenConnection(this.#context, {
            ...{ tenant, open, claimed },
            over: AbortSignal.any([over.signal, heart.lost]),
            ring: (kind) => this.#options.ring(tenant.id, kind),
          })
        : { next: leaseFrom(clock), failures: claimed.failures, problem: null };
      await asTenant(db, tenant.id, (tx) => endListen(tx, claimed, end));
    } catch (error) {
      // It ends with its lease, and is listened to by whoever looks next.
      const reason = error instanceof Error ? error.message : String(error);
      log.error("Listening to a connection could not be ended properly.", { ...about, reason });
    } finally {
      await heart.stop();
    }
  }
}

interface Claim {
  readonly tenant: Tenant;
  readonly claimed: ClaimedListen;
  readonly over: AbortController;
  readonly until: string;
}

function leaseFrom(clock: Clock): string {
  return after(clock, LEASE);
}
