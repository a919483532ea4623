import { setTimeout as sleep } from "node:timers/promises";
import { ConnectorError } from "@perennial/contract";
import type { RequestDefaults } from "./request-options.ts";

/** The longest wait between two attempts, in milliseconds; what takes longer is for the runtime to try again. */
const LONGEST_WAIT = 5_000;

/** What is repeated, and how. */
export interface Repeating<T> {
  readonly defaults: RequestDefaults;
  readonly repeatable: boolean;
  /** Waits for room under the rate limits. */
  readonly room: (signal: AbortSignal) => Promise<void>;
  readonly attempt: (signal: AbortSignal) => Promise<T>;
}

/** Does a request, again within its budget where that helps and does no harm, all within one time-out. */
export async function repeat<T>({ defaults, ...of }: Repeating<T>): Promise<T> {
  const { context, timeout = 15_000, retries = 2, retryWait = 250 } = defaults;
  await of.room(context.abort);
  const { signal, release } = timeLimit(context.abort, timeout);
  try {
    for (let repeats = 0; ; repeats++) {
      try {
        return await of.attempt(signal);
      } catch (error) {
        if (!of.repeatable || repeats >= retries) throw error;
        const wait = waitAfter(error, retryWait * 4 ** repeats);
        if (wait === undefined || !(await passes(wait, of.room, signal))) throw error;
      }
    }
  } finally {
    release();
  }
}

/** A signal that ends with another or after a time. Signals made of signals take ten times as long, at every request. */
function timeLimit(abort: AbortSignal, milliseconds: number) {
  const controller = new AbortController();
  const stop = () => controller.abort(abort.reason);
  const late = () => controller.abort(new DOMException("The time is over.", "TimeoutError"));
  const timer = setTimeout(late, milliseconds);
  timer.unref();
  if (abort.aborted) stop();
  else abort.addEventListener("abort", stop);
  const release = () => {
    clearTimeout(timer);
    abort.removeEventListener("abort", stop);
  };
  return { signal: controller.signal, release };
}

/** How long to wait before a failure is worth another attempt; undefined where none is. */
function waitAfter(error: unknown, backoff: number): number | undefined {
  if (!ConnectorError.isInstance(error)) return undefined;
  const { kind, retryAfter } = error;
  if (kind === "rate-limited") return within(retryAfter);
  if (kind !== "unavailable") return undefined;
  return within(Math.max(backoff, retryAfter ?? 0));
}

function within(wait: number | undefined): number | undefined {
  return wait !== undefined && wait <= LONGEST_WAIT ? wait : undefined;
}

/** False where the time is over, or there is no room, before the wait is. */
async function passes(
  wait: number,
  room: (signal: AbortSignal) => Promise<void>,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    await sleep(wait, undefined, { signal });
    await room(signal);
    return true;
  } catch {
    return false;
  }
}
