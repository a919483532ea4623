import { expect, it } from "vitest";
import { STATUTORY_EMAIL } from "../example-parts.ts";
import { exampleQuestion } from "../example-question.ts";
import { judge } from "../judge.ts";

const sendingPaused = { since: "2026-03-02T08:00:00.000Z", by: "Anna Berg" };

it("a message waits while all sending is paused, and is looked at again within the hour", () => {
  const paused = judge(exampleQuestion({ policy: { sendingPaused } }));
  expect(paused).toMatchObject({
    ...{ verdict: "hold", reason: "sending-paused", until: "2026-03-02T12:00:00.000Z" },
    evidence: { at: sendingPaused.since, detail: "Anna Berg" },
  });
  expect(judge(exampleQuestion()).verdict).toBe("send");
});

it("a statutory message waits as well, and is overdue past the law's last moment", () => {
  const legalDeadline = "2026-03-02T10:00:00.000Z";
  const message = { ...STATUTORY_EMAIL, legalDeadline };
  expect(judge(exampleQuestion({ message, policy: { sendingPaused } }))).toMatchObject({
    ...{ verdict: "hold", reason: "sending-paused" },
    evidence: { deadline: legalDeadline, overdue: true },
  });
});

it("the pause is told before anything else that holds a message", () => {
  const question = { now: "2026-03-02T23:00:00.000Z", policy: { sendingPaused } } as const;
  expect(judge(exampleQuestion(question))).toMatchObject({ reason: "sending-paused" });
  expect(judge(exampleQuestion({ now: question.now }))).toMatchObject({
    reason: "quiet-hours-wait",
  });
});

it("what may never be sent is dropped all the same", () => {
  const question = { message: { programStatus: "archived" }, policy: { sendingPaused } } as const;
  expect(judge(exampleQuestion(question))).toMatchObject({ reason: "program-ended" });
});
