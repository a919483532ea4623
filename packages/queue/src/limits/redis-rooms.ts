import type { RedisConnection } from "../redis/open-redis.ts";
import { machinePace, type Pace } from "./pace.ts";
import { PlaceKeeper } from "./place-keeper.ts";
import { RedisRoom } from "./redis-room.ts";
import type { Limit, Room, Rooms } from "./room.ts";

/** How rooms are kept in Redis. */
export interface RedisRoomsOptions {
  /** Closed by whoever opened it. */
  readonly redis: RedisConnection;
  /** What the names of all keys begin with. @default "perennial:limits:" */
  readonly prefix?: string;
  /**
   * How many processes share a limit while Redis is away and they cannot agree: each then uses that part of it for
   * itself, so that as many or fewer stay within the limit together; 1 at least. @default 4
   */
  readonly processes?: number;
  /** @default the machine's own time */
  readonly pace?: Pace;
}

const PREFIX = "perennial:limits:";
const PROCESSES = 4;

/**
 * Keeps the room under every limit in Redis, for all processes together: never more than `requests` in any stretch of
 * `perSeconds`, by Redis's own clock. A vendor's word that there is no room holds for all of them.
 *
 * While Redis is away or slow nobody waits for it longer than a second: each process then uses its share of the limit,
 * a quarter unless `processes` says otherwise. Two workers, the usual number, then go on at half the limit together
 * rather than not at all, and four still stay within it; of a limit smaller than the number of processes that is true
 * on average only. What a process had taken of the shared room counts in its share, and what it took alone is counted
 * for all when Redis answers again, which is tried every second. Where one process had used the whole limit when Redis
 * went, the others' shares come on top once. A Redis that was emptied forgets at most one window: up to twice the limit
 * may then pass within one length. Vendors answer such a moment with 429, which is heeded as ever.
 */
export class RedisRooms implements Rooms {
  readonly #keeper: PlaceKeeper;
  readonly #options: { readonly pace: Pace; readonly processes: number };
  readonly #rooms = new Map<string, Room>();
  readonly #closing = new AbortController();

  constructor({
    redis,
    prefix = PREFIX,
    processes = PROCESSES,
    pace = machinePace,
  }: RedisRoomsOptions) {
    this.#keeper = new PlaceKeeper(redis, prefix);
    this.#options = { pace, processes };
  }

  of(key: string, limit: Limit): Room {
    const known = this.#rooms.get(key);
    if (known) return known;
    const room = new RedisRoom({
      ...{ key, limit, keeper: this.#keeper, closing: this.#closing.signal },
      ...this.#options,
    });
    this.#rooms.set(key, room);
    return room;
  }

  /** Refuses whoever stands in line and whoever asks afterwards. */
  close(): void {
    this.#closing.abort();
  }
}
