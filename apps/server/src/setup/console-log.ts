import type { Log } from "@perennial/contract";
import pino, { type Logger } from "pino";

/** A log of JSON lines on standard error, for the operator and whatever collects them. */
export function jsonLog(
  logger: Logger = pino({ base: null }, pino.destination({ fd: 2, sync: true })),
): Log {
  return {
    info: (message, fields) => logger.info(fields ?? {}, message),
    warn: (message, fields) => logger.warn(fields ?? {}, message),
    error: (message, fields) => logger.error(fields ?? {}, message),
  };
}
