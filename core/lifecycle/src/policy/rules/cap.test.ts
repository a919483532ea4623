import { describe, expect, it } from "vitest";
import { TWO_THIS_WEEK } from "../example-parts.ts";
import { type ExampleChanges, exampleEntry, exampleQuestion } from "../example-question.ts";
import { judge } from "../judge.ts";

/** What stops the example for good, and the nearest thing that does not. */
const SKIPS: readonly [string, string, ExampleChanges, ExampleChanges][] = [
  [
    "capped",
    "a third this week where the message may not wait",
    { message: { onCap: "drop" }, ledger: { entries: TWO_THIS_WEEK } },
    { message: { onCap: "drop" }, ledger: { entries: TWO_THIS_WEEK.slice(1) } },
  ],
  [
    "superseded-by-priority",
    "a more valuable message takes the last place",
    {
      message: { onCap: "drop" },
      ledger: {
        entries: TWO_THIS_WEEK.slice(1),
        waiting: [
          {
            id: "m-2",
            class: "marketing",
            channel: "email",
            priority: 51,
            createdAt: "2026-03-02T11:00:00.000Z",
            program: "win-back",
          },
        ],
      },
    },
    {
      message: { onCap: "drop" },
      ledger: {
        entries: TWO_THIS_WEEK.slice(1),
        waiting: [
          {
            id: "m-2",
            class: "marketing",
            channel: "email",
            priority: 49,
            createdAt: "2026-03-02T11:00:00.000Z",
            program: "win-back",
          },
        ],
      },
    },
  ],
  [
    "budget-spent",
    "one who buys often has had the year's contacts",
    { person: { purchasesLastYear: 20 }, ledger: { entries: [], marketingLastYear: 28 } },
    { person: { purchasesLastYear: 19 }, ledger: { entries: [], marketingLastYear: 28 } },
  ],
];

/** What holds the example and until when, and the nearest thing that does not. */
const HOLDS: readonly [string, string, string, ExampleChanges, ExampleChanges][] = [
  [
    "capped",
    "two in seven days",
    "2026-03-05T09:00:00.000Z",
    { ledger: { entries: TWO_THIS_WEEK } },
    { ledger: { entries: [...TWO_THIS_WEEK.slice(1), exampleEntry("2026-02-23T11:00:00.000Z")] } },
  ],
  [
    "superseded-by-priority",
    "an older message of the same worth",
    "2026-03-02T12:00:00.000Z",
    {
      ledger: {
        entries: TWO_THIS_WEEK.slice(1),
        waiting: [
          {
            id: "m-0",
            class: "marketing",
            channel: "sms",
            priority: 50,
            createdAt: "2026-03-02T10:00:00.000Z",
            program: "club",
          },
        ],
      },
    },
    {
      ledger: {
        entries: [],
        waiting: [
          {
            id: "m-0",
            class: "marketing",
            channel: "sms",
            priority: 50,
            createdAt: "2026-03-02T10:00:00.000Z",
            program: "club",
          },
        ],
      },
    },
  ],
];

describe("limits on how often", () => {
  it.each(SKIPS)("is not sent, %s: %s", (reason, _, stops, passes) => {
    expect(judge(exampleQuestion(stops))).toMatchObject({ verdict: "skip", reason });
    expect(judge(exampleQuestion(passes))).toMatchObject({ verdict: "send" });
  });

  it.each(HOLDS)("waits, %s: %s", (reason, _, until, holds, passes) => {
    expect(judge(exampleQuestion(holds))).toMatchObject({ verdict: "hold", reason, until });
    expect(judge(exampleQuestion(passes))).toMatchObject({ verdict: "send" });
  });
});
