import type { Log } from "@perennial/contract";
import { Redis } from "ioredis";
import { reasonOf } from "../reason-of.ts";
import { checkRedisUrl, type RedisUse, redisSettings, SILENCE } from "./redis-settings.ts";
import { warnOfEviction } from "./warn-of-eviction.ts";

/** How a Redis is reached. */
export interface OpenRedisOptions {
  /** `redis://` or `rediss://`, with user, password and number of the database where needed. */
  readonly url: string;
  /** Told once when Redis goes and once when it is back. */
  readonly log: Log;
}

/** A Redis that may go and come back; whoever uses it is never kept waiting for it. */
export interface RedisConnection {
  /** For short commands: they fail at once while Redis is away, and after two seconds when it says nothing. */
  readonly client: Redis;
  /** Whether the first attempt to connect succeeded, as soon as that is known. */
  readonly tried: Promise<boolean>;
  /** Whether Redis answers now. */
  answers(): boolean;
  /** The connection on which everybody listens to what Redis publishes; it is made when it is first asked for. */
  listening(): Redis;
  /** A new connection, for a command that waits until there is something to do; it fails until it is ready. */
  blocking(): Redis;
  /** Ends all connections, those for waiting and listening too; never waits for Redis. */
  close(): Promise<void>;
}

/**
 * Connects to a Redis in the background and keeps doing so for ever.
 * @throws QueueError for an address that is none.
 */
export function openRedis(options: OpenRedisOptions): RedisConnection {
  checkRedisUrl(options.url);
  return new WatchedRedis(options);
}

class WatchedRedis implements RedisConnection {
  readonly client: Redis;
  readonly tried: Promise<boolean>;
  readonly #url: string;
  readonly #log: Log;
  readonly #others = new Set<Redis>();
  readonly #heartbeat: NodeJS.Timeout;
  #listener: Redis | undefined;
  #away = false;
  #closed = false;
  #reason = "";

  constructor({ url, log }: OpenRedisOptions) {
    this.#url = url;
    this.#log = log;
    this.client = this.#connect("commands");
    this.client.on("close", () => this.#gone());
    this.client.on("ready", () => this.#back());
    this.client.once("ready", () => warnOfEviction(this.client, log));
    this.tried = new Promise((resolve) => {
      this.client.once("ready", () => resolve(true));
      this.client.once("close", () => resolve(false));
    });
    this.#heartbeat = setInterval(() => void this.#beat(), SILENCE).unref();
  }

  answers(): boolean {
    return !this.#away && this.client.status === "ready";
  }

  listening(): Redis {
    this.#listener ??= this.#another("listening");
    return this.#listener;
  }

  blocking(): Redis {
    return this.#another("blocking");
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#heartbeat);
    for (const client of [this.client, ...this.#others]) client.disconnect();
  }

  #another(use: RedisUse): Redis {
    const client = this.#connect(use);
    this.#others.add(client);
    // One that Bull ends and opens again is still ours to close.
    client.on("end", () => this.#others.delete(client));
    client.on("connecting", () => this.#others.add(client));
    return client;
  }

  #connect(use: RedisUse): Redis {
    const client = new Redis(this.#url, redisSettings(use));
    // Every queue on this connection listens to it.
    client.setMaxListeners(0);
    client.on("error", (error: Error) => {
      this.#reason = error.message;
    });
    return client;
  }

  /** A Redis that is stopped, or behind a broken line, keeps its connections and answers nothing. */
  async #beat(): Promise<void> {
    // Twice: if this process itself stood still, an answer may lie unread behind a time that has run out.
    if (!this.answers() || (await this.#speaks()) || (await this.#speaks())) return;
    if (!this.answers()) return;
    this.#gone();
    for (const client of [this.client, ...this.#others]) client.disconnect(true);
  }

  async #speaks(): Promise<boolean> {
    try {
      await this.client.ping();
      return true;
    } catch (error) {
      this.#reason = reasonOf(error);
      return false;
    }
  }

  #gone(): void {
    if (this.#away || this.#closed) return;
    this.#away = true;
    this.#log.warn("Redis does not answer; work goes on without it, and it is tried again.", {
      reason: this.#reason || "the connection was closed",
    });
  }

  #back(): void {
    if (!this.#away) return;
    this.#away = false;
    this.#reason = "";
    this.#log.info("Redis answers again.");
  }
}
