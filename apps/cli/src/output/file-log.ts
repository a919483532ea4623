import { appendFileSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import type { Clock, Log, LogFields } from "@perennial/contract";

/** As the server writes them to standard error, so that both read alike. */
const LEVELS = { info: 30, warn: 40, error: 50 } as const;

/**
 * A log of JSON lines that are added to a file, which only its owner may read. The file is made with the first
 * line, since the server decides whom its directory belongs to.
 */
export function fileLog(path: string, clock: Clock): Log {
  let isThere = false;
  const write = (level: number, message: string, fields: LogFields | undefined) => {
    if (!isThere) mkdirSync(dirname(path), { recursive: true });
    isThere = true;
    const line = { level, time: Date.parse(clock.now()), ...fields, msg: message };
    appendFileSync(path, `${JSON.stringify(line)}\n`, { mode: 0o600 });
  };
  return {
    info: (message, fields) => write(LEVELS.info, message, fields),
    warn: (message, fields) => write(LEVELS.warn, message, fields),
    error: (message, fields) => write(LEVELS.error, message, fields),
  };
}
