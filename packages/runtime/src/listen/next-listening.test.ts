import { ConnectorError, type ConnectorErrorKind } from "@perennial/contract";
import { describe, expect, test } from "vitest";
import { later } from "../deliver/later.ts";
import { nextListening } from "./next-listening.ts";

const MONDAY = "2026-03-02T09:00:00.000Z";
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const listened = { failures: 0, isEnded: false, isWanted: true, hasBegun: true };
const failed = (kind: ConnectorErrorKind, retryAfter?: number) =>
  new ConnectorError({
    ...{ connector: "acme", kind, message: "no" },
    ...(retryAfter !== undefined && { retryAfter }),
  });

describe("a connection is listened to again", () => {
  test("at once where it was ended, or its session closed", () => {
    const ended = nextListening({ ...listened, failures: 2, isEnded: true }, MONDAY);
    expect(ended).toEqual({ next: null, failures: 2, problem: null });
    expect(nextListening(listened, MONDAY).next).toBeNull();
  });

  test("soon where it ended without a word before it was heard", () => {
    const { next } = nextListening({ ...listened, hasBegun: false }, MONDAY);
    expect(next).toBe(later(MONDAY, 5_000));
  });

  test("on the next day where it does not want to be", () => {
    const { next, problem } = nextListening({ ...listened, isWanted: false }, MONDAY);
    expect([next, problem]).toEqual([later(MONDAY, DAY), null]);
  });

  test.each([
    ["forbidden", 0, undefined, DAY],
    ["invalid", 0, undefined, DAY],
    ["rate-limited", 0, 15 * HOUR, 15 * HOUR],
    ["rate-limited", 0, 90 * DAY, DAY],
    ["unavailable", 0, undefined, 30_000],
    ["unavailable", 2, undefined, 10 * MINUTE],
    ["unavailable", 9, undefined, HOUR],
    ["unauthenticated", 0, undefined, 30_000],
  ] as const)("after %s, failed %i times before, with retryAfter %o, in %i ms", (...of) => {
    const [kind, failures, retryAfter, wait] = of;
    const error = failed(kind, retryAfter);
    const end = nextListening({ ...listened, failures, error }, MONDAY);
    const problem = { kind, words: "no" };
    expect(end).toEqual({ next: later(MONDAY, wait), failures: failures + 1, problem });
  });

  test("like after a failure of the network where the fault is none of the connector's", () => {
    const error = new TypeError("x".repeat(2_000));
    const { problem, next } = nextListening({ ...listened, error }, MONDAY);
    expect(problem).toEqual({ kind: "unavailable", words: "x".repeat(500) });
    expect(next).toBe(later(MONDAY, 30_000));
  });
});
