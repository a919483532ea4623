import { expect, test } from "vitest";
import { WriteQueue } from "./write-queue.ts";

test("outcomes are taken in the order given, whichever is written first", async () => {
  const taken: string[] = [];
  const queue = new WriteQueue<string>((outcome) => taken.push(outcome));
  const slow = Promise.withResolvers<string>();
  await queue.add(() => slow.promise, 2);
  await queue.add(() => Promise.resolve("second"), 2);
  expect(taken).toEqual([]);
  slow.resolve("first");
  await queue.finish();
  expect(taken).toEqual(["first", "second"]);
});

test("no more are written side by side than allowed", async () => {
  const begun: number[] = [];
  const queue = new WriteQueue<number>(() => undefined);
  const writes = [0, 1, 2].map(() => Promise.withResolvers<number>());
  const add = (index: number) =>
    queue.add(() => {
      begun.push(index);
      return writes[index]?.promise ?? Promise.resolve(index);
    }, 2);
  await add(0);
  await add(1);
  const third = add(2);
  expect(begun).toEqual([0, 1]);
  for (const { resolve } of writes) resolve(0);
  await third;
  await queue.finish();
  expect(begun).toEqual([0, 1, 2]);
});

test("the first failure in the order given is the one that is told, and what is under way can be waited for", async () => {
  const taken: string[] = [];
  const queue = new WriteQueue<string>((outcome) => taken.push(outcome));
  const first = Promise.withResolvers<string>();
  await queue.add(() => first.promise, 2);
  await queue.add(() => Promise.reject(new Error("second")), 2);
  first.reject(new Error("first"));
  await expect(queue.finish()).rejects.toThrow("first");
  await queue.settle();
  expect(taken).toEqual([]);
});
