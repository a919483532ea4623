import { describe, expect, it } from "vitest";
import { STATUTORY_EMAIL } from "../example-parts.ts";
import { type ExampleChanges, exampleQuestion } from "../example-question.ts";
import { judge } from "../judge.ts";

/** What stops the example for good, and the nearest thing that does not. */
const SKIPS: readonly [string, string, ExampleChanges, ExampleChanges][] = [
  ["not-approved", "a text nobody approved", { message: { approved: false } }, {}],
  [
    "not-approved",
    "a draft program",
    { message: { programStatus: "draft" } },
    { message: { programStatus: "finishing" } },
  ],
  [
    "program-ended",
    "an archived program",
    { message: { programStatus: "archived" } },
    { message: { ...STATUTORY_EMAIL, programStatus: "archived" } },
  ],
  [
    "program-paused",
    "a paused program that drops",
    { message: { programStatus: "paused" }, policy: { onProgramPaused: "drop" } },
    { policy: { onProgramPaused: "drop" } },
  ],
];

/** What holds the example and until when, and the nearest thing that does not. */
const HOLDS: readonly [string, string, string, ExampleChanges, ExampleChanges][] = [
  [
    "program-paused",
    "a paused program",
    "2026-03-02T12:00:00.000Z",
    { message: { programStatus: "paused" } },
    { message: { programStatus: "finishing" } },
  ],
  [
    "program-paused",
    "an approved program that has not been started",
    "2026-03-02T12:00:00.000Z",
    { message: { programStatus: "approved" } },
    {},
  ],
  [
    "program-paused",
    "a statutory message even where the tenant drops",
    "2026-03-02T12:00:00.000Z",
    {
      message: { ...STATUTORY_EMAIL, programStatus: "paused" },
      policy: { onProgramPaused: "drop" },
    },
    { message: STATUTORY_EMAIL },
  ],
  [
    "not-approved",
    "a statutory text nobody approved",
    "2026-03-02T12:00:00.000Z",
    { message: { ...STATUTORY_EMAIL, approved: false } },
    { message: STATUTORY_EMAIL },
  ],
];

describe("a program that does not run", () => {
  it.each(SKIPS)("is not sent, %s: %s", (reason, _, stops, passes) => {
    expect(judge(exampleQuestion(stops))).toMatchObject({ verdict: "skip", reason });
    expect(judge(exampleQuestion(passes))).toMatchObject({ verdict: "send" });
  });

  it.each(HOLDS)("waits, %s: %s", (reason, _, until, holds, passes) => {
    expect(judge(exampleQuestion(holds))).toMatchObject({ verdict: "hold", reason, until });
    expect(judge(exampleQuestion(passes))).toMatchObject({ verdict: "send" });
  });
});
