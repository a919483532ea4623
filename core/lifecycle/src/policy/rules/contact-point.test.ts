import { describe, expect, it } from "vitest";
import { EMAIL, SERVICE } from "../example-parts.ts";
import { type ExampleChanges, exampleQuestion } from "../example-question.ts";
import { judge } from "../judge.ts";

/** What stops the example for good, and the nearest thing that does not. */
const SKIPS: readonly [string, string, ExampleChanges, ExampleChanges][] = [
  ["missing-address", "no number", { message: { contactPoint: undefined } }, {}],
  [
    "missing-address",
    "a number without its country",
    { message: { contactPoint: "070-123 45 67" } },
    { message: { contactPoint: "+46 70-123 45 67" } },
  ],
  [
    "missing-address",
    "half an e-mail address",
    { message: { ...EMAIL, ...SERVICE, contactPoint: "anna@" } },
    { message: { ...EMAIL, ...SERVICE } },
  ],
];

describe("a message without a usable address", () => {
  it.each(SKIPS)("is not sent, %s: %s", (reason, _, stops, passes) => {
    expect(judge(exampleQuestion(stops))).toMatchObject({ verdict: "skip", reason });
    expect(judge(exampleQuestion(passes))).toMatchObject({ verdict: "send" });
  });
});
