/**
 * The classes of PostgreSQL's codes that speak of the values: a data exception, a broken constraint, a value
 * too large for an index.
 */
const OF_THE_VALUES = new Set(["22", "23", "54"]);

/**
 * Whether an error lies in what is being worked on and would come again at every try, and not in a database or
 * a network that is away or busy. What has one is put aside, so that it holds up nothing else.
 */
export function isLastingFault(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (!("code" in error)) {
    // A lost connection is told by a plain Error; faults of values are of a class of their own.
    return error.constructor !== Error;
  }
  const code = String(error.code);
  // What Node says of an argument; what the system says, such as ECONNRESET, passes.
  return code.startsWith("ERR_") || OF_THE_VALUES.has(code.slice(0, 2));
}

/** An error in words for the log and for a person who looks into it. */
export function faultWords(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
