import {
  ASSUMPTION_NAMES,
  type AssumptionName,
  type Assumptions,
  DEFAULT_ASSUMPTIONS,
} from "@perennial/lifecycle";
import { usageError } from "../output/cli-error.ts";
import { nameAndValue } from "./name-and-value.ts";

/**
 * Assumptions as they are written on the command line, such as `ordersAfterSms=0.3`.
 * @throws CliError for one that there is not, or a value it cannot have.
 */
export function readAssumptions(written: readonly string[]): Partial<Assumptions> {
  return Object.fromEntries(
    written.map((text) => {
      const [name, value] = nameAndValue(text, "--assume");
      if (isName(name)) return [name, readValue(name, value)];
      throw usageError(
        `There is no assumption "${name}". Run "npx perennial simulate --assume list" to see them all.`,
      );
    }),
  );
}

function isName(name: string): name is AssumptionName {
  return ASSUMPTION_NAMES.some((each) => each === name);
}

function readValue(name: AssumptionName, value: string): number | boolean | null {
  if (typeof DEFAULT_ASSUMPTIONS[name] === "boolean") {
    if (value === "true" || value === "false") return value === "true";
    throw usageError(`The assumption "${name}" cannot be "${value}". Write true or false.`);
  }
  if (value === "null" || value === "none") return null;
  const number = Number(value);
  if (value !== "" && Number.isFinite(number)) return number;
  throw usageError(`The assumption "${name}" cannot be "${value}". Write a number.`);
}
