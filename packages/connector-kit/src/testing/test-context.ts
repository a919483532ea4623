import { type ConnectorContext, type Log, type LogFields, ManualClock } from "@perennial/contract";
import { memoryTokenStore } from "./memory-token-store.ts";
import { recordingLimiter } from "./recording-limiter.ts";

/** The moment a test's clock shows unless it is set. */
export const TEST_NOW = "2026-03-02T09:00:00.000Z";

/** A log that keeps its lines, so that a test can look for what must not be there. */
export interface RecordingLog extends Log {
  /** Each line as text: level, message and fields. */
  readonly lines: readonly string[];
}

/** Makes a log that keeps its lines. */
export function recordingLog(): RecordingLog {
  const lines: string[] = [];
  const write = (level: string) => (message: string, fields?: LogFields) => {
    lines.push(`${level} ${message} ${JSON.stringify(fields ?? {})}`);
  };
  return { lines, info: write("info"), warn: write("warn"), error: write("error") };
}

/**
 * A connector's context for tests: a clock that stands still, a log that remembers, the real `fetch`,
 * tokens in memory and no limits.
 */
export function testContext(parts: Partial<ConnectorContext> = {}): ConnectorContext {
  return {
    clock: new ManualClock(TEST_NOW),
    log: recordingLog(),
    fetch: globalThis.fetch,
    abort: new AbortController().signal,
    callbackUrl: "https://perennial.example/hooks/conn-1",
    tokens: memoryTokenStore(),
    limiter: recordingLimiter(),
    ...parts,
  };
}
