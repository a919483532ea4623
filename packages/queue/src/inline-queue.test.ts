import { type Log, silentLog } from "@perennial/contract";
import { describe, expect, test } from "vitest";
import { InlineQueue } from "./inline-queue.ts";
import type { WorkHint } from "./queue.ts";

const advance: WorkHint = { tenant: 1, kind: "advance" };

/** A promise and the function that keeps it. */
function gate(): { readonly opened: Promise<void>; open(): void } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}

describe("the inline queue", () => {
  test("does what was rung before there was a worker", async () => {
    const queue = new InlineQueue({ log: silentLog });
    const done: WorkHint[] = [];
    queue.ring(advance);
    queue.work(async (hint) => void done.push(hint));
    await queue.idle();
    expect(done).toEqual([advance]);
  });

  test("a hint rung many times before its turn is done once", async () => {
    const queue = new InlineQueue({ log: silentLog, concurrency: 1 });
    const door = gate();
    let times = 0;
    queue.work(async (hint) => {
      if (hint.kind === "ingest") await door.opened;
      else times += 1;
    });
    queue.ring({ tenant: 1, kind: "ingest" });
    for (let i = 0; i < 10; i++) queue.ring(advance);
    door.open();
    await queue.idle();
    expect(times).toBe(1);
  });

  test("the same hint rung while it is being done is done again afterwards, never at the same time", async () => {
    const queue = new InlineQueue({ log: silentLog, concurrency: 4 });
    let atOnce = 0;
    let most = 0;
    let times = 0;
    queue.work(async () => {
      times += 1;
      atOnce += 1;
      most = Math.max(most, atOnce);
      if (times === 1) queue.ring(advance);
      await Promise.resolve();
      atOnce -= 1;
    });
    queue.ring(advance);
    await queue.idle();
    expect({ times, most }).toEqual({ times: 2, most: 1 });
  });

  test("a failure is told and the next hint is done", async () => {
    const told: string[] = [];
    const log: Log = { ...silentLog, error: (message) => void told.push(message) };
    const queue = new InlineQueue({ log });
    let times = 0;
    queue.work(async () => {
      times += 1;
      if (times === 1) throw new Error("the database is gone");
    });
    queue.ring(advance);
    await queue.idle();
    queue.ring(advance);
    await queue.idle();
    expect(times).toBe(2);
    expect(told).toHaveLength(1);
  });

  test("closing waits for the work under way and takes no more", async () => {
    const queue = new InlineQueue({ log: silentLog });
    const door = gate();
    const done: string[] = [];
    queue.work(async (hint) => {
      await door.opened;
      done.push(hint.kind);
    });
    queue.ring(advance);
    const closed = queue.close();
    queue.ring({ tenant: 1, kind: "deliver" });
    door.open();
    await closed;
    expect(done).toEqual(["advance"]);
  });
});
