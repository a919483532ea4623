import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import type { WorkHint } from "../queue.ts";
import { gate } from "../testing/queue-contract.ts";
import { SharedTestQueues } from "./testing/shared-test-queues.ts";
import { WorkerProcess } from "./testing/worker-process.ts";

let queues: SharedTestQueues;

beforeAll(async () => {
  queues = await SharedTestQueues.start();
});
afterEach(() => queues.closeAll());
afterAll(() => queues.stop());

const due = (tenant: number): WorkHint => ({ tenant, kind: "due", hand: 0 });

describe("queues of several processes on one Redis", () => {
  test("share the work and never do the same hint at the same time", async () => {
    const both = await Promise.all([1, 2].map(() => queues.another({ name: "shared" })));
    const [first, second] = both;
    const underWay = new Set<number>();
    const doneBy = new Map<unknown, number>();
    let twiceAtOnce = 0;
    for (const queue of both) {
      queue.work(async ({ tenant }) => {
        if (underWay.has(tenant)) twiceAtOnce += 1;
        underWay.add(tenant);
        doneBy.set(queue, (doneBy.get(queue) ?? 0) + 1);
        await queue.depth();
        underWay.delete(tenant);
      });
    }
    for (let i = 0; i < 600; i++) both[i % 2]?.ring(due((i * 7) % 20));
    await Promise.all(both.map((queue) => queue.idle()));
    expect(twiceAtOnce).toBe(0);
    expect(doneBy.get(first)).toBeGreaterThan(0);
    expect(doneBy.get(second)).toBeGreaterThan(0);
  });

  test("a hint rung by one while another does it is done again", async () => {
    const [ringing, working] = await Promise.all([
      queues.another({ name: "again" }),
      queues.another({ name: "again" }),
    ]);
    const [begun, door] = [gate(), gate()];
    let times = 0;
    working.work(async () => {
      times += 1;
      begun.open();
      await door.opened;
    });
    ringing.ring(due(1));
    await begun.opened;
    ringing.ring(due(1));
    await vi.waitFor(async () => {
      expect(await ringing.bull.client.sismember(ringing.bull.toKey("again"), "1/due/0")).toBe(1);
    });
    door.open();
    await ringing.idle();
    expect(times).toBe(2);
  });

  test("what is due and events go before reviews", async () => {
    const queue = await queues.another({ concurrency: 1 });
    for (const kind of ["review", "due", "review", "events"] as const) {
      queue.ring({ tenant: kind === "review" ? 1 : 2, kind });
      queue.ring({ tenant: 3, kind });
    }
    await vi.waitFor(async () => expect((await queue.depth())?.waiting).toBe(6));
    const done: string[] = [];
    queue.work(async ({ kind }) => void done.push(kind));
    await queue.idle();
    expect(done.slice(4)).toEqual(["review", "review"]);
  });

  test("installations with prefixes of their own do not see each other's hints", async () => {
    const [one, other] = await Promise.all([
      queues.another({ name: "same", prefix: "one" }),
      queues.another({ name: "same", prefix: "other" }),
    ]);
    const [ofOne, ofOther]: [number[], number[]] = [[], []];
    one.work(async ({ tenant }) => void ofOne.push(tenant));
    other.work(async ({ tenant }) => void ofOther.push(tenant));
    one.ring(due(1));
    other.ring(due(2));
    await Promise.all([one.idle(), other.idle()]);
    expect([ofOne, ofOther]).toEqual([[1], [2]]);
  });

  test("what is repeated is done by one of them each time", async () => {
    const both = await Promise.all([1, 2, 3].map(() => queues.another({ name: "repeat" })));
    const enough = gate();
    let [atOnce, most, times] = [0, 0, 0];
    for (const queue of both) {
      queue.repeat(50, async () => {
        times += 1;
        atOnce += 1;
        most = Math.max(most, atOnce);
        // Longer than the time between two.
        await new Promise((resolve) => setTimeout(resolve, 120));
        atOnce -= 1;
        if (times >= 4) enough.open();
      });
    }
    await enough.opened;
    expect(most).toBe(1);
  });

  test("work that takes longer than the lock is not done by another while its worker lives", async () => {
    const both = await Promise.all(
      [1, 2].map(() => queues.another({ name: "long", lock: 300, concurrency: 1 })),
    );
    const done: string[] = [];
    const later = gate();
    for (const queue of both) {
      queue.work(async ({ kind }) => {
        if (kind === "due") await later.opened;
        done.push(kind);
      });
    }
    both[0]?.ring(due(1));
    // A lock that nobody renews has ended by then, and the other has looked ten times for work without one.
    await new Promise((resolve) => setTimeout(resolve, 1_300));
    expect(await both[1]?.depth()).toEqual({ waiting: 0, underWay: 1 });
    later.open();
    await both[0]?.idle();
    expect(done).toEqual(["due"]);
  });

  test("what a process that is killed was doing is done by another", async () => {
    const killed = await WorkerProcess.start({ url: queues.redis.url, name: "killed", lock: 500 });
    const survivor = await queues.another({ name: "killed", lock: 500 });
    survivor.ring(due(1));
    expect(await killed.began()).toEqual(due(1));
    survivor.ring(due(1));
    const done: WorkHint[] = [];
    survivor.work(async (hint) => void done.push(hint));
    await killed.kill();
    await survivor.idle();
    expect(done).toEqual([due(1)]);
  });
});
