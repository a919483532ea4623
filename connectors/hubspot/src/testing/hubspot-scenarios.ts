import type { Scenarios } from "@perennial/conformance";
import { hubspotWorld } from "./hubspot-world.ts";
import { appScenario, inboundScenario } from "./inbound-scenarios.ts";
import { refusedWrite, takenBy, writeCommands, writeParts } from "./write-scenarios.ts";

/** What HubSpot takes and tells, for the conformance suite. */
export const hubspotScenarios: Scenarios = {
  async world(clock) {
    const world = await hubspotWorld(clock, writeParts);
    return { ...world, taken: () => takenBy(world) };
  },
  commands: writeCommands,
  refused: refusedWrite,
  inbound: inboundScenario,
  app: appScenario,
};
