import { describe, expect, test } from "vitest";
import { later } from "./later.ts";
import { type OpenCase, readyAt, resolveUnknown } from "./resolve-unknown.ts";

const AT = "2026-03-02T09:00:00.000Z";
const SECOND = 1_000;
const HOUR = 3_600 * SECOND;

const open: OpenCase = {
  proof: {},
  idempotent: false,
  class: "service",
  attempts: 1,
  resends: 0,
  firstAttemptedAt: AT,
  attemptedAt: AT,
  withdrawn: false,
  stopped: false,
};
const key = { key: { ttlSeconds: 3_600 } };
const lookUp = { lookUp: { settleSeconds: 45 } };

interface Row {
  readonly fact: string;
  readonly given: Partial<OpenCase>;
  /** Milliseconds after the attempt. */
  readonly after: number;
  readonly does: string;
}

const ROWS: readonly Row[] = [
  {
    fact: "a look-up comes before everything",
    given: { proof: { ...lookUp, ...key } },
    after: HOUR,
    does: "look-up",
  },
  {
    fact: "a look-up waits until an absence counts",
    given: { proof: lookUp },
    after: 44 * SECOND,
    does: "wait",
  },
  {
    fact: "a look-up is made for what was taken back, too",
    given: { proof: lookUp, withdrawn: true },
    after: HOUR,
    does: "look-up",
  },
  {
    fact: "after a day without an answer it is asked no more",
    given: { proof: lookUp, class: "marketing" },
    after: 24 * HOUR,
    does: "give-up",
  },
  {
    fact: "the same key is risked within its time",
    given: { proof: key, class: "marketing" },
    after: 1_000 * SECOND,
    does: "resend proven",
  },
  {
    fact: "the same key is not risked near the end of its time",
    given: { proof: key, class: "marketing" },
    after: 3_500 * SECOND,
    does: "give-up",
  },
  {
    fact: "a key counts from the first attempt",
    given: { proof: key, class: "marketing", firstAttemptedAt: later(AT, -HOUR) },
    after: 60 * SECOND,
    does: "give-up",
  },
  {
    fact: "what may be done twice is done again",
    given: { idempotent: true, class: undefined },
    after: 30 * SECOND,
    does: "resend proven",
  },
  {
    fact: "what may be done twice is given up after a day",
    given: { idempotent: true, class: undefined },
    after: 24 * HOUR,
    does: "give-up",
  },
  {
    fact: "marketing is never sent again",
    given: { class: "marketing" },
    after: HOUR,
    does: "give-up",
  },
  {
    fact: "a service message is sent again once",
    given: { class: "service" },
    after: 60 * SECOND,
    does: "resend unproven",
  },
  {
    fact: "a service message is not sent a third time",
    given: { class: "service", resends: 1 },
    after: HOUR,
    does: "give-up",
  },
  {
    fact: "the law's message is sent again once",
    given: { class: "statutory" },
    after: 60 * SECOND,
    does: "resend unproven",
  },
  {
    fact: "the law's message is not sent a third time",
    given: { class: "statutory", resends: 1 },
    after: HOUR,
    does: "give-up",
  },
  {
    fact: "nothing is sent again before an answer can have come",
    given: { class: "statutory" },
    after: 59 * SECOND,
    does: "wait",
  },
  {
    fact: "reports are waited for",
    given: { proof: { reports: true } },
    after: 800 * SECOND,
    does: "wait",
  },
  {
    fact: "reports are not waited for without end",
    given: { proof: { reports: true } },
    after: 900 * SECOND,
    does: "resend unproven",
  },
  {
    fact: "after a STOP nothing is sent again, not even with the key",
    given: { proof: key, stopped: true, class: "statutory" },
    after: HOUR / 2,
    does: "give-up",
  },
  {
    fact: "what the program took back is not sent again",
    given: { withdrawn: true },
    after: HOUR,
    does: "give-up",
  },
];

describe("a command of unknown outcome", () => {
  test.each(ROWS)("$fact", ({ given, after, does }) => {
    const resolution = resolveUnknown({ ...open, ...given }, later(AT, after));
    const proven = resolution.do === "resend" ? (resolution.proven ? " proven" : " unproven") : "";
    expect(resolution.do + proven).toBe(does);
  });

  test("waits exactly until it can be decided", () => {
    const until = readyAt({ ...open, proof: lookUp });
    expect(until).toBe(later(AT, 45 * SECOND));
    expect(resolveUnknown({ ...open, proof: lookUp }, AT)).toEqual({ do: "wait", until });
    expect(resolveUnknown({ ...open, proof: lookUp }, until)).toEqual({ do: "look-up" });
  });
});
