import { describe, expect, it } from "vitest";
import { CALL, EMAIL, SERVICE, SUNDAY_NIGHT } from "../example-parts.ts";
import { type ExampleChanges, exampleQuestion } from "../example-question.ts";
import { judge } from "../judge.ts";

/** What stops the example for good, and the nearest thing that does not. */
const SKIPS: readonly [string, string, ExampleChanges, ExampleChanges][] = [
  [
    "quiet-hours-drop",
    "a red day where the message may not wait",
    { now: "2026-04-03T10:00:00.000Z", message: { onQuietHours: "drop" } },
    { now: "2026-04-02T10:00:00.000Z", message: { onQuietHours: "drop" } },
  ],
];

/** What holds the example and until when, and the nearest thing that does not. */
const HOLDS: readonly [string, string, string, ExampleChanges, ExampleChanges][] = [
  [
    "quiet-hours-wait",
    "Sunday night to Monday morning",
    "2026-03-02T07:00:00.000Z",
    { now: SUNDAY_NIGHT },
    {},
  ],
  [
    "quiet-hours-wait",
    "a call on a Saturday to Monday",
    "2026-03-09T08:00:00.000Z",
    { now: "2026-03-07T10:00:00.000Z", message: CALL },
    { now: "2026-03-07T10:00:00.000Z" },
  ],
  [
    "quiet-hours-wait",
    "a service SMS at night",
    "2026-03-02T07:00:00.000Z",
    { now: SUNDAY_NIGHT, message: SERVICE },
    { now: SUNDAY_NIGHT, message: { ...SERVICE, ...EMAIL } },
  ],
  [
    "quiet-hours-wait",
    "the recipient's own morning",
    "2026-03-02T13:00:00.000Z",
    { customer: { timeZone: "America/New_York" } },
    { customer: { timeZone: "no such zone" } },
  ],
  [
    "quiet-hours-wait",
    "a statutory SMS with time left",
    "2026-03-02T07:00:00.000Z",
    {
      now: SUNDAY_NIGHT,
      message: { class: "statutory", legalDeadline: "2026-03-02T07:00:00.000Z" },
    },
    {
      now: SUNDAY_NIGHT,
      message: { class: "statutory", legalDeadline: "2026-03-02T06:59:59.999Z" },
    },
  ],
];

describe("quiet hours", () => {
  it.each(SKIPS)("is not sent, %s: %s", (reason, _, stops, passes) => {
    expect(judge(exampleQuestion(stops))).toMatchObject({ verdict: "skip", reason });
    expect(judge(exampleQuestion(passes))).toMatchObject({ verdict: "send" });
  });

  it.each(HOLDS)("waits, %s: %s", (reason, _, until, holds, passes) => {
    expect(judge(exampleQuestion(holds))).toMatchObject({ verdict: "hold", reason, until });
    expect(judge(exampleQuestion(passes))).toMatchObject({ verdict: "send" });
  });
});
