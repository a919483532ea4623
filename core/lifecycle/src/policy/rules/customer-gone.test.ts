import { describe, expect, it } from "vitest";
import { STATUTORY_EMAIL } from "../example-parts.ts";
import { type ExampleChanges, exampleQuestion } from "../example-question.ts";
import { judge } from "../judge.ts";

/** What stops the example for good, and the nearest thing that does not. */
const SKIPS: readonly [string, string, ExampleChanges, ExampleChanges][] = [
  [
    "customer-gone",
    "a person who was erased",
    {
      message: STATUTORY_EMAIL,
      person: { gone: { at: "2026-02-01T00:00:00.000Z", cause: "erased" } },
    },
    { message: STATUTORY_EMAIL },
  ],
];

describe("a customer who is gone", () => {
  it.each(SKIPS)("is not sent, %s: %s", (reason, _, stops, passes) => {
    expect(judge(exampleQuestion(stops))).toMatchObject({ verdict: "skip", reason });
    expect(judge(exampleQuestion(passes))).toMatchObject({ verdict: "send" });
  });
});
