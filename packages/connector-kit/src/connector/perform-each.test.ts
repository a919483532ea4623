import { type Command, ConnectorError, type Receipt } from "@perennial/contract";
import { describe, expect, test } from "vitest";
import { recordingLog, testContext } from "../testing/test-context.ts";
import { mapWithLimit } from "./map-with-limit.ts";
import { performEach } from "./perform-each.ts";

const sms = (id: string): Command => ({
  id,
  customerId: "c",
  kind: "send-sms",
  class: "service",
  to: "+46701234567",
  text: "hej",
});
const accepted = (commandId: string): Receipt => ({ commandId, outcome: "accepted" });
const error = (kind: ConnectorError["kind"]) =>
  new ConnectorError({ connector: "acme", kind, message: kind, retryAfter: 7 });

function performing(
  handler: (command: { id: string }) => Promise<Receipt>,
  context = testContext(),
) {
  const handlers = { "send-sms": handler };
  return performEach({ connector: "acme", context, handlers, concurrency: 1 });
}

describe("performing a batch", () => {
  test("one command's failure is its own receipt, and order is kept", async () => {
    const perform = performing(async ({ id }) => {
      if (id === "b") throw error("invalid");
      return accepted(id);
    });
    const receipts = await perform(["a", "b", "c"].map(sms));
    expect(receipts.map(({ commandId, outcome }) => `${commandId} ${outcome}`)).toEqual([
      "a accepted",
      "b refused",
      "c accepted",
    ]);
  });

  test.each(["unauthenticated", "rate-limited"] as const)(
    "after %s the rest is not tried",
    async (kind) => {
      const tried: string[] = [];
      const perform = performing(async ({ id }) => {
        tried.push(id);
        throw error(kind);
      });
      const receipts = await perform(["a", "b", "c"].map(sms));
      expect(tried).toEqual(["a"]);
      expect(receipts.map((receipt) => receipt.outcome)).toEqual(Array(3).fill("not-done"));
      expect(receipts[2]).toMatchObject({ kind, message: `not tried: ${kind}`, retryAfter: 7 });
    },
  );

  test("a kind without a handler is refused as unsupported", async () => {
    const perform = performEach({ connector: "acme", context: testContext(), handlers: {} });
    expect(await perform([sms("a")])).toMatchObject([{ outcome: "refused", kind: "unsupported" }]);
  });

  test("a fault of the connector leaves the outcome open and is logged without its words", async () => {
    const log = recordingLog();
    const perform = performing(async () => {
      throw new TypeError("hemligt");
    }, testContext({ log }));
    expect(await perform([sms("a")])).toMatchObject([{ outcome: "unknown", kind: "unavailable" }]);
    expect(log.lines).toHaveLength(1);
    expect(log.lines[0]).toContain("TypeError");
    expect(log.lines[0]).not.toContain("hemligt");
  });

  test("a session that is closing begins nothing", async () => {
    const context = testContext({ abort: AbortSignal.abort() });
    const perform = performing(async ({ id }) => accepted(id), context);
    expect(await perform([sms("a")])).toMatchObject([{ outcome: "not-done", kind: "unavailable" }]);
  });
});

describe("mapping with a limit", () => {
  test("never has more than the limit under way, and keeps the order", async () => {
    let now = 0;
    let most = 0;
    const items = Array.from({ length: 20 }, (_, index) => index);
    const results = await mapWithLimit(items, 3, async (item) => {
      now += 1;
      most = Math.max(most, now);
      for (let turn = 0; turn < (item * 7) % 5; turn += 1) await Promise.resolve();
      now -= 1;
      return item * 2;
    });
    expect(results).toEqual(items.map((item) => item * 2));
    expect(most).toBe(3);
  });

  test("begins nothing more after a failure", async () => {
    const begun: number[] = [];
    const work = async (item: number) => {
      begun.push(item);
      throw error("invalid");
    };
    await expect(mapWithLimit([1, 2, 3, 4], 2, work)).rejects.toThrow("invalid");
    expect(begun).toEqual([1, 2]);
  });
});
