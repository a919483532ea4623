import { describe, expect, it } from "vitest";
import { SERVICE } from "../example-parts.ts";
import { type ExampleChanges, exampleQuestion } from "../example-question.ts";
import { judge } from "../judge.ts";
import { reasonSentence } from "../reason-sentence.ts";

/** What stops the example for good, and the nearest thing that does not. */
const SKIPS: readonly [string, string, ExampleChanges, ExampleChanges][] = [
  [
    "holdout",
    "a member of the control group",
    { message: { holdout: true } },
    { message: { holdout: true, ...SERVICE } },
  ],
  [
    "holdout",
    "a member of the group that gets no marketing of any program",
    { message: { globalHoldout: true } },
    { message: { globalHoldout: true, ...SERVICE } },
  ],
];

describe("the control group", () => {
  it.each(SKIPS)("is not sent, %s: %s", (reason, _, stops, passes) => {
    expect(judge(exampleQuestion(stops))).toMatchObject({ verdict: "skip", reason });
    expect(judge(exampleQuestion(passes))).toMatchObject({ verdict: "send" });
  });

  it("of all programs is told as such, whether or not the program's own holds out as well", () => {
    const message = { holdout: true, globalHoldout: true };
    const verdict = judge(exampleQuestion({ message }));
    expect(verdict).toMatchObject({ reason: "holdout", evidence: { cause: "global" } });
    expect(reasonSentence("holdout", { cause: "global" }).sv).toContain(
      "den gemensamma kontrollgruppen, som inte får reklam från något program",
    );
    expect(reasonSentence("holdout", { cause: "global" }).en).toContain("the global control group");
  });
});
