/**
 * The classes of PostgreSQL's codes that speak of the server and not of what was asked: a connection, a transaction
 * that may not write or was broken off, a lack of resources, an object in use, an operator, the system.
 */
const OF_THE_SERVER = new Set(["08", "25", "40", "53", "55", "57", "58"]);
/** What the driver says where nothing gave it a code. */
const DRIVER_WORDS =
  /^(?:Connection terminated|Client has encountered a connection error|Client was closed|timeout exceeded when trying to connect|Cannot use a pool after calling end)/;

/**
 * Whether an error lies in a database or a network that is away, busy or full, and not in what is being worked on:
 * what was under way is not to blame and is tried again as it is.
 */
export function isPassingFault(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (DRIVER_WORDS.test(error.message)) return true;
  if (!("code" in error)) return false;
  const code = String(error.code);
  // The system's own codes, such as ECONNRESET, ENOSPC or EAI_AGAIN; what Node says of an argument is another matter.
  if (/^E[A-Z_]+$/.test(code) && !code.startsWith("ERR_")) return true;
  return code.length === 5 && OF_THE_SERVER.has(code.slice(0, 2));
}
