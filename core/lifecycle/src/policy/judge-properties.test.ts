import type { Consent } from "@perennial/contract";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ExampleChanges, exampleEntry, exampleQuestion } from "./example-question.ts";
import { judge } from "./judge.ts";
import { nextContact } from "./next-contact.ts";
import type { PolicyQuestion } from "./question.ts";
import { verdictSentence } from "./verdict-sentence.ts";

const START = Date.parse("2026-01-01");
const moment = fc
  .integer({ min: 0, max: 200 * 1440 })
  .map((minute) => new Date(START + minute * 60_000).toISOString());
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const channel = fc.constantFrom("email", "sms", "phone", "post");
const KINDS = {
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
  fc.record({
    customerId: fc.constant("c-1"),
    channel,
    purpose: fc.constantFrom("marketing", "service"),
    state: fc.constantFrom("given", "withdrawn"),
    at: moment,
    source: fc.constant("web-form"),
    legalBasis: fc.constantFrom("consent", "existing-customer"),
  }),
  { maxLength: 4 },
);
const entries = fc.array(
  fc
    .tuple(
      moment,
      channel,
      fc.constantFrom("service", "marketing"),
      fc.constantFrom("accepted", "unknown"),
      fc.constantFrom("m-1", "m-8", "m-9"),
    )
    .map(([at, ch, kind, outcome, id]) =>
      exampleEntry(at, {
        channel: ch,
        class: kind,
        outcome,
        messageId: `${id}:${at}`,
        contactPoint: ADDRESSES[ch],
      }),
    ),
  { maxLength: 8 },
);
const waiting = fc.array(
  fc.record({
    id: fc.constantFrom("m-5", "m-6"),
    class: fc.constant("marketing"),
    channel,
    priority: fc.nat(100),
    createdAt: moment,
    program: fc.constant("club"),
  }),
  { maxLength: 3 },
);
const suppressions = fc.array(
  fc.record({
    covers: fc.constantFrom("marketing", "everything"),
    channel: maybe(channel),
    cause: fc.constantFrom("objection", "bounced"),
    at: moment,
    until: maybe(moment),
    source: fc.constant("agent"),
  }),
  { maxLength: 1 },
);

const questions: fc.Arbitrary<PolicyQuestion> = fc
  .record({
    channel,
    class: fc.constantFrom("statutory", "service", "marketing"),
    now: moment,
    createdAt: moment,
    expiresAt: maybe(moment),
    legalDeadline: maybe(moment),
    programStatus: fc.constantFrom(
      "active",
      "active",
      "active",
      "paused",
      "draft",
      "archived",
      "finishing",
    ),
    holdout: fc.boolean(),
    approved: fc.constantFrom(true, true, true, false),
    onQuietHours: maybe(fc.constantFrom("wait", "drop")),
    onCap: maybe(fc.constantFrom("wait", "drop")),
    address: fc.constantFrom(true, true, true, false),
    consents,
    suppressions,
    doNotCall: fc.boolean(),
    pausedUntil: maybe(moment),
    timeZone: maybe(fc.constantFrom("America/New_York", "Asia/Kolkata", "nowhere")),
    related: fc.boolean(),
    entries,
    waiting,
  })
  .map((parts) => {
    const changes: ExampleChanges = {
      now: parts.now,
      message: {
        channel: parts.channel,
        commandKind: KINDS[parts.channel],
        contactPoint: parts.address ? ADDRESSES[parts.channel] : undefined,
        class: parts.class,
        purpose: parts.class === "marketing" ? "marketing" : "service",
        createdAt: parts.createdAt,
        expiresAt: parts.expiresAt,
        legalDeadline: parts.legalDeadline,
        programStatus: parts.programStatus,
        holdout: parts.holdout,
        approved: parts.approved,
        onQuietHours: parts.onQuietHours,
        onCap: parts.onCap,
      },
      person: {
        consents: parts.consents,
        suppressions: parts.suppressions,
        relationship: parts.related ? { since: "2024-01-01", addressFromSale: true } : undefined,
      },
      customer: {
        doNotCall: parts.doNotCall,
        pausedUntil: parts.pausedUntil,
        timeZone: parts.timeZone,
      },
      ledger: { entries: parts.entries, waiting: parts.waiting },
    };
    return exampleQuestion(changes);
  });

