import { parseArgs } from "node:util";

/** Arguments that a benchmark does not have, with what it does have. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "UsageError";
  }
}

/**
 * Reads the arguments of a benchmark, all of them whole numbers from 1 by name, over what holds without them.
 * @throws UsageError that says which arguments there are.
 */
export function readOptions<Name extends string>(
  benchmark: string,
  args: readonly string[],
  defaults: Readonly<Record<Name, number>>,
): Readonly<Record<Name, number>> {
  const names = Object.keys(defaults) as Name[];
  const known = names.map((name) => `[--${name} ${defaults[name]}]`).join(" ");
  const usage = `Usage: npm run bench -- ${benchmark} ${known}`;
  const options = Object.fromEntries(names.map((name) => [name, { type: "string" as const }]));
  const given = parsed(args, options, usage);
  const read = (name: Name): number => {
    const text = given[name];
    if (text === undefined) return defaults[name];
    const value = Number(text.replaceAll("_", ""));
    if (Number.isSafeInteger(value) && value > 0) return value;
    throw new UsageError(`--${name} takes a whole number from 1, and not "${text}". ${usage}`);
  };
  return Object.fromEntries(names.map((name) => [name, read(name)])) as Record<Name, number>;
}

function parsed(
  args: readonly string[],
  options: Readonly<Record<string, { readonly type: "string" }>>,
  usage: string,
): Readonly<Record<string, string | undefined>> {
  try {
    return parseArgs({ args: [...args], options, strict: true }).values;
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
  }
}
