import type Bull from "bull";
import type { Redis } from "ioredis";
import { hintKey, hintOfKey } from "../hint/hint-key.ts";
import type { WorkHint, WorkKind } from "../queue.ts";

/** Bull does lower numbers first. */
const PRIORITY: Readonly<Record<WorkKind, number>> = { due: 1, events: 1, read: 2, review: 2 };

/**
 * Finds hints that were rung and are in no list, and takes away what stands in their way. That is so when a worker
 * died just after its work, or when Redis has thrown away a list and kept its jobs: Bull would ignore such a job's
 * id for ever. Everything in one step, for between two the same hint may be rung.
 */
const FIND_LOST = `
local listed = {}
for i = 2, 4 do
  for _, id in ipairs(redis.call('LRANGE', KEYS[i], 0, -1)) do listed[id] = true end
end
local lost = {}
for _, id in ipairs(redis.call('SMEMBERS', KEYS[1])) do
  if not listed[id] then
    redis.call('DEL', ARGV[1] .. id)
    lost[#lost + 1] = id
  end
end
return lost
`;

/** Through which bell hints are rung, and what becomes of one that could not be. */
export interface HintBellOptions {
  readonly bull: Bull.Queue;
  readonly client: Redis;
  readonly onLost: (hint: WorkHint, error: unknown) => void;
}

/**
 * Rings hints in Redis. A hint is one Bull job whose id is the hint's name, so that it waits once however often it
 * is rung. Bull ignores an id that is waiting or under way, and a hint rung during its work may speak of something
 * that came too late for it: so every ring leaves a mark first, work takes the mark away before it begins, and a
 * mark that is there after the work rings once more. Work that begins after a mark was left sees what it was left
 * for; therefore no ring is lost, and one id keeps the same hint from being done twice at once.
 */
export class HintBell {
  readonly #bull: Bull.Queue;
  readonly #client: Redis;
  readonly #onLost: HintBellOptions["onLost"];
  readonly #ringing = new Map<string, Promise<void>>();
  readonly #again = new Map<string, WorkHint>();
  readonly #ending = new Set<Promise<void>>();

  constructor({ bull, client, onLost }: HintBellOptions) {
    this.#bull = bull;
    this.#client = client;
    this.#onLost = onLost;
  }

  /** Rings without waiting. What is rung while the same hint is on its way to Redis is rung once afterwards. */
  ring(hint: WorkHint): void {
    const key = hintKey(hint);
    if (this.#ringing.has(key)) this.#again.set(key, hint);
    else this.#ringing.set(key, this.#send(key, hint));
  }

  /** To be called before the work of a hint begins. */
  async begin(key: string): Promise<void> {
    await this.#client.srem(this.#marks(), key);
  }

  /** To be called when Bull has forgotten the job: rings again what was rung during the work. */
  end(key: string): void {
    const ended = this.#ringAgain(key).catch(() => undefined);
    this.#ending.add(ended);
    void ended.then(() => this.#ending.delete(ended));
  }

  /** Takes away a job that holds nothing: it would keep its hint from being rung. */
  async forget(id: Bull.JobId): Promise<void> {
    await this.#client.del(this.#bull.toKey(String(id)));
  }

  /** Rings again what was rung and lies nowhere. */
  async mend(): Promise<void> {
    const lists = ["wait", "active", "paused"].map((list) => this.#bull.toKey(list));
    const lost = await this.#client.eval(
      FIND_LOST,
      1 + lists.length,
      this.#marks(),
      ...lists,
      this.#bull.toKey(""),
    );
    for (const key of Array.isArray(lost) ? lost : []) {
      const hint = hintOfKey(String(key));
      if (hint) this.ring(hint);
    }
  }

  /** Resolves when everything rung so far is in Redis or lost. */
  async rung(): Promise<void> {
    while (this.#ringing.size + this.#ending.size > 0) {
      await Promise.all([...this.#ringing.values(), ...this.#ending]);
    }
  }

  async #ringAgain(key: string): Promise<void> {
    const hint = hintOfKey(key);
    if (hint && (await this.#client.sismember(this.#marks(), key)) === 1) this.ring(hint);
  }

  async #send(key: string, hint: WorkHint): Promise<void> {
    try {
      await Promise.all([this.#client.sadd(this.#marks(), key), this.#add(key, hint)]);
    } catch (error) {
      this.#onLost(hint, error);
    }
    this.#ringing.delete(key);
    const again = this.#again.get(key);
    this.#again.delete(key);
    if (again) this.ring(again);
  }

  /** Bull sends this after the mark, on the same connection: Redis does them in that order. */
  #add(key: string, hint: WorkHint): Promise<unknown> {
    return this.#bull.add(hint, {
      jobId: key,
      priority: PRIORITY[hint.kind],
      // One that stayed, done or failed, would keep its hint from being rung again.
      removeOnComplete: true,
      removeOnFail: true,
    });
  }

  #marks(): string {
    return this.#bull.toKey("again");
  }
}
