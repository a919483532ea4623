import type { SmsProgress, SmsRecord } from "./sms-record.ts";

/** How one provider names SMS and speaks of them to its customers' doors. */
export interface SmsDialect {
  /** Seconds to wait after each failed attempt to call a door. */
  readonly retrySeconds: readonly [number, ...number[]];
  /** Whether a door's status means that it need not be called again. */
  taken(status: number): boolean;
  /** An id of the provider's form; the same for the same words. */
  id(seed: number, words: readonly string[]): string;
  /** The form by which a received SMS is told. */
  incoming(record: SmsRecord): Record<string, string>;
  /** The form by which a new state of a sent SMS is told. */
  report(record: SmsRecord, progress: SmsProgress): Record<string, string>;
  /** Headers beside the form, such as a signature. */
  headers(url: string, body: string): Record<string, string>;
  /** The SMS that a door's answer asks to send back to who wrote. */
  reply(type: string, body: string): string | undefined;
}
