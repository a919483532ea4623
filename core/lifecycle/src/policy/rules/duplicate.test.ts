import { describe, expect, it } from "vitest";
import { SERVICE, STATUTORY_EMAIL } from "../example-parts.ts";
import { type ExampleChanges, exampleEntry, exampleQuestion } from "../example-question.ts";
import { judge } from "../judge.ts";

/** What stops the example for good, and the nearest thing that does not. */
const SKIPS: readonly [string, string, ExampleChanges, ExampleChanges][] = [
  [
    "duplicate",
    "the same occurrence under another id",
    {
      ledger: {
        entries: [
          exampleEntry("2026-01-01T09:00:00.000Z", {
            program: "renewal",
            step: "sms-reminder",
            occurrence: "e-1:1",
          }),
        ],
      },
    },
    {
      ledger: {
        entries: [
          exampleEntry("2026-01-01T09:00:00.000Z", {
            program: "renewal",
            step: "sms-reminder",
            occurrence: "e-0:1",
          }),
        ],
      },
    },
  ],
  [
    "duplicate",
    "the same message accepted before",
    { ledger: { entries: [exampleEntry("2026-01-01T09:00:00.000Z", { messageId: "m-1" })] } },
    { ledger: { entries: [] } },
  ],
  [
    "duplicate",
    "the same step to another member of the household within a day",
    {
      ledger: {
        entries: [
          exampleEntry("2026-03-01T11:00:00.001Z", {
            customerId: "c-2",
            program: "renewal",
            step: "sms-reminder",
          }),
        ],
      },
    },
    {
      ledger: {
        entries: [
          exampleEntry("2026-03-01T11:00:00.000Z", {
            customerId: "c-2",
            program: "renewal",
            step: "sms-reminder",
          }),
        ],
      },
    },
  ],
  [
    "duplicate",
    "the same marketing step for another agreement, not the same service step",
    {
      ledger: {
        entries: [
          exampleEntry("2026-03-02T09:00:00.000Z", {
            program: "renewal",
            step: "sms-reminder",
            occurrence: "e-2:1",
          }),
        ],
      },
    },
    {
      message: SERVICE,
      ledger: {
        entries: [
          exampleEntry("2026-03-02T09:00:00.000Z", {
            program: "renewal",
            step: "sms-reminder",
            occurrence: "e-2:1",
          }),
        ],
      },
    },
  ],
  [
    "duplicate",
    "the same occurrence on the same channel, not on a second one",
    {
      message: SERVICE,
      ledger: {
        entries: [
          exampleEntry("2026-03-01T09:00:00.000Z", {
            program: "renewal",
            step: "sms-reminder",
            occurrence: "e-1:1",
          }),
        ],
      },
    },
    {
      message: SERVICE,
      ledger: {
        entries: [
          exampleEntry("2026-03-01T09:00:00.000Z", {
            program: "renewal",
            step: "sms-reminder",
            occurrence: "e-1:1",
            channel: "email",
          }),
        ],
      },
    },
  ],
  [
    "unknown-outcome",
    "marketing whose first attempt may have arrived",
    {
      ledger: {
        entries: [
          exampleEntry("2026-03-02T10:00:00.000Z", { messageId: "m-1", outcome: "unknown" }),
        ],
      },
    },
    {
      message: SERVICE,
      ledger: {
        entries: [
          exampleEntry("2026-03-02T10:00:00.000Z", { messageId: "m-1", outcome: "unknown" }),
        ],
      },
    },
  ],
  [
    "unknown-outcome",
    "a statutory message after two attempts that may have arrived",
    {
      message: STATUTORY_EMAIL,
      ledger: {
        entries: [1, 2].map((hour) =>
          exampleEntry(`2026-03-02T0${hour}:00:00.000Z`, { messageId: "m-1", outcome: "unknown" }),
        ),
      },
    },
    {
      message: STATUTORY_EMAIL,
      ledger: {
        entries: [
          exampleEntry("2026-03-02T01:00:00.000Z", { messageId: "m-1", outcome: "unknown" }),
        ],
      },
    },
  ],
];

describe("a message that has been sent before", () => {
  it.each(SKIPS)("is not sent, %s: %s", (reason, _, stops, passes) => {
    expect(judge(exampleQuestion(stops))).toMatchObject({ verdict: "skip", reason });
    expect(judge(exampleQuestion(passes))).toMatchObject({ verdict: "send" });
  });
});
