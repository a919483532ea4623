import type { Connector } from "@perennial/contract";
import { afterAll, describe, test } from "vitest";
import { casesOf } from "./cases-of.ts";
import type { Scenarios } from "./scenario/scenarios.ts";

/** Longer than any wait of a case, in milliseconds. */
const CASE_TIMEOUT = 60_000;

/**
 * Registers the tests that a connector has to pass, in parts by behaviour, with vitest. What is skipped is
 * printed in one line at the end.
 *
 * @example
 * describeConnector(createAcme, acmeScenarios);
 */
export function describeConnector(create: () => Connector, scenarios: Scenarios): void {
  const { id } = create().manifest;
  const { cases, skipped } = casesOf(create, scenarios);
  describe(`the connector ${id}`, () => {
    for (const [part, ofPart] of Map.groupBy(cases, (one) => one.part)) {
      describe(part, () => {
        for (const { name, run } of ofPart) test(name, run, CASE_TIMEOUT);
      });
    }
    for (const { part, case: name, reason } of skipped) test.skip(`${part}: ${name} (${reason})`);
    afterAll(() => {
      if (skipped.length === 0) return;
      const list = skipped.map(({ part, case: name, reason }) => `${part}: ${name} (${reason})`);
      console.warn(`${id} skips ${list.length}: ${list.join("; ")}`);
    });
  });
}
