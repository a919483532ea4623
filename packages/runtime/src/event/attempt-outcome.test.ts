import type { DueEvent } from "@perennial/store";
import { describe, expect, test } from "vitest";
import { between } from "../deliver/later.ts";
import { type AttemptOutcome, attemptOutcome, endpointCourse } from "./attempt-outcome.ts";

const NOW = "2026-03-02T09:00:00.000Z";
const HOUR = 3_600_000;

function event(tries: number, id = 97): DueEvent {
  const what = { type: "ping.v1", at: NOW, customerId: null, data: {} };
  return { ...what, id, attempt: tries, tries };
}
const answered = (status: number, tries = 1, retryAfter?: number): AttemptOutcome =>
  attemptOutcome(
    event(tries),
    { status, text: "", ...(retryAfter !== undefined && { retryAfter }) },
    NOW,
  );
const wait = ({ retryAt }: AttemptOutcome) => (retryAt === null ? null : between(NOW, retryAt));

describe("an attempt", () => {
  test("is a success with any 2xx, and with nothing else", () => {
    for (const status of [200, 202, 204, 299]) expect(answered(status).problem).toBeNull();
    for (const status of [199, 301, 302, 307, 400, 404, 500]) {
      expect(answered(status).problem).toBe(`The endpoint answered ${status}.`);
    }
  });

  test("in vain is followed by others over three days and then by none", () => {
    const waits = Array.from({ length: 11 }, (_, index) => wait(answered(500, index + 1)));
    expect(waits.slice(0, 3)).toEqual([5_000, 300_000, 1_800_000]);
    expect(waits.slice(9)).toEqual([null, null]);
    const whole = waits.reduce<number>((sum, each) => sum + (each ?? 0), 0);
    expect(whole / HOUR).toBeGreaterThan(72);
    expect(whole / HOUR).toBeLessThan(84);
  });

  test("of many events that failed together is repeated at many moments", () => {
    const moments = new Set(
      Array.from({ length: 90 }, (_, id) =>
        wait(attemptOutcome(event(3, id), { status: 500, text: "" }, NOW)),
      ),
    );
    expect(moments.size).toBe(90);
    expect(Math.max(...[...moments].map(Number))).toBeLessThan(1_800_000 * 1.1);
  });

  test("that reached nobody is repeated like any other in vain", () => {
    const outcome = attemptOutcome(event(1), { problem: "The endpoint was not reached." }, NOW);
    expect(outcome).toMatchObject({ status: null, problem: "The endpoint was not reached." });
    expect(wait(outcome)).toBe(5_000);
  });

  test("at an endpoint that is too busy waits for as long as it asks, and so does everything else for it", () => {
    const outcome = answered(429, 1, 90_000);
    expect(outcome.pauseUntil).toBe("2026-03-02T09:01:30.000Z");
    expect(wait(outcome)).toBe(90_000);
    expect(wait(answered(503, 3, 90_000))).toBe(1_800_000);
    expect(answered(502).pauseUntil).toBe("2026-03-02T09:01:00.000Z");
  });
});

describe("an endpoint", () => {
  test("that answers 410 is disabled at once and asked no more", () => {
    const gone = answered(410);
    expect(gone).toMatchObject({ gone: true, retryAt: null });
    expect(endpointCourse(null, [answered(200), gone], NOW).disable).toContain("410");
  });

  test("fails from the first attempt in vain until one succeeds", () => {
    const failed = endpointCourse(null, [answered(500)], NOW);
    expect(failed).toMatchObject({ failingSince: NOW, disable: null });
    expect(endpointCourse(NOW, [answered(500), answered(200)], NOW).failingSince).toBeNull();
    expect(endpointCourse(NOW, [], NOW).failingSince).toBe(NOW);
  });

  test("that takes nothing is left alone, the longer the longer it has failed", () => {
    const rest = (since: string | null) => {
      const { resumeAt } = endpointCourse(since, [answered(500), answered(404)], NOW);
      return resumeAt && between(NOW, resumeAt);
    };
    expect(rest(null)).toBe(5_000);
    expect(rest("2026-03-02T08:50:00.000Z")).toBe(60_000);
    expect(rest("2026-03-01T09:00:00.000Z")).toBe(300_000);
    expect(endpointCourse(NOW, [answered(500), answered(200)], NOW).resumeAt).toBeNull();
    const asked = endpointCourse(null, [answered(429, 1, 90_000)], NOW);
    expect(asked.resumeAt).toBe("2026-03-02T09:01:30.000Z");
  });

  test("that has failed for five days is disabled, with the last reason", () => {
    const before = "2026-02-25T09:00:00.000Z";
    expect(endpointCourse("2026-02-25T09:00:01.000Z", [answered(500)], NOW).disable).toBeNull();
    const { disable } = endpointCourse(before, [answered(500)], NOW);
    expect(disable).toContain(before);
    expect(disable).toContain("The endpoint answered 500.");
  });
});
