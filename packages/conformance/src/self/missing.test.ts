import { describe, expect, test } from "vitest";
import { ScenarioMissingError } from "../case/conformance-error.ts";
import type { Scenarios } from "../scenario/scenarios.ts";
import { createAcme } from "./acme.ts";
import { acmeScenarios, bareAcmeScenarios } from "./acme-scenarios.ts";
import { startAcme } from "./acme-world.ts";
import { failuresOf } from "./run-cases.ts";

const whole = acmeScenarios("token");
const { commands: _commands, ...withoutCommands } = whole;
const { refused: _refused, ...withoutRefused } = whole;
const { inbound: _inbound, ...withoutInbound } = whole;

function without(...names: readonly string[]): Scenarios {
  return {
    ...whole,
    async world(clock) {
      const world = await startAcme(clock, "token");
      return Object.assign(world, Object.fromEntries(names.map((name) => [name, undefined])));
    },
  };
}

describe("a scenario that a declared capability needs and nobody wrote", () => {
  test.each<[string, Scenarios, string]>([
    ["commands", withoutCommands, 'commands["'],
    ["a refused command", withoutRefused, "refused"],
    ["inbound", withoutInbound, "inbound"],
    ["the feed", without("feed"), "feed of the world"],
    ["planned visits", without("visits"), "visits of the world"],
    ["the newest thing", without("newest"), "newest() of the world"],
  ])(
    "%s is asked for, with an example, and nothing else fails",
    async (_name, scenarios, asked) => {
      const failures = await failuresOf(() => createAcme("token"), scenarios);
      expect(failures.length).toBeGreaterThan(0);
      for (const { name, error } of failures) {
        expect(error, name).toBeInstanceOf(ScenarioMissingError);
        expect(String(error), name).toContain(`write the scenario ${asked}`);
        expect(String(error), name).toContain(". It looks like this:\n");
      }
    },
  );

  test("a connector that declares everything is not passed by a world alone", async () => {
    const failures = await failuresOf(() => createAcme("token"), bareAcmeScenarios);
    const missing = failures.filter(({ error }) => error instanceof ScenarioMissingError);
    expect(missing.length).toBeGreaterThan(20);
    expect(missing).toHaveLength(failures.length);
  });
});
