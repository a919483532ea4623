import { describe, expect, it } from "vitest";
import { SERVICE } from "../example-parts.ts";
import { type ExampleChanges, exampleQuestion } from "../example-question.ts";
import { judge } from "../judge.ts";

/** What stops the example for good, and the nearest thing that does not. */
const SKIPS: readonly [string, string, ExampleChanges, ExampleChanges][] = [
  [
    "paused",
    "a paused customer where the tenant drops",
    { customer: { pausedUntil: "2026-03-09T00:00:00.000Z" }, policy: { onPause: "drop" } },
    { customer: { pausedUntil: "2026-03-02T11:00:00.000Z" }, policy: { onPause: "drop" } },
  ],
];

/** What holds the example and until when, and the nearest thing that does not. */
const HOLDS: readonly [string, string, string, ExampleChanges, ExampleChanges][] = [
  [
    "paused",
    "until the customer's pause ends",
    "2026-03-03T09:00:00.000Z",
    { customer: { pausedUntil: "2026-03-03T09:00:00.000Z" } },
    { customer: { pausedUntil: "2026-03-03T09:00:00.000Z" }, message: SERVICE },
  ],
];

describe("a customer's own pause", () => {
  it.each(SKIPS)("is not sent, %s: %s", (reason, _, stops, passes) => {
    expect(judge(exampleQuestion(stops))).toMatchObject({ verdict: "skip", reason });
    expect(judge(exampleQuestion(passes))).toMatchObject({ verdict: "send" });
  });

  it.each(HOLDS)("waits, %s: %s", (reason, _, until, holds, passes) => {
    expect(judge(exampleQuestion(holds))).toMatchObject({ verdict: "hold", reason, until });
    expect(judge(exampleQuestion(passes))).toMatchObject({ verdict: "send" });
  });
});
