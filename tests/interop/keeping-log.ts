import type { Log } from "@perennial/contract";

/** A log that keeps its lines, each with its level and its fields: what an operator would read in full. */
export function keepingLog(): { readonly log: Log; readonly lines: readonly string[] } {
  const lines: string[] = [];
  const keep = (level: string): Log["info"] => {
    return (message, fields) => lines.push(`${level} ${message} ${JSON.stringify(fields ?? {})}`);
  };
  return { log: { info: keep("info"), warn: keep("warn"), error: keep("error") }, lines };
}
