import { DEFAULT_FAMILY, type Instant } from "@perennial/contract";
import type { Connection } from "@perennial/store";
import type { Connections, OpenConnection } from "../connection/connections.ts";
import { type Errand, routeOf } from "../connection/route.ts";
import { later } from "./later.ts";

/** A tenant's connections as they are cached, in the order of their ids. */
export interface Reach {
  readonly all: readonly OpenConnection[];
  readonly byId: ReadonlyMap<string, OpenConnection>;
}

/** Finds a tenant's connections; before the transaction, as finding them may need one of its own. */
export async function readReach(connections: Connections, tenant: number): Promise<Reach> {
  const all = await connections.all(tenant);
  return { all, byId: new Map(all.map((each) => [each.connection.id, each])) };
}

/** How often connections that stand still are looked at again, in milliseconds. */
const PAUSED = 5 * 60_000;
/** How often it is looked whether somebody has connected what is missing, in milliseconds. */
const MISSING = 10 * 60_000;
/** How many seconds of a rate limit one claim may use up: a second claim waits behind it, well within a lease. */
const ROUND_SECONDS = 5;

/** Whether a command may go out through a connection now. */
export type Passage =
  | { readonly open: true; readonly connection: OpenConnection }
  | { readonly open: false; readonly until: Instant; readonly missing: boolean };

/**
 * Says through which connection a command goes and whether it may go now: not while the connection is
 * paused, not before the other side wants to hear from us again, and not more than its rate limit lets through in
 * a round. States are those of the database in the transaction that claims (reliability.md, 2.2).
 */
export class Gates {
  readonly #reach: Reach;
  readonly #states: ReadonlyMap<string, Connection>;
  readonly #now: Instant;
  readonly #used = new Map<string, number>();
  /** Whether nothing goes out at all. */
  readonly #isOrphaned: boolean;

  constructor(reach: Reach, states: readonly Connection[], now: Instant) {
    this.#reach = reach;
    this.#states = new Map(states.map((each) => [each.id, each]));
    this.#now = now;
    this.#isOrphaned = isOrphaned(reach, states);
  }

  /** The connection of an id, whatever its state. */
  get(id: string | null): OpenConnection | undefined {
    return id === null ? undefined : this.#reach.byId.get(id);
  }

  /** Asks to pass one command. A passage given is used up. */
  pass(errand: Errand): Passage {
    return this.passThrough(routeOf(this.#reach.all, errand));
  }

  /** Asks to pass one command through a connection. A passage given is used up. */
  passThrough(connection: OpenConnection | undefined): Passage {
    const state = connection && this.#states.get(connection.connection.id);
    if (!connection || !state) return this.#closed(MISSING, true);
    if (state.state !== "active" || this.#isOrphaned) return this.#closed(PAUSED, false);
    if (state.resumeAt !== null && state.resumeAt > this.#now) {
      return { open: false, until: state.resumeAt, missing: false };
    }
    const over = this.#over(connection);
    return over === undefined ? { open: true, connection } : this.#closed(over, false);
  }

  #closed(milliseconds: number, missing: boolean): Passage {
    return { open: false, until: later(this.#now, milliseconds), missing };
  }

  /** Takes from the round's allowance; gives the milliseconds to wait where it is used up. */
  #over({ connection, connector }: OpenConnection): number | undefined {
    const limit = connector.manifest.rateLimits.find(({ family }) => family === DEFAULT_FAMILY);
    if (!limit) return undefined;
    const used = (this.#used.get(connection.id) ?? 0) + 1;
    this.#used.set(connection.id, used);
    const rate = limit.requests / limit.perSeconds;
    const allowance = Math.max(1, Math.floor(rate * ROUND_SECONDS));
    return used <= allowance ? undefined : (used / rate) * 1_000;
  }
}

/**
 * Whether a tenant has taken our app out of its system of record and has no other: nobody there expects messages from
 * us any more, and what they would say is no longer known to be so.
 */
function isOrphaned({ byId }: Reach, states: readonly Connection[]): boolean {
  const reads = ({ id }: Connection) =>
    byId.get(id)?.connector.manifest.capabilities.includes("changes.read") === true;
  const records = states.filter(reads);
  return (
    records.some(({ state }) => state === "disconnected") &&
    records.every(({ state }) => state === "disconnected")
  );
}
