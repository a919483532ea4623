import type { Instant } from "@perennial/contract";
import type { DueEvent } from "@perennial/store";
import { between, later } from "../deliver/later.ts";
import type { EventAnswer } from "./post-event.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** How long after each attempt in vain the next one comes: ten attempts over three days (Standard Webhooks 1.0.0). */
const DELAYS = [
  ...[5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR],
  ...[20 * HOUR, 24 * HOUR],
] as const;
/** An endpoint that has failed for so long is disabled, in milliseconds. */
const LONGEST_FAILURE = 5 * 24 * HOUR;
/** How long one that is too busy is left alone when it does not say. */
const PAUSE = MINUTE;
/**
 * How long one is left alone after a round in which nothing arrived, in milliseconds: a tenth of the time it has
 * failed, within these. Whatever waits for it would only find out the same, one by one.
 */
const SHORTEST_REST = 5 * SECOND;
const LONGEST_REST = 5 * MINUTE;
/** So many repeats are spread over a tenth of their delay: what failed together does not come back together. */
const SPREAD = 97;

const GONE = 410;
/** Too many requests, and gateways whose server does not keep up. */
const TOO_BUSY: ReadonlySet<number> = new Set([429, 502, 503, 504]);

/** What follows from an attempt: for the event, and for its endpoint. */
export interface AttemptOutcome {
  readonly status: number | null;
  /** Null where it was taken. */
  readonly problem: string | null;
  readonly answer: string | null;
  /** When to try again; none where it was taken or is given up. */
  readonly retryAt: Instant | null;
  /** Until when the endpoint wants to be left alone. */
  readonly pauseUntil: Instant | null;
  /** Whether it says that it will never listen again. */
  readonly gone: boolean;
}

/** What follows from an answer. Only 2xx is success; a redirect is a failure, as following it could lead anywhere. */
export function attemptOutcome(event: DueEvent, answer: EventAnswer, now: Instant): AttemptOutcome {
  if ("problem" in answer) {
    return { ...inVain(event, now), status: null, problem: answer.problem, answer: null };
  }
  const { status, text, retryAfter } = answer;
  const taken = { status, answer: text, problem: null, retryAt: null, pauseUntil: null };
  if (status >= 200 && status < 300) return { ...taken, gone: false };
  const problem = `The endpoint answered ${status}.`;
  if (status === GONE) return { ...taken, problem, gone: true };
  const failed = { ...inVain(event, now), status, problem, answer: text };
  if (!TOO_BUSY.has(status)) return failed;
  const pauseUntil = later(now, retryAfter ?? PAUSE);
  const retryAt =
    failed.retryAt !== null && failed.retryAt < pauseUntil ? pauseUntil : failed.retryAt;
  return { ...failed, retryAt, pauseUntil };
}

function inVain({ tries, id }: DueEvent, now: Instant) {
  const delay = DELAYS[tries - 1];
  const spread = 1 + (id % SPREAD) / SPREAD / 10;
  return {
    retryAt: delay === undefined ? null : later(now, delay * spread),
    ...{ pauseUntil: null, gone: false },
  };
}

/** How an endpoint has done so far, and does now. */
export interface EndpointCourse {
  readonly failingSince: Instant | null;
  readonly resumeAt: Instant | null;
  /** Why it is to be disabled, where it is. */
  readonly disable: string | null;
}

/** What a round of attempts means for their endpoint. */
export function endpointCourse(
  failingSince: Instant | null,
  outcomes: readonly AttemptOutcome[],
  now: Instant,
): EndpointCourse {
  const [resumeAt = null] = outcomes
    .flatMap((each) => each.pauseUntil ?? [])
    .sort()
    .reverse();
  if (outcomes.some(({ gone }) => gone)) {
    const disable = "The endpoint answered 410: it is gone. Enable it again when it is back.";
    return { failingSince: null, resumeAt: null, disable };
  }
  if (outcomes.length === 0) return { failingSince, resumeAt, disable: null };
  if (outcomes.some(({ problem }) => problem === null)) {
    return { failingSince: null, resumeAt, disable: null };
  }
  const since = failingSince ?? now;
  const failing = between(since, now);
  if (failing < LONGEST_FAILURE) {
    const rest = later(now, Math.min(Math.max(failing / 10, SHORTEST_REST), LONGEST_REST));
    const isLonger = resumeAt !== null && resumeAt > rest;
    return { failingSince: since, resumeAt: isLonger ? resumeAt : rest, disable: null };
  }
  const last = outcomes.at(-1)?.problem ?? "";
  const disable = `Every attempt since ${since} failed. The last: ${last} Mend it, enable it and replay what failed.`;
  return { failingSince: since, resumeAt: null, disable };
}
