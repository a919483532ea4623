import { recordingLog } from "@perennial/connector-kit/testing";
import { ConnectorError, type ConnectorErrorKind } from "@perennial/contract";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { BatchAnswer, BatchError } from "../hubspot-client.ts";
import { type BatchRow, batchEach } from "./batch-each.ts";

const context = { log: recordingLog() };

function rows(count: number): BatchRow[] {
  return Array.from({ length: count }, (_, n) => {
    return { objectWriteTraceId: `t${n}`, id: String(n), properties: {} };
  });
}

function failure(kind: ConnectorErrorKind, maybeDone = false): ConnectorError {
  return new ConnectorError({ connector: "hubspot", kind, message: `it is ${kind}`, maybeDone });
}

/** A HubSpot that answers each batch as it is told, and remembers how many rows each had. */
function hubspot(answer: (part: readonly BatchRow[]) => BatchAnswer) {
  const sizes: number[] = [];
  const batch = async (_path: readonly string[], inputs: readonly unknown[]) => {
    const traces = new Set(inputs.map((one) => JSON.stringify(one)));
    const part = rows(1000).filter((one) => traces.has(JSON.stringify(one)));
    sizes.push(part.length);
    return answer(part);
  };
  return { sizes, sending: { client: { batch }, context } };
}

function all(part: readonly BatchRow[]): BatchAnswer {
  return { results: part.map(({ id }) => ({ id })), errors: [] };
}

function error(more: Partial<BatchError>): BatchError {
  return {
    message: "no",
    category: "VALIDATION_ERROR",
    ids: [],
    traceIds: [],
    properties: [],
    ...more,
  };
}

describe("rows of a batch", () => {
  it("go in hundreds", async () => {
    const { sizes, sending } = hubspot(all);
    const outcomes = await batchEach(sending, { path: ["x"], rows: rows(250) });
    expect(sizes).toEqual([100, 100, 50]);
    expect([...outcomes.values()].every(({ done }) => done)).toBe(true);
  });

  it("are told apart by trace id, and by record id where HubSpot names no trace", async () => {
    const errors = [
      error({ traceIds: ["t1"], properties: ["tier"], message: "not gold" }),
      error({ ids: ["2"], category: "OBJECT_NOT_FOUND" }),
    ];
    const { sending } = hubspot((part) => ({
      results: all(part).results.filter((_, n) => n !== 1 && n !== 2),
      errors,
    }));
    const outcomes = await batchEach(sending, { path: ["x"], rows: rows(4) });
    expect([...outcomes.values()]).toMatchObject([
      { done: true },
      { done: false, error: { kind: "invalid", message: "HubSpot refused tier: not gold" } },
      { done: false, error: { kind: "not-found" } },
      { done: true },
    ]);
  });

  it("of which nothing is said have an unknown outcome, or that of the error that names none", async () => {
    const silent = hubspot(() => ({
      results: [{ id: "0" }],
      errors: [error({ traceIds: ["t1"] })],
    }));
    const outcomes = await batchEach(silent.sending, { path: ["x"], rows: rows(3) });
    expect(outcomes.get("t2")).toMatchObject({ done: false, error: { maybeDone: true } });
    const stray = hubspot(() => ({ results: [{ id: "0" }], errors: [error({})] }));
    const others = await batchEach(stray.sending, { path: ["x"], rows: rows(2) });
    expect(others.get("t0")).toMatchObject({ done: true });
    expect(others.get("t1")).toMatchObject({ done: false, error: { kind: "invalid" } });
  });
});

describe("a batch that is refused as a whole", () => {
  it("is sent in halves until only those at fault are refused, whichever they are", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 130 }),
        fc.uniqueArray(fc.nat(129), { maxLength: 5 }),
        async (count, bad) => {
          const isBad = ({ id }: BatchRow) => bad.includes(Number(id));
          const { sending } = hubspot((part) => {
            if (part.some(isBad)) throw failure("invalid");
            return all(part);
          });
          const outcomes = await batchEach(sending, { path: ["x"], rows: rows(count) });
          for (const row of rows(count)) {
            expect(outcomes.get(row.objectWriteTraceId)?.done).toBe(!isBad(row));
          }
        },
      ),
      { seed: 6, numRuns: 40 },
    );
  });

  it("is not sent again where it may have been taken, or for a reason that halves would not mend", async () => {
    for (const reason of [
      failure("unavailable", true),
      failure("unavailable"),
      failure("forbidden"),
    ]) {
      const { sizes, sending } = hubspot(() => {
        throw reason;
      });
      const outcomes = await batchEach(sending, { path: ["x"], rows: rows(10) });
      expect(sizes).toEqual([10]);
      expect(outcomes.get("t9")).toEqual({ done: false, error: reason });
    }
  });

  it.each(["rate-limited", "unauthenticated"] as const)(
    "for the reason %s ends the rest, which is not tried",
    async (kind) => {
      const { sizes, sending } = hubspot(() => {
        throw failure(kind);
      });
      const outcomes = await batchEach(sending, { path: ["x"], rows: rows(250) });
      expect(sizes).toEqual([100]);
      expect(outcomes.get("t249")).toMatchObject({
        error: { kind, message: `not tried: it is ${kind}` },
      });
    },
  );
});
