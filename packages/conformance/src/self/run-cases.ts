import type { Connector } from "@perennial/contract";
import type { Case } from "../case/case.ts";
import { casesOf } from "../cases-of.ts";
import type { Scenarios } from "../scenario/scenarios.ts";

/** A case that a connector did not pass, and why. */
export interface Failure extends Pick<Case, "part" | "name"> {
  readonly error: unknown;
}

/** Runs every case of a connector, one after another, and gives those it did not pass. */
export async function failuresOf(
  create: () => Connector,
  scenarios: Scenarios,
): Promise<readonly Failure[]> {
  const failures: Failure[] = [];
  for (const { part, name, run } of casesOf(create, scenarios).cases) {
    try {
      await run();
    } catch (error) {
      failures.push({ part, name, error });
    }
  }
  return failures;
}
