/** Waits shorter than this are left alone: they are pauses, not time-outs. Milliseconds. */
const A_WAIT = 1000;

/** The time-outs that code sets while it is watched. */
export interface HastenedTimers {
  /** Lets every time-out run out now, those yet to be set included. */
  runOut(): void;
  /** Puts the real timers back. */
  restore(): void;
}

/**
 * Watches `AbortSignal.timeout` and `setTimeout`, so that a case can let a connector's own time-out run out
 * without waiting for it.
 */
export function hastenTimers(): HastenedTimers {
  const { setTimeout: start, clearTimeout: stop } = globalThis;
  const timeout = AbortSignal.timeout;
  const waiting = new Map<unknown, () => void>();
  let over = false;

  const wait = (ms: number, done: () => void): NodeJS.Timeout => {
    const runOut = () => {
      waiting.delete(timer);
      done();
    };
    const timer = start(runOut, over ? 0 : ms);
    waiting.set(timer, () => {
      stop(timer);
      runOut();
    });
    return timer;
  };
  const startOrWait = (done: (...values: unknown[]) => void, ms = 0, ...values: unknown[]) =>
    ms < A_WAIT ? start(done, ms, ...values) : wait(ms, () => done(...values));
  Reflect.set(globalThis, "setTimeout", startOrWait);
  Reflect.set(globalThis, "clearTimeout", (timer: Parameters<typeof stop>[0]) => {
    waiting.delete(timer);
    stop(timer);
  });
  Reflect.set(AbortSignal, "timeout", (ms: number) => {
    const controller = new AbortController();
    const reason = new DOMException("The operation was aborted due to timeout", "TimeoutError");
    wait(ms, () => controller.abort(reason)).unref();
    return controller.signal;
  });

  return {
    runOut() {
      over = true;
      for (const timer of [...waiting.keys()]) waiting.get(timer)?.();
    },
    restore() {
      Reflect.set(globalThis, "setTimeout", start);
      Reflect.set(globalThis, "clearTimeout", stop);
      Reflect.set(AbortSignal, "timeout", timeout);
    },
  };
}
