import type { Receipt } from "@perennial/contract";
import { describe, expect, test } from "vitest";
import { connectionNotice } from "./connection-notice.ts";
import { later } from "./later.ts";
import { retryDelay } from "./retry-delay.ts";
import { type Attempt, notBegun, settlementOf } from "./settlement-of.ts";

const AT = "2026-03-02T09:00:00.000Z";
const DAY = 86_400_000;
const attempt: Attempt = {
  ...{ enrolmentId: 7, seq: 2, token: "t", at: AT, firstAt: AT, attempts: 1 },
  ...{ statutory: false, idempotent: false, proof: {}, doubt: "none" },
};
const told = { commandId: "c", message: "words" };
const refused: Receipt = { ...told, outcome: "refused", kind: "invalid" };
const notDone: Receipt = { ...told, outcome: "not-done", kind: "unavailable" };
const limited: Receipt = { ...told, outcome: "not-done", kind: "rate-limited", retryAfter: 7_000 };
const unknown: Receipt = { ...told, outcome: "unknown", kind: "unavailable" };

interface Row {
  readonly fact: string;
  readonly receipt: Receipt | undefined;
  readonly given?: Partial<Attempt>;
  readonly settles: object;
}

const ROWS: readonly Row[] = [
  {
    fact: "accepted is done, with the provider's id and price",
    receipt: { commandId: "c", outcome: "accepted", providerId: "p", cost: 35 },
    settles: { state: "done", providerId: "p", cost: 35 },
  },
  {
    fact: "refused is refused, in the vendor's words",
    receipt: refused,
    settles: { state: "refused", reason: "words" },
  },
  {
    fact: "refused after a repeat without proof is unclear: the one before may have arrived",
    receipt: refused,
    given: { doubt: "unproven" },
    settles: { state: "unclear", reason: "words" },
  },
  {
    fact: "refused after a repeat with the same key is refused: that is the answer to both",
    receipt: refused,
    given: { doubt: "proven" },
    settles: { state: "refused" },
  },
  {
    fact: "not done is tried again in 30 seconds",
    receipt: notDone,
    settles: { state: "pending", dueAt: later(AT, 30_000), late: false },
  },
  {
    fact: "not done a fourth time is tried again in an hour",
    receipt: notDone,
    given: { attempts: 4 },
    settles: { state: "pending", dueAt: later(AT, 3_600_000) },
  },
  {
    fact: "a pause that was asked for wins, and the attempt does not count",
    receipt: limited,
    settles: { state: "pending", dueAt: later(AT, 7_000), uncounted: true },
  },
  {
    fact: "not done for a day has failed",
    receipt: notDone,
    given: { firstAt: later(AT, -DAY) },
    settles: { state: "refused", reason: "words" },
  },
  {
    fact: "not done for a day goes on where the law asks for it, and a person is told",
    receipt: notDone,
    given: { firstAt: later(AT, -DAY), statutory: true, attempts: 9 },
    settles: { state: "pending", late: true, dueAt: later(AT, 6 * 3_600_000) },
  },
  {
    fact: "not done by a repeat leaves open what the attempt before came to, and the repeat is not used up",
    receipt: notDone,
    given: { doubt: "unproven", attempts: 2 },
    settles: { state: "unknown", unresent: true, dueAt: later(AT, 120_000) },
  },
  {
    fact: "unknown is looked at when it can be decided",
    receipt: unknown,
    settles: { state: "unknown", dueAt: later(AT, 60_000) },
  },
  {
    fact: "unknown is looked up after the settling time",
    receipt: unknown,
    given: { proof: { lookUp: { settleSeconds: 45 } } },
    settles: { state: "unknown", dueAt: later(AT, 45_000) },
  },
  { fact: "no answer is unknown", receipt: undefined, settles: { state: "unknown" } },
  {
    fact: "credentials refused say nothing of the command, however they are told",
    receipt: { ...told, outcome: "refused", kind: "unauthenticated" },
    settles: { state: "pending", uncounted: true },
  },
];

describe("an answer", () => {
  test.each(ROWS)("$fact", ({ receipt, given, settles }) => {
    const settled = settlementOf(receipt, { ...attempt, ...given }, AT);
    expect(settled).toMatchObject({ enrolmentId: 7, seq: 2, token: "t", ...settles });
  });

  test("that never came because nothing was begun leaves everything as it was", () => {
    expect(notBegun(attempt, AT)).toMatchObject({ state: "pending", uncounted: true, dueAt: AT });
    expect(notBegun({ ...attempt, doubt: "unproven" }, AT)).toMatchObject({
      state: "unknown",
      unresent: true,
    });
    expect(notBegun({ ...attempt, doubt: "proven" }, AT)).toMatchObject({
      state: "unknown",
      unresent: false,
    });
  });
});

describe("what answers say of their connection", () => {
  test("refused credentials stop it until it is mended", () => {
    const stop: Receipt = { ...told, outcome: "not-done", kind: "unauthenticated" };
    expect(connectionNotice([limited, stop], AT)).toEqual({ problem: "words" });
  });

  test("the longest pause that was asked for holds, half a minute where none was named", () => {
    const unnamed: Receipt = { ...told, outcome: "not-done", kind: "rate-limited" };
    expect(connectionNotice([limited, unnamed], AT)).toEqual({ resumeAt: later(AT, 30_000) });
    expect(connectionNotice([limited], AT)).toEqual({ resumeAt: later(AT, 7_000) });
  });

  test("a refused or failed command says nothing of it", () => {
    expect(connectionNotice([refused, notDone, unknown], AT)).toBeUndefined();
  });
});

test("pauses grow from half a minute to six hours", () => {
  const minutes = [1, 2, 3, 4, 5, 6].map((attempts) => retryDelay(attempts) / 60_000);
  expect(minutes).toEqual([0.5, 2, 10, 60, 360, 360]);
});
