import type { Consent } from "@perennial/contract";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CALL, EMAIL, exampleConsent, STATUTORY_EMAIL } from "../policy/example-parts.ts";
import { type ExampleChanges, exampleEntry, exampleQuestion } from "../policy/example-question.ts";
import { judge } from "../policy/judge.ts";
import type { PolicyQuestion } from "../policy/question.ts";
import { contactability } from "./contactability.ts";

const of = (changes: ExampleChanges) => contactability(exampleQuestion(changes));

describe("contactability", () => {
  it("of a customer who has consented is now, by consent, until the evening", () => {
    const answer = of({});
    expect(answer).toMatchObject({
      when: "now",
      basis: "consent",
      from: "2026-03-02T11:00:00.000Z",
      until: "2026-03-02T19:00:00.000Z",
    });
    expect(answer.sentence).toEqual({
      sv: "Får få reklam via sms nu, med stöd av samtycke, fram till den 2 mars 2026 kl. 20:00.",
      en: "May be contacted with marketing by SMS now, by consent, until 2 March 2026 at 20:00.",
    });
  });

  it("on a Sunday night is from Monday morning on", () => {
    const answer = of({ now: "2026-03-01T22:00:00.000Z", message: CALL });
    expect(answer).toMatchObject({
      when: "later",
      from: "2026-03-02T08:00:00.000Z",
      until: "2026-03-02T17:00:00.000Z",
    });
    expect(answer.sentence.sv).toContain("tidigast den 2 mars 2026 kl. 09:00");
  });

  it("of a number on the objection list ends twelve months after the agreement", () => {
    const person = { relationship: { since: "2020-01-01", endedOn: "2025-03-02" } };
    const customer = { doNotCall: true };
    const answer = of({ message: CALL, person, customer });
    expect(answer).toMatchObject({ when: "now", basis: "existing-customer" });
    const lastDay = of({ message: CALL, person, customer, now: "2026-03-02T16:00:00.000Z" });
    expect(lastDay.until).toBe("2026-03-02T17:00:00.000Z");
    const after = of({ message: CALL, person, customer, now: "2026-03-03T11:00:00.000Z" });
    expect(after.when).toBe("never");
    expect(after.sentence.sv).toMatch(/^Får inte få reklam per telefon\. /);
  });

  it("of a paused customer is from the end of the pause on", () => {
    const answer = of({
      customer: { pausedUntil: "2026-04-01T10:00:00.000Z" },
      message: { expiresAt: "2027-01-01T00:00:00.000Z" },
    });
    expect(answer).toMatchObject({ when: "later", from: "2026-04-01T10:00:00.000Z" });
    expect(answer.verdict).toMatchObject({ reason: "paused" });
  });

  it("while all sending is paused is when somebody lets it go on", () => {
    const sendingPaused = { since: "2026-03-01T00:00:00.000Z", by: "Eva" };
    const answer = of({ policy: { sendingPaused } });
    expect(answer.when).toBe("unknown");
    expect(answer.from).toBeUndefined();
  });

  it("of an e-mail that the law asks for has no end in sight", () => {
    const answer = of({ message: STATUTORY_EMAIL });
    expect(answer).toMatchObject({ when: "now", basis: "legal-obligation" });
    expect(answer.until).toBeUndefined();
  });

  it("after a STOP is never", () => {
    const stop = exampleConsent({ state: "withdrawn", at: "2026-03-02T10:59:00.000Z" });
    expect(of({ person: { consents: [stop] } }).when).toBe("never");
    expect(of({ message: EMAIL, person: { consents: [] } }).when).toBe("never");
  });
});

