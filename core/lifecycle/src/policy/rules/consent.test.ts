import { describe, expect, it } from "vitest";
import { exampleConsent, SERVICE } from "../example-parts.ts";
import { type ExampleChanges, exampleQuestion } from "../example-question.ts";
import { judge } from "../judge.ts";

/** What stops the example for good, and the nearest thing that does not. */
const SKIPS: readonly [string, string, ExampleChanges, ExampleChanges][] = [
  ["no-consent", "none was ever given", { person: { consents: [], relationship: undefined } }, {}],
  [
    "no-consent",
    "a STOP after the consent",
    {
      person: {
        consents: [
          exampleConsent({}),
          exampleConsent({ state: "withdrawn", at: "2026-02-01T00:00:00.000Z" }),
        ],
      },
    },
    {
      person: {
        consents: [
          exampleConsent({}),
          exampleConsent({ state: "withdrawn", at: "2024-02-01T00:00:00.000Z" }),
        ],
      },
    },
  ],
  [
    "no-consent",
    "a STOP beats being a customer",
    {
      person: {
        consents: [exampleConsent({ state: "withdrawn" })],
        relationship: { since: "2023-04-01", addressFromSale: true },
      },
    },
    { person: { consents: [], relationship: { since: "2023-04-01", addressFromSale: true } } },
  ],
  [
    "no-consent",
    "service messages that were declined",
    {
      message: SERVICE,
      person: { consents: [exampleConsent({ purpose: "service", state: "withdrawn" })] },
    },
    { message: SERVICE, person: { consents: [exampleConsent({ state: "withdrawn" })] } },
  ],
];

describe("a message without a lawful ground", () => {
  it.each(SKIPS)("is not sent, %s: %s", (reason, _, stops, passes) => {
    expect(judge(exampleQuestion(stops))).toMatchObject({ verdict: "skip", reason });
    expect(judge(exampleQuestion(passes))).toMatchObject({ verdict: "send" });
  });
});
