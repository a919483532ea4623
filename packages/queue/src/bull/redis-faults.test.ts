import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { WorkHint } from "../queue.ts";
import { gate, listener } from "../testing/queue-contract.ts";
import type { BullQueue } from "./bull-queue.ts";
import { SharedTestQueues } from "./testing/shared-test-queues.ts";

let queues: SharedTestQueues;

beforeEach(async () => {
  queues = await SharedTestQueues.start();
});
afterEach(() => queues.stop());

const due = (tenant: number): WorkHint => ({ tenant, kind: "due", hand: 0 });

const answers = (queue: BullQueue) =>
  vi.waitFor(async () => expect(await queue.depth()).toBeDefined(), {
    timeout: 20_000,
    interval: 20,
  });
const isAway = (queue: BullQueue) =>
  vi.waitFor(async () => expect(await queue.depth()).toBeUndefined(), {
    timeout: 20_000,
    interval: 20,
  });

/** Resolves when a tenant's hint has been done, rung as often as a sweep would. */
async function untilDone(queue: BullQueue, done: readonly number[], tenant: number): Promise<void> {
  await vi.waitFor(
    () => {
      queue.ring(due(tenant));
      expect(done).toContain(tenant);
    },
    { timeout: 20_000, interval: 100 },
  );
}

describe("a queue whose Redis is flushed", () => {
  test("loses what waits, and does what is rung later", async () => {
    const queue = await queues.another({ concurrency: 1 });
    const [begun, door] = [gate(), gate()];
    const done: number[] = [];
    queue.work(async ({ tenant }) => {
      begun.open();
      await door.opened;
      done.push(tenant);
    });
    queue.ring(due(1));
    await begun.opened;
    queue.ring(due(2));
    await vi.waitFor(async () => expect((await queue.depth())?.waiting).toBe(1));
    await queues.flush();
    door.open();
    await untilDone(queue, done, 3);
    await untilDone(queue, done, 1);
    expect(done).not.toContain(2);
  });

  test("also while it is paused, goes on", async () => {
    const queue = await queues.another();
    const done: number[] = [];
    queue.work(async ({ tenant }) => void done.push(tenant));
    await queue.bull.pause();
    queue.ring(due(1));
    const paused = () => queue.bull.client.llen(queue.bull.toKey("paused"));
    await vi.waitFor(async () => expect(await paused()).toBe(1));
    await queues.flush();
    await untilDone(queue, done, 1);
  });

  test("throws away a job that comes empty, and can have its hint rung again", async () => {
    const queue = await queues.another();
    await queue.bull.client.lpush(queue.bull.toKey("wait"), "1/due/0");
    const done: number[] = [];
    queue.work(async ({ tenant }) => void done.push(tenant));
    const kept = () => queue.bull.client.exists(queue.bull.toKey("1/due/0"));
    await vi.waitFor(async () =>
      expect(await queue.bull.client.llen(queue.bull.toKey("wait"))).toBe(0),
    );
    await vi.waitFor(async () => expect(await kept()).toBe(0));
    expect(done).toEqual([]);
    await untilDone(queue, done, 1);
  });

  test("does a hint again whose job was left empty, and which would be ignored for ever", async () => {
    const queue = await queues.another();
    await queue.bull.client.hset(queue.bull.toKey("1/due/0"), "processedOn", "1");
    queue.ring(due(1));
    const done: number[] = [];
    queue.work(async ({ tenant }) => void done.push(tenant));
    await queue.mend();
    await queue.idle();
    expect(done).toEqual([1]);
  });
});

describe("a queue whose Redis is killed", () => {
  test("does what is rung meanwhile in this process, and later by Redis again", async () => {
    const { log, told } = listener();
    const queue = await queues.another({ log });
    const done: number[] = [];
    queue.work(async ({ tenant }) => void done.push(tenant));
    await untilDone(queue, done, 1);
    await queues.redis.kill();
    await isAway(queue);
    queue.ring(due(2));
    await queue.idle();
    expect(done).toContain(2);
    await queues.redis.restart();
    await answers(queue);
    await untilDone(queue, done, 3);
    expect(told.map((line) => line.slice(0, 5))).toEqual(["Redis", "Redis"]);
  });

  test("loses what is rung where nobody works, and says so once", async () => {
    const { log, told } = listener();
    const queue = await queues.another({ log });
    await queues.redis.kill();
    await isAway(queue);
    for (let i = 0; i < 100; i++) queue.ring(due(i));
    await queue.idle();
    expect(told.filter((line) => line.includes("hint"))).toHaveLength(1);
  });

  test("repeats in every process by itself, and closes", async () => {
    const both = await Promise.all([1, 2].map(() => queues.another({ name: "repeat" })));
    await queues.redis.kill();
    await Promise.all(both.map(isAway));
    const enough = both.map(gate);
    both.forEach((queue, index) => {
      let times = 0;
      queue.repeat(10, async () => {
        times += 1;
        if (times === 3) enough[index]?.open();
      });
    });
    await Promise.all(enough.map(({ opened }) => opened));
    await Promise.all(both.map((queue) => queue.close()));
  });

  test("finishes what is under way when it is closed, and fails nobody", async () => {
    const queue = await queues.another();
    const [begun, door] = [gate(), gate()];
    const done: number[] = [];
    queue.work(async ({ tenant }) => {
      begun.open();
      await door.opened;
      done.push(tenant);
    });
    queue.ring(due(1));
    await begun.opened;
    await queues.redis.kill();
    const closed = queue.close();
    door.open();
    await closed;
    expect(done).toEqual([1]);
  });

  test("begins to work when Redis comes for the first time", async () => {
    await queues.redis.kill();
    const queue = await queues.another({ name: "late" });
    const done: number[] = [];
    queue.work(async ({ tenant }) => void done.push(tenant));
    await queues.redis.restart();
    await answers(queue);
    const other = await queues.another({ name: "late" });
    other.ring(due(1));
    await vi.waitFor(() => expect(done).toEqual([1]), { timeout: 20_000 });
  });
});

describe("a queue whose Redis hangs", () => {
  test("keeps nobody waiting who rings or closes, and does the work in this process", async () => {
    const queue = await queues.another();
    const done: number[] = [];
    queue.work(async ({ tenant }) => void done.push(tenant));
    await untilDone(queue, done, 1);
    queues.redis.pause();
    queue.ring(due(2));
    await vi.waitFor(() => expect(done).toContain(2), { timeout: 20_000 });
    await queue.close();
    queues.redis.resume();
  });
});