const START = Date.parse("2026-01-01");
const moment = fc
  .integer({ min: 0, max: 120 * 96 })
  .map((quarter) => new Date(START + quarter * 900_000).toISOString());
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const channel = fc.constantFrom("email", "sms", "phone", "post");
const COMMANDS = {
  email: "send-email",
  sms: "send-sms",
  phone: "put-call",
  post: "create-task",
} as const;
const ADDRESSES = {
  email: "a@example.se",
  sms: "+46701234567",
  phone: "+46701234567",
  post: "Storgatan 1",
};
const consents: fc.Arbitrary<Consent[]> = fc.array(
  fc
    .record({
      channel,
      state: fc.constantFrom("given", "given", "withdrawn"),
      at: moment,
      topic: maybe(fc.constant("club")),
      legalBasis: fc.constantFrom("consent", "existing-customer"),
    })
    .map(({ topic, ...each }) => exampleConsent({ ...each, ...(topic && { topic }) })),
  { maxLength: 4 },
);
const questions: fc.Arbitrary<PolicyQuestion> = fc
  .record({
    channel,
    class: fc.constantFrom("statutory", "service", "marketing"),
    topic: maybe(fc.constant("club")),
    now: moment,
    expiresAt: maybe(moment),
    legalDeadline: maybe(moment),
    consents,
    kind: fc.constantFrom("person", "company"),
    doNotCall: fc.boolean(),
    pausedUntil: maybe(moment),
    timeZone: maybe(fc.constantFrom("America/New_York", "Asia/Kolkata", "nowhere")),
    endedOn: maybe(fc.constantFrom("2025-01-20", "2025-02-28", "2025-11-30")),
    sent: fc.array(moment, { maxLength: 5 }),
  })
  .map((parts) =>
    exampleQuestion({
      now: parts.now,
      message: {
        channel: parts.channel,
        commandKind: COMMANDS[parts.channel],
        contactPoint: ADDRESSES[parts.channel],
        class: parts.class,
        purpose: parts.class === "marketing" ? "marketing" : "service",
        topic: parts.topic,
        expiresAt: parts.expiresAt,
        legalDeadline: parts.legalDeadline,
      },
      person: {
        consents: parts.consents,
        relationship: { since: "2024-01-01", endedOn: parts.endedOn, addressFromSale: true },
      },
      customer: {
        kind: parts.kind,
        doNotCall: parts.doNotCall,
        pausedUntil: parts.pausedUntil,
        timeZone: parts.timeZone,
      },
      ledger: {
        entries: parts.sent.map((at) =>
          exampleEntry(at, { channel: parts.channel, contactPoint: ADDRESSES[parts.channel] }),
        ),
      },
    }),
  );

describe("contactability and the policy, whatever they are asked", () => {
  it("agree: it is now exactly when the policy sends now", () => {
    fc.assert(
      fc.property(questions, (question) => {
        const answer = contactability(question);
        expect(answer.when === "now").toBe(judge(question).verdict === "send");
        expect(answer.verdict).toEqual(judge(question));
      }),
      { seed: 81, numRuns: 1_000 },
    );
  });

  it("agree on the first moment and on the end, and between them at every quarter of an hour", () => {
    fc.assert(
      fc.property(questions, fc.nat(20 * 96), (question, quarters) => {
        const { from, until } = contactability(question);
        if (from === undefined) return;
        const at = (now: string) => judge({ ...question, now }).verdict;
        expect(at(from)).toBe("send");
        if (until !== undefined) {
          expect(until > from).toBe(true);
          expect(at(until)).not.toBe("send");
          expect(at(new Date(Date.parse(until) - 1).toISOString())).toBe("send");
        }
        const between = new Date(Date.parse(from) + quarters * 900_000).toISOString();
        if (until === undefined || between < until) expect(at(between)).toBe("send");
      }),
      { seed: 82, numRuns: 1_000 },
    );
  });

  it("can always be said in both languages", () => {
    fc.assert(
      fc.property(questions, (question) => {
        for (const text of Object.values(contactability(question).sentence)) {
          expect(text).toMatch(/^\p{Lu}[^{}]*\.$/u);
          expect(text).not.toMatch(/undefined|null|NaN| {2}|\.\./);
        }
      }),
      { seed: 83, numRuns: 500 },
    );
  });
});
