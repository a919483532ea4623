import { usageError } from "../output/cli-error.ts";

/** Parts "name=value" of the command line. */
export function nameAndValue(text: string, option: string): readonly [string, string] {
  const at = text.indexOf("=");
  if (at > 0) return [text.slice(0, at).trim(), text.slice(at + 1).trim()];
  throw usageError(`"${text}" is no name with a value. Write ${option} name=value.`);
}
