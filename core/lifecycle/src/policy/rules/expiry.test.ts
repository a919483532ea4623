import { describe, expect, it } from "vitest";
import { SUNDAY_NIGHT } from "../example-parts.ts";
import { type ExampleChanges, exampleQuestion } from "../example-question.ts";
import { judge } from "../judge.ts";

/** What stops the example for good, and the nearest thing that does not. */
const SKIPS: readonly [string, string, ExampleChanges, ExampleChanges][] = [
  [
    "expired",
    "its own moment has come",
    { message: { expiresAt: "2026-03-02T11:00:00.000Z" } },
    { message: { expiresAt: "2026-03-02T11:00:00.001Z" } },
  ],
  [
    "expired",
    "a week after it was made",
    { message: { createdAt: "2026-02-23T11:00:00.000Z" } },
    { message: { createdAt: "2026-02-23T11:00:00.001Z" } },
  ],
  [
    "expired",
    "it would have to wait longer than it is of use",
    { now: SUNDAY_NIGHT, message: { expiresAt: "2026-03-02T07:00:00.000Z" } },
    { message: { expiresAt: "2026-03-02T12:00:00.000Z" } },
  ],
];

describe("a message past its use", () => {
  it.each(SKIPS)("is not sent, %s: %s", (reason, _, stops, passes) => {
    expect(judge(exampleQuestion(stops))).toMatchObject({ verdict: "skip", reason });
    expect(judge(exampleQuestion(passes))).toMatchObject({ verdict: "send" });
  });
});
