import { describe, expect, it } from "vitest";
import { SERVICE } from "../example-parts.ts";
import { type ExampleChanges, exampleQuestion } from "../example-question.ts";
import { judge } from "../judge.ts";

/** What stops the example for good, and the nearest thing that does not. */
const SKIPS: readonly [string, string, ExampleChanges, ExampleChanges][] = [
  [
    "holdout",
    "a member of the control group",
    { message: { holdout: true } },
    { message: { holdout: true, ...SERVICE } },
  ],
];

describe("the control group", () => {
  it.each(SKIPS)("is not sent, %s: %s", (reason, _, stops, passes) => {
    expect(judge(exampleQuestion(stops))).toMatchObject({ verdict: "skip", reason });
    expect(judge(exampleQuestion(passes))).toMatchObject({ verdict: "send" });
  });
});
