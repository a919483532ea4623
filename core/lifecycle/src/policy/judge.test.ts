import { describe, expect, it } from "vitest";
import {
  exampleConsent,
  exampleSuppression,
  STATUTORY_EMAIL,
  SUNDAY_NIGHT,
  TWO_THIS_WEEK,
} from "./example-parts.ts";
import { type ExampleChanges, exampleQuestion } from "./example-question.ts";
import { judge } from "./judge.ts";
import { QuietHoursSetting } from "./quiet-hours-setting.ts";

describe("the order of checks", () => {
  it("never lets a hold hide a skip", () => {
    const changes = { now: SUNDAY_NIGHT, person: { consents: [], relationship: undefined } };
    expect(judge(exampleQuestion(changes))).toMatchObject({
      verdict: "skip",
      reason: "no-consent",
    });
  });

  it("tells the longest of several holds", () => {
    const changes = { now: SUNDAY_NIGHT, ledger: { entries: TWO_THIS_WEEK } };
    expect(judge(exampleQuestion(changes))).toMatchObject({
      reason: "capped",
      until: "2026-03-05T09:00:00.000Z",
    });
  });

  it("puts only those in the control group who would have been sent to", () => {
    const changes = { message: { holdout: true, contactPoint: undefined } };
    expect(judge(exampleQuestion(changes))).toMatchObject({ reason: "missing-address" });
  });

  it("looks again when a message expires during a pause that may be lifted", () => {
    const changes = {
      message: { expiresAt: "2026-03-04T00:00:00.000Z" },
      customer: { pausedUntil: "2026-06-01T00:00:00.000Z" },
    };
    expect(judge(exampleQuestion(changes))).toMatchObject({
      reason: "paused",
      until: "2026-03-04T00:00:00.000Z",
    });
    const then = { ...changes, now: "2026-03-04T00:00:00.000Z" };
    expect(judge(exampleQuestion(then))).toMatchObject({ verdict: "skip", reason: "expired" });
  });
});

describe("a statutory message", () => {
  it("passes caps, consent, a customer's pause and marketing suppressions", () => {
    const changes: ExampleChanges = {
      message: { ...STATUTORY_EMAIL, holdout: true, expiresAt: "2026-01-01T00:00:00.000Z" },
      person: {
        consents: [exampleConsent({ channel: "email", state: "withdrawn" })],
        suppressions: [exampleSuppression({})],
      },
      customer: { pausedUntil: "2027-01-01T00:00:00.000Z" },
      ledger: { entries: TWO_THIS_WEEK, marketingLastYear: 500 },
      now: SUNDAY_NIGHT,
    };
    expect(judge(exampleQuestion(changes))).toMatchObject({
      verdict: "send",
      basis: "legal-obligation",
    });
  });

  it("leaves in quiet hours when its last moment comes before morning, and says so", () => {
    const message = { class: "statutory", legalDeadline: "2026-03-02T06:00:00.000Z" } as const;
    expect(judge(exampleQuestion({ now: SUNDAY_NIGHT, message }))).toMatchObject({
      verdict: "send",
      evidence: { cause: "legal-deadline", deadline: "2026-03-02T06:00:00.000Z", overdue: false },
    });
    expect(judge(exampleQuestion({ now: "2026-03-02T06:30:00.000Z", message }))).toMatchObject({
      verdict: "send",
      evidence: { overdue: true },
    });
  });

  it("has no address where its own is closed to everything", () => {
    const suppressions = [
      exampleSuppression({
        covers: "everything",
        cause: "bounced",
        contactPoint: "ANNA@example.se ",
      }),
    ];
    expect(
      judge(exampleQuestion({ message: STATUTORY_EMAIL, person: { suppressions } })),
    ).toMatchObject({
      verdict: "skip",
      reason: "missing-address",
      evidence: { cause: "unusable" },
    });
  });

  it("that waits for approval past its last moment says that it is overdue", () => {
    const message = {
      ...STATUTORY_EMAIL,
      approved: false,
      legalDeadline: "2026-03-01T23:00:00.000Z",
    };
    expect(judge(exampleQuestion({ message }))).toMatchObject({
      verdict: "hold",
      evidence: { overdue: true },
    });
  });
});

describe("other commands and names", () => {
  it("lets commands pass that do not reach the customer", () => {
    const changes = {
      message: { commandKind: "withdraw-call", channel: "phone" },
      person: { consents: [] },
      now: SUNDAY_NIGHT,
    } as const;
    expect(judge(exampleQuestion(changes))).toEqual({
      verdict: "send",
      basis: "contract",
      evidence: {},
    });
  });

  it("judges a letter that a person posts", () => {
    const letter = {
      commandKind: "create-task",
      channel: "post",
      contactPoint: "Storgatan 1, 541 30 Skövde",
    } as const;
    expect(judge(exampleQuestion({ message: letter, now: SUNDAY_NIGHT }))).toMatchObject({
      verdict: "send",
    });
    const suppressions = [exampleSuppression({})];
    expect(judge(exampleQuestion({ message: letter, person: { suppressions } }))).toMatchObject({
      reason: "suppressed",
    });
  });

  it("judges a service message with a marketing purpose as advertising", () => {
    const changes = {
      message: { class: "service", purpose: "marketing" },
      person: { consents: [], relationship: undefined },
    } as const;
    expect(judge(exampleQuestion(changes))).toMatchObject({ reason: "no-consent" });
  });

  it("uses a tenant's quiet hours before the rule pack's", () => {
    const always = [{ from: "00:00", to: "24:00" }];
    const quietHours = QuietHoursSetting.parse({
      marketing: { weekday: always, saturday: always, holiday: always },
    });
    expect(judge(exampleQuestion({ now: SUNDAY_NIGHT, policy: { quietHours } }))).toMatchObject({
      verdict: "send",
    });
  });
});
