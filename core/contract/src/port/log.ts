/** Fields of a log line: plain values only, never a secret, a phone number or a message text. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

/** A place to tell what happens, for the operator. */
export interface Log {
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

/** A log that nobody reads. */
export const silentLog: Log = { info() {}, warn() {}, error() {} };
