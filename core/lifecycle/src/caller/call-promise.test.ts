import { CallSignal } from "@perennial/contract";
import { describe, expect, it } from "vitest";
import { QuietHoursSetting } from "../policy/quiet-hours-setting.ts";
import { SWEDISH_HOLIDAYS } from "../schedule/holidays.ts";
import { holdForCall } from "./call-in-progress.ts";
import { CallPromise, promisedCall, promiseStanding } from "./call-promise.ts";
import { whatFollows } from "./call-report.ts";

const ZONE = "Europe/Stockholm";
/** Monday 2 March 2026 at noon. */
const NOW = "2026-03-02T11:00:00.000Z";
const context = {
  now: NOW,
  place: { zone: ZONE, holidays: SWEDISH_HOLIDAYS },
  hours: QuietHoursSetting.parse({}).calls,
};
const promise = (changes: Partial<CallPromise> = {}): CallPromise =>
  CallPromise.parse({
    ...{ id: "P-1", customerId: "K-1", date: "2026-03-05", from: "14:00", to: "16:00" },
    ...{ about: "erbjudandet om fast pris", agreedAt: NOW, agent: "Eva" },
    ...changes,
  });
const problemOf = (changes: Partial<CallPromise>) => {
  const told = promisedCall(promise(changes), context);
  return "problem" in told ? told.problem : undefined;
};

describe("a promise to call back on Thursday", () => {
  it("becomes a step on the call list that goes before all others", () => {
    expect(promisedCall(promise(), context)).toEqual({
      step: {
        ...{ promiseId: "P-1", customerId: "K-1", assignee: "Eva", class: "service" },
        priority: 100,
        notBefore: "2026-03-05T13:00:00.000Z",
        dueBy: "2026-03-05T15:00:00.000Z",
        expiresAt: "2026-03-12T15:00:00.000Z",
        reason: {
          sv: "Eva har lovat att ringa den 5 mars 2026 mellan kl. 14:00 och 16:00: erbjudandet om fast pris",
          en: "Eva has promised to call on 5 March 2026 between 14:00 and 16:00: erbjudandet om fast pris",
        },
      },
    });
  });

  it("begins when calls begin, and now where its time has begun", () => {
    const early = promisedCall(promise({ from: "07:00" }), context);
    expect(early).toMatchObject({ step: { notBefore: "2026-03-05T08:00:00.000Z" } });
    const today = promisedCall(promise({ date: "2026-03-02", from: "10:00" }), context);
    expect(today).toMatchObject({ step: { notBefore: NOW } });
  });

  it("is refused while the customer is on the phone where it cannot be kept", () => {
    expect(problemOf({ date: "2026-02-27" })?.code).toBe("passed");
    expect(problemOf({ date: "2027-06-01" })?.code).toBe("too-far");
    const goodFriday = problemOf({ date: "2026-04-03" });
    expect(goodFriday).toMatchObject({
      code: "outside-hours",
      nextPossible: "2026-04-07T07:00:00.000Z",
    });
    expect(goodFriday?.sentence.sv).toBe(
      "Då rings inga samtal. Nästa dag med samtal är den 7 april 2026.",
    );
  });

  it("stands as later, today, now, missed or kept", () => {
    const at = (now: string) => promiseStanding(promise(), now, ZONE);
    expect(at(NOW)).toBe("later");
    expect(at("2026-03-05T08:00:00.000Z")).toBe("today");
    expect(at("2026-03-05T14:00:00.000Z")).toBe("now");
    expect(at("2026-03-05T15:00:00.000Z")).toBe("missed");
    expect(promiseStanding(promise({ keptAt: NOW }), NOW, ZONE)).toBe("kept");
  });
});

describe("a call in progress", () => {
  const calls = [{ id: "C-1", startedAt: "2026-03-02T10:50:00.000Z" }];

  it("holds the customer's programs until it is over", () => {
    expect(holdForCall(calls, { now: NOW, zone: ZONE })).toMatchObject({
      held: true,
      until: "2026-03-02T12:50:00.000Z",
    });
    const over = [{ ...calls[0], id: "C-1", startedAt: NOW, endedAt: NOW }];
    expect(holdForCall(over, { now: NOW, zone: ZONE })).toEqual({ held: false });
  });

  it("whose end was never told holds them for two hours at most", () => {
    const now = "2026-03-02T12:50:00.000Z";
    expect(holdForCall(calls, { now, zone: ZONE })).toEqual({ held: false });
  });

  it("never holds a notice past the law's last moment", () => {
    const legalDeadline = "2026-03-02T12:00:00.000Z";
    expect(holdForCall(calls, { now: NOW, zone: ZONE, legalDeadline })).toEqual({ held: false });
  });
});

describe("a call that is over", () => {
  const signal = CallSignal.parse({
    ...{ id: "call:C-1:finished", at: NOW, type: "call.finished", callId: "C-1" },
    ...{ customerId: "K-1", endedAt: NOW, agent: "Eva", outcome: "reached", errand: "renew" },
    promise: { date: "2026-03-05", about: "fast pris" },
    transfer: { to: "avtal", text: "Vill ha fast pris, har fått två erbjudanden." },
  });

  it("gives the promise and the note for the next agent, the same each time", () => {
    expect(whatFollows(signal)).toEqual(whatFollows(signal));
    expect(whatFollows(signal)).toMatchObject({
      promise: { id: "C-1:promise", date: "2026-03-05", from: "09:00", to: "17:00" },
      handOver: { callId: "C-1", from: "Eva", to: "avtal", errand: "renew" },
    });
    expect(CallPromise.parse(whatFollows(signal).promise).agent).toBe("Eva");
  });

  it("promises no call to one who wants no more of them", () => {
    expect(whatFollows({ ...signal, outcome: "do-not-call" }).promise).toBeUndefined();
  });
});
