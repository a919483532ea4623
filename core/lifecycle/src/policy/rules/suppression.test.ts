import { describe, expect, it } from "vitest";
import { exampleSuppression, SERVICE } from "../example-parts.ts";
import { type ExampleChanges, exampleQuestion } from "../example-question.ts";
import { judge } from "../judge.ts";

/** What stops the example for good, and the nearest thing that does not. */
const SKIPS: readonly [string, string, ExampleChanges, ExampleChanges][] = [
  [
    "suppressed",
    "an objection to marketing",
    { person: { suppressions: [exampleSuppression({})] } },
    { message: SERVICE, person: { suppressions: [exampleSuppression({})] } },
  ],
  [
    "suppressed",
    "a number that bounced, however it is written",
    {
      person: {
        suppressions: [
          exampleSuppression({
            covers: "everything",
            cause: "bounced",
            contactPoint: "+46 70-123 45 67",
          }),
        ],
      },
      message: SERVICE,
    },
    {
      person: {
        suppressions: [
          exampleSuppression({
            covers: "everything",
            cause: "bounced",
            contactPoint: "+46709999999",
          }),
        ],
      },
      message: SERVICE,
    },
  ],
  [
    "suppressed",
    "a suppression until later",
    { person: { suppressions: [exampleSuppression({ until: "2026-03-02T11:00:00.001Z" })] } },
    { person: { suppressions: [exampleSuppression({ until: "2026-03-02T11:00:00.000Z" })] } },
  ],
];

describe("a suppressed person or address", () => {
  it.each(SKIPS)("is not sent, %s: %s", (reason, _, stops, passes) => {
    expect(judge(exampleQuestion(stops))).toMatchObject({ verdict: "skip", reason });
    expect(judge(exampleQuestion(passes))).toMatchObject({ verdict: "send" });
  });
});
