/** PostgreSQL stops, has crashed, starts, or takes no more sessions (its documentation, appendix A). */
const SQL_STATES: ReadonlySet<unknown> = new Set(["57P01", "57P02", "57P03", "53300"]);
/** What the machine says of a connection that cannot be made or has broken off. */
const SYSTEM_CODES: ReadonlySet<unknown> = new Set([
  ...["ECONNREFUSED", "ECONNRESET", "ENOENT", "EPIPE", "ETIMEDOUT"],
  ...["EHOSTUNREACH", "ENETUNREACH", "ENOTFOUND", "EAI_AGAIN"],
]);
/** The calls that say so; the same codes of others are about files. */
const SYSTEM_CALLS: ReadonlySet<unknown> = new Set(["connect", "read", "write", "getaddrinfo"]);
/** What the driver says where nothing gave it a code. */
const DRIVER_WORDS =
  /^(?:Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect)/;

/** Whether an error says that the database cannot be reached now, so that the same may work a little later. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (DRIVER_WORDS.test(error.message)) return true;
  if (!("code" in error)) return false;
  if (SQL_STATES.has(error.code)) return true;
  return SYSTEM_CODES.has(error.code) && "syscall" in error && SYSTEM_CALLS.has(error.syscall);
}
