import { type Log, silentLog } from "@perennial/contract";
import { describe, expect, test } from "vitest";
import { InlineQueue } from "./inline-queue.ts";
import type { WorkHint } from "./queue.ts";

const due: WorkHint = { tenant: 1, kind: "due" };

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
    queue.ring(due);
    queue.work(async (hint) => void done.push(hint));
    await queue.idle();
    expect(done).toEqual([due]);
  });

  test("a hint rung many times before its turn is done once", async () => {
    const queue = new InlineQueue({ log: silentLog, concurrency: 1 });
    const door = gate();
    let times = 0;
    queue.work(async (hint) => {
      if (hint.kind === "review") await door.opened;
      else times += 1;
    });
    queue.ring({ tenant: 1, kind: "review" });
    for (let i = 0; i < 10; i++) queue.ring(due);
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
      if (times === 1) queue.ring(due);
      await Promise.resolve();
      atOnce -= 1;
    });
    queue.ring(due);
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
    queue.ring(due);
    await queue.idle();
    queue.ring(due);
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
    queue.ring(due);
    const closed = queue.close();
    queue.ring({ tenant: 1, kind: "events" });
    door.open();
    await closed;
    expect(done).toEqual(["due"]);
  });
});
