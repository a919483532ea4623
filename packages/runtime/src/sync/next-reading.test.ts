import type { Manifest } from "@perennial/contract";
import { expect, test } from "vitest";
import { MONDAY } from "../testing/test-runtime.ts";
import { nextReading } from "./next-reading.ts";
import type { SyncResult } from "./sync-connection.ts";

const READABLE: Pick<Manifest, "capabilities" | "readEverySeconds"> = {
  capabilities: ["changes.read"],
  readEverySeconds: 300,
};
const failed = (retryAfter?: number): SyncResult => ({
  ...{ connection: "crm", signals: 0 },
  failure: { ...(retryAfter !== undefined && { retryAfter }) },
});
const minutes = (next: string) => (Date.parse(next) - Date.parse(MONDAY)) / 60_000;

test("a connection is read again after its manifest's while, and counts as sound", () => {
  const result = { connection: "crm", signals: 3 };
  const { next, failures } = nextReading({ manifest: READABLE, result, failures: 4 }, MONDAY);
  expect([minutes(next), failures]).toEqual([5, 0]);
});

test("after each failure it is left alone for longer, an hour at most", () => {
  const waits = [0, 1, 2, 3, 4, 40].map((failures) => {
    const read = nextReading({ manifest: READABLE, result: failed(), failures }, MONDAY);
    expect(read.failures).toBe(failures + 1);
    return minutes(read.next);
  });
  expect(waits).toEqual([0.5, 2, 10, 60, 60, 60]);
});

test("it is not read before the other side wants to hear from us, nor for longer than a day left alone", () => {
  const after = (retryAfter: number) => {
    const read = { manifest: READABLE, result: failed(retryAfter), failures: 0 };
    return minutes(nextReading(read, MONDAY).next);
  };
  expect([after(1), after(3_600_000), after(Number.MAX_SAFE_INTEGER)]).toEqual([0.5, 60, 1_440]);
});

test("one that was broken off goes on at once, and its failures stay counted", () => {
  const result = { connection: "crm", signals: 3, isBrokenOff: true } as const;
  expect(nextReading({ manifest: READABLE, result, failures: 2 }, MONDAY)).toEqual({
    ...{ next: MONDAY, failures: 2 },
  });
});

test("one that cannot be read is looked at once a day, one that cannot be opened here more often", () => {
  const manifest = { capabilities: [], readEverySeconds: 900 };
  const next = (of: typeof manifest | undefined) =>
    minutes(nextReading({ manifest: of, result: undefined, failures: 0 }, MONDAY).next);
  expect([next(manifest), next(undefined)]).toEqual([1_440, 15]);
});
