import { readFile } from "node:fs/promises";
import { type LifecyclePlan, parsePlan } from "@perennial/lifecycle";
import { usageError } from "../output/cli-error.ts";

/**
 * The lifecycle plan of a file.
 * @throws CliError with the place of everything that is wrong.
 */
export async function loadPlan(path: string): Promise<LifecyclePlan> {
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    throw usageError(`There is no plan "${path}" that may be read. Check the path.`, error);
  });
  const { plan, problems } = parsePlan(text);
  if (plan) return plan;
  const lines = problems.map(
    ({ line, column, message, remedy }) => `${path}:${line}:${column} ${message.en} ${remedy.en}`,
  );
  throw usageError(lines.join("\n"));
}
