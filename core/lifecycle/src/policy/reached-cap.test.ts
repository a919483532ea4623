import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDuration } from "../schedule/calendar.ts";
import type { FrequencyCap } from "./contact-policy.ts";
import { type ExampleChanges, exampleEntry, exampleQuestion } from "./example-question.ts";
import type { LedgerEntry } from "./ledger.ts";
import { reachedCap } from "./reached-cap.ts";
import { ruleContext } from "./rule-context.ts";

const ZONE = "Europe/Stockholm";
const reached = (
  cap: Partial<FrequencyCap>,
  entries: LedgerEntry[],
  changes: ExampleChanges = {},
) => {
  const caps: FrequencyCap[] = [
    { limit: 1, window: { rolling: "P7D" }, classes: ["marketing"], ...cap },
  ];
  return reachedCap(
    ruleContext(exampleQuestion({ ...changes, policy: { caps }, ledger: { entries } })),
  );
};
const sent = (...moments: string[]) => moments.map((at) => exampleEntry(at));

describe("a calendar cap", () => {
  it.each([
    ["day", "2026-03-01T23:00:00.000Z", "2026-03-01T22:59:59.999Z", "2026-03-02T23:00:00.000Z"],
    ["week", "2026-03-01T23:00:00.000Z", "2026-03-01T22:59:59.999Z", "2026-03-08T23:00:00.000Z"],
    ["month", "2026-02-28T23:00:00.000Z", "2026-02-28T22:59:59.999Z", "2026-03-31T22:00:00.000Z"],
    ["year", "2025-12-31T23:00:00.000Z", "2025-12-31T22:59:59.999Z", "2026-12-31T23:00:00.000Z"],
  ] as const)(
    "counts the recipient's %s and has room again in the next",
    (calendar, inside, outside, until) => {
      expect(reached({ window: { calendar } }, sent(inside))).toMatchObject({
        until,
        evidence: { count: 1, limit: 1, window: calendar },
      });
      expect(reached({ window: { calendar } }, sent(outside))).toBeUndefined();
    },
  );
});

describe("a rolling cap", () => {
  it("has room again when the one that filled it is old enough, by the local clock", () => {
    const entries = sent(
      "2026-03-27T09:00:00.000Z",
      "2026-03-26T09:00:00.000Z",
      "2026-03-25T09:00:00.000Z",
    );
    const now = "2026-03-28T09:00:00.000Z";
    expect(reached({ limit: 2 }, entries, { now })).toMatchObject({
      until: "2026-04-02T08:00:00.000Z",
      evidence: { count: 3 },
    });
    expect(reached({ limit: 4 }, entries, { now })).toBeUndefined();
  });

  it("agrees with counting: room at `until`, none a moment before", () => {
    const moments = fc.array(fc.integer({ min: 0, max: 30 * 1440 }), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(moments, fc.integer({ min: 1, max: 4 }), (minutes, limit) => {
        const entries = sent(
          ...minutes.map((minute) =>
            new Date(Date.parse("2026-03-15") + minute * 60_000).toISOString(),
          ),
        );
        const now = "2026-04-14T09:00:00.000Z";
        const inWindow = (at: string) =>
          entries.filter((entry) => addDuration(entry.at, "P7D", ZONE) > at).length;
        const found = reached({ limit }, entries, { now });
        expect(found === undefined).toBe(inWindow(now) < limit);
        if (found === undefined) return;
        const before = new Date(Date.parse(found.until) - 1).toISOString();
        expect(inWindow(before)).toBeGreaterThanOrEqual(limit);
        expect(inWindow(found.until)).toBeLessThan(limit);
      }),
      { seed: 51, numRuns: 500 },
    );
  });
});

describe("what a cap counts", () => {
  const at = "2026-03-01T09:00:00.000Z";

  it.each([
    ["another customer's", { customerId: "c-2" }],
    ["a service message", { class: "service" }],
    ["a statutory message", { class: "statutory" }],
    ["the message itself", { messageId: "m-1" }],
  ] satisfies [string, Partial<LedgerEntry>][])("is not %s", (_, changes) => {
    expect(reached({}, [exampleEntry(at, changes)])).toBeUndefined();
  });

  it("is what was taken, and what may have arrived", () => {
    for (const outcome of ["accepted", "unknown"] as const) {
      expect(reached({}, [exampleEntry(at, { outcome })])).toBeDefined();
    }
  });

  it("is of its channels and its topic only, and restrains only those", () => {
    const club = { topic: "club" };
    expect(reached({ channels: ["email"] }, sent(at))).toBeUndefined();
    expect(reached({ channels: ["sms"] }, sent(at))).toBeDefined();
    expect(reached(club, [exampleEntry(at, club)], { message: club })).toMatchObject({
      evidence: club,
    });
    expect(reached(club, sent(at), { message: club })).toBeUndefined();
    expect(reached(club, [exampleEntry(at, club)])).toBeUndefined();
  });

  it("may be service messages, where a cap says so", () => {
    const message = { class: "service", purpose: "service" } as const;
    const entries = [exampleEntry(at, { class: "service" })];
    expect(reached({ classes: ["service"] }, entries, { message })).toMatchObject({
      evidence: { purpose: "service" },
    });
    expect(reached({}, entries, { message })).toBeUndefined();
  });
});
