import type { Manifest, RateLimit } from "@perennial/contract";
import { type Room, type Rooms, WindowRooms } from "@perennial/queue";
import { FamilyLimiter } from "./family-limiter.ts";

/** Whose requests a limiter holds back. */
export interface LimiterOwner {
  readonly tenant: number;
  readonly connection: string;
  readonly manifest: Pick<Manifest, "id" | "rateLimits">;
}

/** How much of a rate limit is left, for whoever watches. */
export interface Headroom {
  readonly connector: string;
  readonly family: string;
  /** Whose limit it is; nobody's own where all connections of our app share it. */
  readonly owner?: { readonly tenant: number; readonly connection: string };
  /** The most requests that can pass together. */
  readonly size: number;
  /** How many of them could pass now. */
  readonly free: number;
}

interface Kept {
  readonly room: Room;
  readonly name: Pick<Headroom, "connector" | "family" | "owner">;
}

/**
 * Remembers which room every rate limit has, for as long as the process runs: a connection that is closed and opened
 * anew has not become faster, and connections that share a vendor's limit for our app share its room. Processes that
 * use the same rooms share them under the same names.
 */
export class LimitBook {
  readonly #rooms: Rooms;
  readonly #kept = new Map<string, Kept>();

  constructor(rooms: Rooms = new WindowRooms()) {
    this.#rooms = rooms;
  }

  /** Gives the limiter of a connection. */
  limiterOf(owner: LimiterOwner): FamilyLimiter {
    const families = owner.manifest.rateLimits.map(
      (limit) => [limit.family, this.#roomOf(owner, limit)] as const,
    );
    return new FamilyLimiter({ manifest: owner.manifest, families: new Map(families) });
  }

  /** Tells how much is left of every limit that was used here. */
  async headroom(): Promise<readonly Headroom[]> {
    const told = [...this.#kept.values()].map(async ({ room, name }) => {
      const free = await room.headroom();
      return { ...name, size: room.size, free };
    });
    return Promise.all(told);
  }

  #roomOf({ tenant, connection, manifest }: LimiterOwner, limit: RateLimit): Room {
    const owner = limit.shared === "app" ? undefined : { tenant, connection };
    const whose = owner ? [tenant, connection] : [];
    const key = JSON.stringify([manifest.id, limit.family, ...whose]);
    const known = this.#kept.get(key);
    if (known) return known.room;
    const room = this.#rooms.of(key, limit);
    const name = { connector: manifest.id, family: limit.family, ...(owner && { owner }) };
    this.#kept.set(key, { room, name });
    return room;
  }
}
