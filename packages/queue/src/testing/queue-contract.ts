import type { Log } from "@perennial/contract";
import { describe, expect, test, vi } from "vitest";
import type { Queue, WorkHint } from "../queue.ts";

/** How the contract opens a queue that nobody else uses; whoever gives it closes what is left open. */
export type OpenQueue = (options: {
  readonly log?: Log;
  readonly concurrency?: number;
}) => Promise<Queue>;

/** A promise and the function that keeps it. */
export function gate(): { readonly opened: Promise<void>; open(): void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { opened: promise, open: () => resolve() };
}

/** A log that keeps what it is told. */
export function listener(): { readonly log: Log; readonly told: string[] } {
  const told: string[] = [];
  const tell = (message: string, fields?: object) =>
    void told.push(`${message} ${JSON.stringify(fields ?? {})}`);
  return { log: { info: tell, warn: tell, error: tell }, told };
}

const due: WorkHint = { tenant: 1, kind: "due", hand: 0 };

/** What every queue promises, whatever it is made of. */
export function describeQueue(name: string, openQueue: OpenQueue): void {
  describe(name, () => {
    test("does what was rung before there was a worker", async () => {
      const queue = await openQueue({});
      const done: WorkHint[] = [];
      queue.ring(due);
      queue.work(async (hint) => void done.push(hint));
      await queue.idle();
      expect(done).toEqual([due]);
    });

    test("a hint rung many times before its turn is done once", async () => {
      const queue = await openQueue({ concurrency: 1 });
      const [begun, door] = [gate(), gate()];
      let times = 0;
      queue.work(async (hint) => {
        if (hint.kind !== "review") times += 1;
        else {
          begun.open();
          await door.opened;
        }
      });
      queue.ring({ tenant: 1, kind: "review" });
      await begun.opened;
      for (let i = 0; i < 10; i++) queue.ring(due);
      door.open();
      await queue.idle();
      expect(times).toBe(1);
    });

    test("the same hint rung while it is being done is done again afterwards, never at the same time", async () => {
      const queue = await openQueue({ concurrency: 4 });
      let [atOnce, most, times] = [0, 0, 0];
      queue.work(async () => {
        times += 1;
        atOnce += 1;
        most = Math.max(most, atOnce);
        if (times === 1) for (let i = 0; i < 5; i++) queue.ring(due);
        await queue.depth();
        atOnce -= 1;
      });
      queue.ring(due);
      await queue.idle();
      expect({ times, most }).toEqual({ times: 2, most: 1 });
    });

    test("hands of the same tenant work at the same time", async () => {
      const queue = await openQueue({ concurrency: 2 });
      const both = gate();
      const hands = new Set<number | undefined>();
      queue.work(async ({ hand }) => {
        hands.add(hand);
        if (hands.size === 2) both.open();
        await both.opened;
      });
      queue.ring({ ...due, hand: 0 });
      queue.ring({ ...due, hand: 1 });
      await both.opened;
      await queue.idle();
      expect([...hands].sort()).toEqual([0, 1]);
    });

    test("counts what waits and what is under way", async () => {
      const queue = await openQueue({ concurrency: 1 });
      const [begun, door] = [gate(), gate()];
      queue.work(async () => {
        begun.open();
        await door.opened;
      });
      queue.ring(due);
      await begun.opened;
      queue.ring({ tenant: 2, kind: "due" });
      queue.ring({ tenant: 2, kind: "events" });
      queue.ring({ tenant: 2, kind: "events" });
      await vi.waitFor(async () =>
        expect(await queue.depth()).toEqual({ waiting: 2, underWay: 1 }),
      );
      door.open();
      await queue.idle();
      expect(await queue.depth()).toEqual({ waiting: 0, underWay: 0 });
    });

    test("a failure is told and the next hint is done", async () => {
      const { log, told } = listener();
      const queue = await openQueue({ log });
      let times = 0;
      queue.work(async () => {
        times += 1;
        if (times === 1) throw new Error("the database is gone");
      });
      queue.ring(due);
      await queue.idle();
      queue.ring(due);
      await queue.idle();
      expect(times).toBe(2);
      expect(told).toEqual([expect.stringContaining("the database is gone")]);
    });

    test("what is repeated is done again and again, a failure or not, and not after the queue is closed", async () => {
      const { log, told } = listener();
      const queue = await openQueue({ log });
      const thrice = gate();
      let times = 0;
      queue.repeat(5, async () => {
        times += 1;
        if (times === 3) thrice.open();
        if (times === 1) throw new Error("the database is gone");
      });
      await thrice.opened;
      await queue.close();
      const before = times;
      await new Promise((resolve) => setTimeout(resolve, 30));
      expect(times).toBe(before);
      expect(told).toEqual([expect.stringContaining("the database is gone")]);
    });

    test("one repeat does not wait for another, and none is begun while it is under way", async () => {
      const queue = await openQueue({});
      const [thrice, door] = [gate(), gate()];
      let [slow, quick] = [0, 0];
      queue.repeat(
        5,
        async () => {
          slow += 1;
          await door.opened;
        },
        "slow",
      );
      queue.repeat(
        5,
        async () => {
          quick += slow === 0 ? 0 : 1;
          if (quick === 3) thrice.open();
        },
        "quick",
      );
      await thrice.opened;
      expect(slow).toBe(1);
      door.open();
      await queue.close();
    });

    test("closing waits for the work under way and takes no more", async () => {
      const queue = await openQueue({});
      const [begun, door] = [gate(), gate()];
      const done: string[] = [];
      queue.work(async (hint) => {
        begun.open();
        await door.opened;
        done.push(hint.kind);
      });
      queue.ring(due);
      await begun.opened;
      const closed = queue.close();
      queue.ring({ tenant: 1, kind: "events" });
      door.open();
      await closed;
      expect(done).toEqual(["due"]);
    });
  });
}
