import {
  type Command,
  ConnectorError,
  type Receipt,
  type Session,
  silentLog,
} from "@perennial/contract";
import { describe, expect, test } from "vitest";
import { inTime } from "./in-time.ts";
import { performBatch } from "./perform-batch.ts";
import { Recorder } from "./recorder.ts";

const command = (id: string): Command => ({
  ...{ kind: "send-sms", id, customerId: "c", class: "service", to: "+46701234567", text: "Hej" },
});
const accepted = (commandId: string): Receipt => ({ commandId, outcome: "accepted" });

function performing(perform: Session["perform"]) {
  const session: Session = { check: async () => {}, close: async () => {}, perform };
  return { connector: "acme", session: async () => session, log: silentLog };
}

describe("a batch", () => {
  test("gets its receipts in the order of its commands; strange, double and missing ones are left out", async () => {
    const receipts = await performBatch(
      ["a", "b", "c"].map(command),
      performing(async () => [
        accepted("c"),
        accepted("stranger"),
        accepted("a"),
        { commandId: "a", outcome: "refused", kind: "invalid", message: "twice" },
        JSON.parse('{ "commandId": "b", "outcome": "perhaps" }'),
      ]),
    );
    expect(receipts).toEqual([accepted("a"), undefined, accepted("c")]);
  });

  test("that one command spoils is halved until it is found", async () => {
    const sizes: number[] = [];
    const receipts = await performBatch(
      ["a", "b", "c", "d"].map(command),
      performing(async (commands) => {
        sizes.push(commands.length);
        if (commands.every(({ id }) => id !== "c")) return commands.map(({ id }) => accepted(id));
        throw new ConnectorError({ connector: "acme", kind: "invalid", message: "bad" });
      }),
    );
    expect(receipts.map((each) => each?.outcome)).toEqual([
      "accepted",
      "accepted",
      "refused",
      "accepted",
    ]);
    expect(sizes).toEqual([4, 2, 2, 1, 1]);
  });

  test("that may have been taken is never halved", async () => {
    let calls = 0;
    const receipts = await performBatch(
      ["a", "b"].map(command),
      performing(async () => {
        calls++;
        throw new ConnectorError({
          connector: "acme",
          kind: "invalid",
          message: "bad",
          maybeDone: true,
        });
      }),
    );
    expect(calls).toBe(1);
    expect(receipts.map((each) => each?.outcome)).toEqual(["unknown", "unknown"]);
  });

  test("of a connector that cannot be opened was not done", async () => {
    const session = async () => {
      throw new ConnectorError({
        connector: "acme",
        kind: "rate-limited",
        message: "later",
        retryAfter: 5,
      });
    };
    const receipts = await performBatch([command("a")], {
      connector: "acme",
      session,
      log: silentLog,
    });
    expect(receipts).toMatchObject([{ outcome: "not-done", kind: "rate-limited", retryAfter: 5 }]);
  });

  test("of a faulty connector is unknown, and its words are kept out of the answer", async () => {
    const receipts = await performBatch(
      [command("a")],
      performing(async () => {
        throw new TypeError("hemligt");
      }),
    );
    expect(receipts).toMatchObject([
      { outcome: "unknown", message: "acme failed unexpectedly (TypeError)." },
    ]);
  });
});

describe("a connector that never answers", () => {
  test("is given up, and what it was given may have been done", async () => {
    await expect(inTime(new Promise(() => {}), "acme", 5)).rejects.toMatchObject({
      kind: "unavailable",
      maybeDone: true,
    });
  });

  test("whose answer comes in time is believed", async () => {
    expect(await inTime(Promise.resolve("yes"), "acme", 1_000)).toBe("yes");
  });
});

describe("results", () => {
  test("that come while others are written are written together, and none is lost to a failure", async () => {
    const written: number[][] = [];
    const recorder = new Recorder<number>(async (results) => {
      await Promise.resolve();
      if (results.includes(2)) throw new RangeError("disk");
      written.push([...results]);
    });
    for (const n of [1, 2, 3]) recorder.add(n);
    await expect(recorder.finish()).rejects.toThrow("disk");
    recorder.add(4);
    await expect(recorder.finish()).rejects.toThrow("disk");
    expect(written).toEqual([[1], [4]]);
  });
});
