import { describe, expect, test } from "vitest";
import { gate } from "../testing/queue-contract.ts";
import { Turns } from "./turns.ts";

describe("turns", () => {
  test("of one name are taken one after the other, in order, of two names at the same time", async () => {
    const turns = new Turns();
    const door = gate();
    const done: string[] = [];
    const first = turns.take("a", async () => {
      await door.opened;
      done.push("first of a");
    });
    const second = turns.take("a", async () => void done.push("second of a"));
    await turns.take("b", async () => void done.push("b"));
    expect(turns.size).toBe(1);
    door.open();
    await Promise.all([first, second, turns.idle()]);
    expect(done).toEqual(["b", "first of a", "second of a"]);
    expect(turns.size).toBe(0);
  });

  test("one that fails fails its taker alone", async () => {
    const turns = new Turns();
    const fails = turns.take("a", () => Promise.reject(new Error("no")));
    const next = turns.take("a", async () => undefined);
    await expect(fails).rejects.toThrow("no");
    await expect(next).resolves.toBeUndefined();
  });
});