describe("judge, whatever it is asked", () => {
  it("says the same twice and of a copy that went through JSON, and changes nothing", () => {
    fc.assert(
      fc.property(questions, (question) => {
        const before = JSON.stringify(question);
        const verdict = judge(question);
        expect(judge(question)).toEqual(verdict);
        expect(judge(JSON.parse(before))).toEqual(verdict);
        expect(JSON.stringify(question)).toBe(before);
      }),
      { seed: 41, numRuns: 2_000 },
    );
  });

  it("makes progress: judged again at its end, a hold is not repeated", () => {
    fc.assert(
      fc.property(questions, (question) => {
        const first = judge(question);
        if (first.verdict !== "hold") return;
        expect(first.until > question.now).toBe(true);
        const again = judge({ ...question, now: first.until });
        const repeated = again.verdict === "hold" && again.reason === first.reason;
        expect(repeated && again.until <= first.until).toBe(false);
      }),
      { seed: 43, numRuns: 4_000 },
    );
  });

  it("never skips a statutory message for a reason that is marketing's", () => {
    const allowed = ["missing-address", "unknown-outcome", "duplicate", "customer-gone"];
    fc.assert(
      fc.property(questions, (question) => {
        const verdict = judge({
          ...question,
          message: { ...question.message, class: "statutory" },
        });
        if (verdict.verdict === "skip") expect(allowed).toContain(verdict.reason);
        if (verdict.verdict === "hold") {
          expect([
            "quiet-hours-wait",
            "program-paused",
            "not-approved",
            "sending-paused",
            "in-call",
          ]).toContain(verdict.reason);
        }
      }),
      { seed: 44, numRuns: 3_000 },
    );
  });

  it("never lets quiet hours carry a statutory message past the law's last moment", () => {
    fc.assert(
      fc.property(questions, moment, (question, legalDeadline) => {
        const message = { ...question.message, class: "statutory", legalDeadline } as const;
        const verdict = judge({ ...question, message });
        const quiet = verdict.verdict === "hold" && verdict.reason === "quiet-hours-wait";
        expect(quiet && verdict.until > legalDeadline).toBe(false);
      }),
      { seed: 45, numRuns: 2_000 },
    );
  });

  it("never sends marketing on a channel after its last word was a withdrawal", () => {
    fc.assert(
      fc.property(questions, (question) => {
        const { channel } = question.message;
        const stop = {
          customerId: "c-1",
          channel,
          purpose: "marketing",
          state: "withdrawn",
          at: question.now,
          source: "sms-reply",
          legalBasis: "consent",
        } as const;
        const person = {
          ...question.person,
          consents: [...question.person.consents.filter(({ at }) => at <= question.now), stop],
        };
        const verdict = judge({
          ...question,
          person,
          message: { ...question.message, class: "marketing" },
        });
        expect(verdict.verdict).toBe("skip");
      }),
      { seed: 46, numRuns: 1_000 },
    );
  });

  it("comes to an answer on when, and can always say it", () => {
    fc.assert(
      fc.property(questions, (question) => {
        const next = nextContact(question);
        if (next.when === "at") expect(judge({ ...question, now: next.at }).verdict).toBe("send");
        const verdict = judge(question);
        for (const text of Object.values(verdictSentence(verdict))) {
          expect(text).toMatch(/^\p{Lu}[^{}]*\.$/u);
          expect(text).not.toMatch(/undefined|null|NaN|\[object| {2}|\.\./);
        }
      }),
      { seed: 47, numRuns: 2_000 },
    );
  });
});
